import { formatCalendarDate, formatUnit } from '../../_text/format';
import { Flag } from '../../_ui/flag';
import { flagCounts, quietCounts } from '../_logic/list-words';
import type { ListItem } from '../_logic/types';

/**
 * What the list says of the results: before the reading is on record how many of each flag, afterwards the flagged ones with their values. A value
 * shown here unread would be a reading that nobody recorded.
 */
export function FlagSummary({ item }: { item: ListItem }) {
  const quiet = quietCounts(item);
  return (
    <>
      {item.opened ? <Flagged flagged={item.opened.flagged} /> : <Counts item={item} />}
      {quiet && <span className="block text-s leading-5 text-ink-2">{quiet}</span>}
    </>
  );
}

function Counts({ item }: { item: ListItem }) {
  const counts = flagCounts(item);
  if (counts.length === 0) return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-x-4 gap-y-1">
      {counts.map(({ flag, count }) => (
        <span key={flag} className="inline-flex items-center gap-1.5">
          <b className="figures">{count}</b>
          <Flag flag={flag} voice="reader" />
        </span>
      ))}
    </span>
  );
}

function Flagged({ flagged }: { flagged: NonNullable<ListItem['opened']>['flagged'] }) {
  return (
    <span className="mt-0.5 block">
      {flagged.map((result) => (
        <span
          key={`${result.label} ${result.value}`}
          className="grid min-h-6 grid-cols-[4.25rem_minmax(0,1fr)_auto] items-baseline gap-x-2 tablet:grid-cols-[6.25rem_minmax(0,1fr)_4rem_6.25rem_5.25rem]"
        >
          <Flag flag={result.flag} voice="reader" />
          <span>{result.label}</span>
          <span className="text-right">
            <b className={result.flag.startsWith('critical') ? 'text-critical' : ''}>{result.value}</b>
            <span className="text-s text-ink-2 tablet:hidden"> {formatUnit(result.unit)}</span>
          </span>
          <span className="text-s whitespace-nowrap text-ink-2 max-tablet:hidden">{formatUnit(result.unit)}</span>
          <span className="text-s text-ink-2 max-tablet:hidden">
            {result.prior && `${formatCalendarDate(result.prior.on.slice(0, 10)).slice(0, 5)} ${result.prior.value}`}
          </span>
        </span>
      ))}
    </span>
  );
}
