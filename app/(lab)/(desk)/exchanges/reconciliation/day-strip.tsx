import { formatDayMonth, formatNumber } from '../../../../_text/format';
import type { ReconciledLaboratory } from '../../_logic/types';

interface DayStripProps {
  history: ReconciledLaboratory['history'];
  chosen: string;
  onChoose: (day: string) => void;
}

/** Thirty days: each a cell as dark as it was full; a day that does not balance has its sign, not its colour alone. */
export function DayStrip({ history, chosen, onChoose }: DayStripProps) {
  const most = Math.max(1, ...history.map(({ received }) => received));
  return (
    <ol data-print="no" aria-label="Trente derniers jours" className="flex flex-wrap gap-1">
      {history.map(({ day, received, isBalanced }) => {
        const words = `${formatDayMonth(`${day}T12:00:00Z`)}\u00a0: ${formatNumber(received)} reçus, ${isBalanced ? 'équilibré' : 'écart'}`;
        return (
          <li key={day}>
            <button
              type="button"
              title={words}
              aria-label={words}
              aria-current={day === chosen ? 'date' : undefined}
              onClick={() => onChoose(day)}
              className={`relative grid size-11 cursor-pointer place-items-center rounded-control border text-s aria-[current=date]:outline-2 aria-[current=date]:outline-action ${isBalanced ? 'border-line' : 'border-2 border-critical font-strong text-critical'}`}
            >
              <span
                aria-hidden="true"
                className="absolute inset-x-0 bottom-0 bg-line-strong opacity-50"
                style={{ height: `${Math.round((received / most) * 100)}%` }}
              />
              <span className="figures relative">{isBalanced ? day.slice(8) : `▲${day.slice(8)}`}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
