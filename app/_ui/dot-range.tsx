import { formatDuration, NBSP } from '../_text/format';

export interface DotRangeRow {
  label: string;
  /** Half are faster than this; null when there are too few to say. */
  medianMs: number | null;
  /** Nine in ten are faster than this. */
  ninetiethMs: number | null;
  strong?: boolean;
}

export interface DotRangeProps {
  /** « Urgent, objectif 60 min » */
  title: string;
  rows: readonly DotRangeRow[];
  targetMs: number | null;
  /** End of the axis and distance of its lines. */
  axis: { endMs: number; stepMs: number };
  tooFew?: string;
}

const TWO_HOURS = 7_200_000;

const percent = (part: number, whole: number) => `${Math.min(100, (100 * part) / whole)}%`;

/** Delays per site as a span from median (●) to ninth decile (○) against the objective; over it is said by ↑ and figure. */
export function DotRange({ title, rows, targetMs, axis, tooFew = 'Trop peu de dossiers pour un délai.' }: DotRangeProps) {
  const lines = Array.from({ length: Math.floor(axis.endMs / axis.stepMs) + 1 }, (_, index) => index * axis.stepMs);
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="text-s text-ink-2">
          <th scope="col" colSpan={2} className="text-left text-base font-strong text-ink">
            {title}
          </th>
          <th scope="col" className="w-20 text-right font-normal">
            la moitié
          </th>
          <th scope="col" className="w-24 text-right font-normal">
            9 sur 10
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label} className={row.strong ? 'font-strong' : ''}>
            <th scope="row" className={`h-7 w-24 text-left ${row.strong ? 'font-strong' : 'font-book'}`}>
              {row.label}
            </th>
            <td className="h-7 px-2 max-tablet:w-0 max-tablet:px-0">{span(row, targetMs, axis.endMs, lines)}</td>
            <Figures row={row} targetMs={targetMs} tooFew={tooFew} say={sayUpTo(axis.endMs)} />
          </tr>
        ))}
      </tbody>
      <tfoot aria-hidden="true" className="max-tablet:hidden">
        <tr className="text-s text-ink-2">
          <td>Durée</td>
          <td className="px-2">{scale(lines, axis.endMs)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Figures({ row, targetMs, tooFew, say }: { row: DotRangeRow; targetMs: number | null; tooFew: string; say: (ms: number) => string }) {
  if (row.medianMs === null || row.ninetiethMs === null)
    return (
      <td colSpan={2} className="text-right text-s text-ink-2">
        {tooFew}
      </td>
    );
  const over = targetMs !== null && row.ninetiethMs > targetMs;
  return (
    <>
      <td className="figures text-right font-normal">{say(row.medianMs)}</td>
      <td className={`figures text-right font-strong ${over ? 'text-abnormal' : ''}`}>
        {over && (
          <>
            <span aria-hidden="true">↑ </span>
            <span className="sr-only">au-delà de l’objectif, </span>
          </>
        )}
        {say(row.ninetiethMs)}
      </td>
    </>
  );
}

/** Minutes on a short axis, so that 63 min stands beside an objective of 60 min; hours and minutes on a long one. */
function sayUpTo(endMs: number): (ms: number) => string {
  return endMs <= TWO_HOURS ? (ms) => `${Math.floor(ms / 60_000)}${NBSP}min` : formatDuration;
}

function span(row: DotRangeRow, targetMs: number | null, endMs: number, lines: readonly number[]) {
  return (
    <svg aria-hidden="true" width="100%" height="28" className="block max-tablet:hidden overflow-visible">
      {lines.map((line) => (
        <line key={line} x1={percent(line, endMs)} x2={percent(line, endMs)} y2="28" className="stroke-line" />
      ))}
      {targetMs !== null && (
        <line x1={percent(targetMs, endMs)} x2={percent(targetMs, endMs)} y2="28" strokeWidth="2" strokeDasharray="3 3" className="stroke-ink" />
      )}
      {row.medianMs !== null && row.ninetiethMs !== null && (
        <>
          <line x1={percent(row.medianMs, endMs)} x2={percent(row.ninetiethMs, endMs)} y1="14" y2="14" strokeWidth="2" className="stroke-ink" />
          <circle cx={percent(row.medianMs, endMs)} cy="14" r="5" className="fill-ink" />
          <circle cx={percent(row.ninetiethMs, endMs)} cy="14" r="4.5" strokeWidth="2" className="fill-surface stroke-ink" />
        </>
      )}
    </svg>
  );
}

function scale(lines: readonly number[], endMs: number) {
  return (
    <svg width="100%" height="18" fontSize="12" className="block overflow-visible fill-ink-2">
      {lines.map((line) => (
        <text key={line} x={percent(line, endMs)} y="13" textAnchor="middle">
          {line === 0 ? '0' : sayUpTo(endMs)(line)}
        </text>
      ))}
    </svg>
  );
}
