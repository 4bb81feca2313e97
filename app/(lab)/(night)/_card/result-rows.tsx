import { formatUnit } from '../../../_text/format';
import { AlignedNumber } from '../../../_ui/aligned-number';
import { Flag } from '../../../_ui/flag';
import type { CardPanel, CardResult } from '../_logic/types';
import { HistoryCells } from './history-cells';
import { isLongText } from './long-text';
import { PickCell } from './pick-cell';
import type { Picking } from './picking';
import { ResultNotes } from './result-notes';
import type { TablePlan } from './table-plan';

export interface ResultRowsProps {
  result: CardResult;
  plan: TablePlan;
  picking: Picking;
  panel: CardPanel;
  /** What an hour without a date is of the day of. */
  reference: Date;
}

const CELL = 'h-11 border-t border-line';
const SMALL = `${CELL} text-s leading-[17px]`;

/**
 * One result: its row, then everything said about it in full. Each row is marked, so that the screen knows whether it was
 * displayed: a signature never covers what was not.
 */
export function ResultRows({ result, plan, picking, panel, reference }: ResultRowsProps) {
  const quiet = result.standing === 'dropped' || result.standing === 'awaited';
  return (
    <tbody data-result={result.id}>
      <tr data-part>
        <PickCell result={result} picking={picking} className={SMALL} />
        <th scope="row" className={`${CELL} pr-1 text-left text-base leading-[18px] font-medium wrap-break-word hyphens-auto ${quiet ? 'text-ink-2' : ''}`}>
          {result.label}
          {result.subId && <span className="text-s text-ink-2"> {result.subId}</span>}
        </th>
        <ValueCells result={result} />
        <td className={CELL}>{!quiet && result.removal === null && <Flag flag={result.flag} voice="biologist" />}</td>
        <HistoryCells result={result} plan={plan} className={SMALL} />
      </tr>
      <ResultNotes result={result} panel={panel} columns={plan.columns} reference={reference} />
    </tbody>
  );
}

function ValueCells({ result }: { result: CardResult }) {
  if (result.removal !== null || result.standing === 'awaited' || isLongText(result))
    return (
      <td colSpan={2} className={`${SMALL} pl-2 text-ink-2`}>
        {result.removal ?? (result.standing === 'awaited' ? 'attendu du laboratoire' : 'texte ci-dessous')}
      </td>
    );
  const size = `text-value leading-6 ${toneOf(result)}`;
  if (!result.isNumeric)
    return (
      <td colSpan={2} className={`${CELL} pl-2 text-base ${toneOf(result)}`}>
        {result.value} {result.unit && <span className="text-s font-normal text-ink-2">{formatUnit(result.unit)}</span>}
        {result.referenceRange && <span className="block text-s font-normal text-ink">{result.referenceRange}</span>}
      </td>
    );
  return (
    <>
      <td className={`${CELL} ${size}`}>
        <AlignedNumber value={result.value} fraction={/,\d\d/.test(result.value) ? '1.65em' : '1.05em'} />
      </td>
      <td className={`${SMALL} pl-2 wrap-break-word text-ink-2`}>
        {formatUnit(result.unit)}
        <span className="figures block text-ink">{result.referenceRange}</span>
      </td>
    </>
  );
}

function toneOf({ flag }: CardResult): string {
  if (flag.startsWith('critical')) return 'font-bold text-critical';
  return flag === 'not-evaluated' || flag === 'normal' ? 'font-book' : 'font-strong';
}
