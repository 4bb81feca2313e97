import type { ReactNode } from 'react';
import { OnDutyLine } from '../../_duty/on-duty-line';
import { formatDayMonth, formatPhone, formatTime, NBSP } from '../../_text/format';
import { ButtonLink } from '../../_ui/button-link';
import type { ReadersOfReport, ViewedReport } from '../_logic/types';
import { Acknowledge } from './acknowledge';

interface ReportSideProps {
  report: ViewedReport;
  readers: ReadersOfReport | undefined;
  now: Date;
  onAcknowledged: () => void;
}

/** Who read which version and when; of the patient only whether. Then the steps of this version, and whom to call. */
export function ReportSide({ report, readers, now, onAcknowledged }: ReportSideProps) {
  const { content } = report;
  const phone = /^[\d\s.]+/.exec(content.laboratory.phone)?.[0].replace(/\D/g, '') ?? '';
  return (
    <aside
      aria-label="Lectures et étapes"
      data-print="no"
      className="grid content-start gap-5 overflow-y-auto border-line-strong bg-paper px-4 py-4 max-wide:border-t wide:border-l desk:px-6"
    >
      <Acknowledge reportId={report.reportId} readers={readers} now={now} onDone={onAcknowledged} />
      <section aria-label="Qui l’a lu, et quand">
        <h2 className="text-l font-strong">Qui l’a lu, et quand</h2>
        <ul>
          {readers?.readers.map((reader) => (
            <Step key={reader.id} at={reader.viewedAt} now={now}>
              <b>{reader.name}</b>
              {reader.isYou && ' (vous)'}
              <span className="block text-s">
                {{ prescriber: 'Prescripteur', ward_staff: 'Service', professional: 'Professionnel' }[reader.role]}. {reader.medium === 'pdf' ? 'PDF' : 'Écran'}
                . <span className={reader.version === readers.newest.version ? 'font-strong text-changed' : 'text-ink-2'}>Version {reader.version}</span>
              </span>
            </Step>
          ))}
          {readers?.readers.length === 0 && <li className="border-t border-line py-2 text-ink-2">Personne ne l’a encore lu.</li>}
          {readers && content.patient.identityGuaranteed && (
            <li className="grid grid-cols-[3.5rem_1fr] border-t border-line py-2 text-ink-2">
              <span>–</span>
              <span>
                {content.patient.sex === 'F' ? 'Patiente' : 'Patient'}
                {NBSP}: {readers.patient === 'opened' ? 'ouvert' : 'pas encore ouvert'}
              </span>
            </li>
          )}
        </ul>
      </section>
      <section aria-label={`Étapes de la version ${content.version}`}>
        <h2 className="text-l font-strong">Étapes de la version {content.version}</h2>
        <ul>
          {content.validations.map((validation) => (
            <Step key={`${validation.name} ${validation.at}`} at={new Date(validation.at)} now={now}>
              Validé par {validation.name}
            </Step>
          ))}
          {readers?.availableAt && (
            <Step at={readers.availableAt} now={now}>
              Disponible{'\u202f'}; heure rendue au laboratoire
            </Step>
          )}
          <Step at={report.viewedAt} now={now}>
            Lu par vous{'\u202f'}; heure rendue au laboratoire
          </Step>
        </ul>
      </section>
      <section aria-label="Biologiste de garde">
        <h2 className="text-l font-strong">Biologiste de garde</h2>
        <OnDutyLine laboratory={content.laboratory.name} />
      </section>
      {phone && (
        <ButtonLink plain href={`tel:${phone}`}>
          Appeler le laboratoire, {formatPhone(phone)}
        </ButtonLink>
      )}
    </aside>
  );
}

const DAY_MS = 86_400_000;

function Step({ at, now, children }: { at: Date; now: Date; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[3.5rem_1fr] border-t border-line py-2">
      <time dateTime={at.toISOString()} className="figures text-s leading-5 font-strong">
        {formatTime(at)}
        {now.getTime() - at.getTime() > DAY_MS && <span className="block font-normal text-ink-2">{formatDayMonth(at)}</span>}
      </time>
      <span>{children}</span>
    </li>
  );
}
