import { Button } from '../../../_ui/button';
import { dueWords, valuesWords } from '../_logic/call-words';
import type { CallLine } from '../_logic/types';

/** Over whatever dossier is open: the most pressing result that nobody has repeated yet, one tap away. */
export function CallNotice({ call, others, now, onCall }: { call: CallLine; others: number; now: Date; onCall: () => void }) {
  const due = dueWords(call.dueAt, now);
  return (
    <section
      aria-label="Résultat critique à annoncer"
      data-print="no"
      className="flex items-center justify-between gap-4 border-b-2 border-critical bg-critical-soft px-4 py-1.5 max-tablet:flex-col max-tablet:items-stretch"
    >
      <p className="min-w-0 font-medium">
        <b className="font-strong text-critical">
          {call.patientName}, {due.text}.
        </b>{' '}
        {valuesWords(call.values)}
        {others > 0 && <span className="text-ink-2"> · et {others === 1 ? 'un autre appel' : `${others} autres appels`}</span>}
      </p>
      <Button variant="primary" onClick={onCall}>
        Appeler
      </Button>
    </section>
  );
}
