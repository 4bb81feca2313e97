import { formatCalendarDate, formatInstant, formatMoment } from '../../_text/format';
import { Button } from '../../_ui/button';
import { DefinitionFacts } from '../../_ui/definition-facts';
import { groundWords } from '../_logic/emergency-words';
import { changedWords, collectedWords, placeWords, readWords, versionWords } from '../_logic/list-words';
import type { ListItem } from '../_logic/types';
import { FlagSummary } from './flag-summary';

/** Beside the list: whose report it is and how grave, and the one act, to open it. Values come once it was opened. */
export function ResultPreview({ item, now, onOpen }: { item: ListItem | null; now: Date; onOpen: (reportId: string) => void }) {
  if (!item) return <section aria-label="Aperçu" className="hidden bg-paper wide:block" />;
  const { patient } = item;
  const version = versionWords(item);
  const changed = changedWords(item);
  const place = placeWords(item.place);
  const ground = groundWords(item.ground);
  return (
    <section aria-label="Aperçu" className="hidden min-h-0 flex-col gap-4 overflow-y-auto bg-paper px-6 py-4 wide:flex" data-print="no">
      <header>
        <h2 className="text-title font-strong">{patient.name}</h2>
        <p className="text-s text-ink-2">
          {patient.birthName && `Nom de naissance ${patient.birthName}. `}
          {{ F: 'Femme, née', M: 'Homme, né', U: 'Sexe non précisé, né(e)' }[patient.sex]}{' '}
          {patient.birthDate ? `le ${formatCalendarDate(patient.birthDate)}` : '(date non transmise)'}
          {patient.ageText && `, ${patient.ageText}`}. IPP {patient.identifier}.
        </p>
        <p className="text-s font-semibold">{[place.ward, place.bed].filter((part) => part !== '').join(', ')}</p>
      </header>
      <div className="-mx-4 border-t border-line pt-3">
        <DefinitionFacts
          termWidth="7rem"
          facts={[
            { term: 'Dossier', value: `${item.accessionNumber}, version ${item.version}` },
            { term: 'Prélèvement', value: collectedWords(item.collectedAt) },
            { term: 'Disponible', value: formatInstant(item.availableAt).replace(' ', ' à ') },
            ...(ground ? [{ term: 'Ouverture', value: ground }] : []),
            { term: 'Lecture', value: item.readAt ? `Lu ${formatMoment(item.readAt, now)}` : `${readWords(item, now)} par vous` },
          ]}
        />
      </div>
      {changed && <p className="border-l-[3px] border-critical bg-critical-soft px-4 py-2 font-strong text-critical">{changed}</p>}
      {version && (
        <div className="border-l-[3px] border-changed bg-changed-soft px-4 py-2">
          <p className="font-strong text-changed">◆ {version}</p>
          {item.opened ? item.opened.changes.map((change) => <p key={change}>{change}</p>) : <p className="text-s">Ce qui change est dit à l’ouverture.</p>}
        </div>
      )}
      <div>
        <h3 className="font-strong">Signalements du laboratoire</h3>
        <FlagSummary item={item} />
      </div>
      {item.awaited.length > 0 && (
        <div className="border-t border-line pt-3">
          <h3 className="font-strong">Encore attendu</h3>
          <p>{item.awaited.join(', ')}</p>
        </div>
      )}
      <div className="mt-auto border-t border-line-strong pt-3">
        <Button variant="primary" kbd="⏎" onClick={() => onOpen(item.reportId)}>
          Ouvrir le compte rendu
        </Button>
        {!item.readAt && <p className="mt-2 text-s text-ink-2">L’ouverture est enregistrée et dite au laboratoire, avec son heure.</p>}
      </div>
    </section>
  );
}
