import { formatNumber } from '../../../../_text/format';
import { LINE_TITLES, sentenceOf, type Tone, termsOf } from '../../_logic/reconciliation-words';
import type { ReconciledDay, ReconciliationLine } from '../../_logic/types';

const FILLS: Record<Tone, string> = { good: 'bg-fresh', waiting: 'bg-line-strong', held: 'bg-ink-2', bad: 'bg-critical', gone: 'bg-ink' };

interface EquationLineProps {
  line: ReconciliationLine;
  day: ReconciledDay;
  onOpen: (terms: string[], label: string) => void;
}

/** One equation: a bar in proportion, the sentence, and each number as the way to what stands behind it. */
export function EquationLine({ line, day, onOpen }: EquationLineProps) {
  const terms = termsOf(line, day).filter(({ count }) => count > 0);
  return (
    <div className="grid gap-1">
      <h3 className="text-s font-strong text-ink-2">{LINE_TITLES[line]}</h3>
      <div
        role="img"
        aria-label={sentenceOf(line, day)}
        className="flex h-3 w-full gap-px overflow-hidden rounded-control bg-sunken [print-color-adjust:exact]"
      >
        {terms.map((term) => (
          <span key={term.label} className={FILLS[term.tone]} style={{ flexGrow: term.count, minWidth: '4px' }} />
        ))}
      </div>
      <p className="figures flex flex-wrap items-center gap-x-1.5">
        <b className="font-strong">
          {formatNumber(day.counts[line].received)} {day.counts[line].received > 1 ? 'reçus' : 'reçu'}
        </b>
        {terms.map((term, index) => (
          <span key={term.label} className="inline-flex items-center gap-1.5">
            <span aria-hidden="true">{index === 0 ? '=' : '+'}</span>
            <button
              type="button"
              onClick={() => onOpen(term.terms, term.label)}
              className="inline-flex min-h-touch cursor-pointer items-center gap-1.5 underline underline-offset-[3px]"
            >
              <span aria-hidden="true" className={`inline-block size-2.5 rounded-full [print-color-adjust:exact] ${FILLS[term.tone]}`} />
              {formatNumber(term.count)} {term.label}
            </button>
          </span>
        ))}
      </p>
    </div>
  );
}
