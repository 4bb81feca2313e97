import { formatCalendarDate, formatDuration, formatPhone, formatTime } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { calledValue, pressing, rungWords, triedWords } from '../_logic/call-board-words';
import type { OpenCall } from '../_logic/types';

/** One open call: how late, what and of whom, why it is critical, who tried, who was woken. */
export function BoardRow({
  call,
  now,
  mayCall,
  isPrinting,
  onPrint,
}: {
  call: OpenCall;
  now: Date;
  mayCall: boolean;
  isPrinting: boolean;
  onPrint: () => void;
}) {
  const due = pressing(call.dueAt, now);
  const last = call.lastAttempt;
  return (
    <li
      className={`grid gap-x-6 gap-y-2 rounded-control border border-l-[5px] border-line-strong px-4 py-3 desk:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_auto] ${due.isLate ? 'border-l-critical' : 'border-l-abnormal'}`}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <b className={`text-l font-strong ${due.isLate ? 'text-critical' : ''}`}>{due.text}</b>
          <span className="text-ink-2">
            avant {formatTime(call.dueAt)}, ouvert depuis {formatDuration(Math.max(0, now.getTime() - call.openedAt.getTime()))}
          </span>
        </p>
        <p>
          <b className="font-strong">{call.patientName}</b>
          {call.patientBirthDate && `, ${formatCalendarDate(call.patientBirthDate)}`} <span className="text-ink-2">· dossier </span>
          <span className="figures">{call.accessionNumber}</span>
        </p>
        <ul>
          {call.values.map((value) => (
            <li key={value.observationVersionId}>
              <b className="font-semibold text-critical">{calledValue(value)}</b>{' '}
              <span className="text-s text-ink-2">
                {value.reason || 'signalé critique par le SIL'} ({value.reasonCode})
              </span>
            </li>
          ))}
        </ul>
        <p className="text-ink-2">
          {call.siteName} · le patient est en <b className="font-semibold text-ink">{call.place}</b>
        </p>
      </div>
      <div className="min-w-0 text-s">
        <h3 className="font-strong">Qui a essayé</h3>
        <p className={call.attempts === 0 ? 'font-medium text-abnormal' : ''}>{triedWords(call)}</p>
        {last && (
          <p className="text-ink-2">
            {formatTime(last.at)} {[last.place, last.number && formatPhone(last.number)].filter(Boolean).join(', ')}
            {last.outcome === 'no-answer' ? ' : pas de réponse' : ' : mauvais poste'}
          </p>
        )}
        <h3 className="mt-1 font-strong">Escalade</h3>
        <ol>
          {call.escalation.map((rung) => (
            <li key={rung.id} className={rung.state === 'done' ? '' : 'text-ink-2'}>
              {rungWords(rung)}
            </li>
          ))}
        </ol>
      </div>
      <div className="flex flex-wrap content-start items-start gap-2 desk:flex-col desk:items-stretch">
        {mayCall && (
          <ButtonLink href={`/worklist?dossier=${call.dossierId}`} variant="primary">
            Appeler
          </ButtonLink>
        )}
        <Button pending={isPrinting} onClick={onPrint}>
          Fiche sur papier
        </Button>
      </div>
    </li>
  );
}
