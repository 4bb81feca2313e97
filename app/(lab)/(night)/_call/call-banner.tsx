import { Button } from '../../../_ui/button';
import { dueWords, endedWords, silenceWords, valuesWords } from '../_logic/call-words';
import type { CallsOfDossier } from '../_logic/types';

/** On the card: what of it is to be announced and by when, or to whom it was. Without `onCall` it is only said. */
export function CallBanner({ calls, now, onCall }: { calls: CallsOfDossier; now: Date; onCall: (() => void) | null }) {
  const { open, ended, silences } = calls;
  const due = open && dueWords(open.dueAt, now);
  return (
    <>
      {open && due && (
        <section
          aria-label="Appel critique"
          className="flex items-center justify-between gap-x-4 gap-y-1.5 border-b-2 border-critical bg-critical-soft px-4 py-1.5 max-tablet:flex-col max-tablet:items-stretch"
        >
          <p className="min-w-0">
            <b className="font-strong text-critical">Résultat critique {due.text}.</b> <span className="font-medium">{valuesWords(open.values)}</span>
          </p>
          {onCall && (
            <span data-print="no" className="shrink-0">
              <Button variant="primary" kbd="T" onClick={onCall} className="max-tablet:w-full">
                Appeler
              </Button>
            </span>
          )}
        </section>
      )}
      {silences.length > 0 && (
        <ul aria-label="Critiques déjà connus" className="border-b border-line bg-paper px-4 py-1 text-s">
          {silences.map((silence) => (
            <li key={silence.observationVersionId}>{silenceWords(silence)}</li>
          ))}
        </ul>
      )}
      {ended.length > 0 && (
        <ul aria-label="Annonces" className="border-b border-line bg-paper px-4 py-1 text-s">
          {ended.map((call) => (
            <li key={call.callId}>
              <span aria-hidden="true">{call.state === 'closed' ? '✓ ' : ''}</span>
              {endedWords(call, now)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
