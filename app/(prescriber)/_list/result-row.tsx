import Link from 'next/link';
import { formatAgo, formatDate, formatTime, NBSP } from '../../_text/format';
import { groundWords } from '../_logic/emergency-words';
import { changedWords, placeWords, readWords, sexLetter, versionWords } from '../_logic/list-words';
import type { ListItem } from '../_logic/types';
import { FlagSummary } from './flag-summary';

interface ResultRowProps {
  item: ListItem;
  now: Date;
  selected: boolean;
  onSelect: (reportId: string) => void;
  onOpen: (reportId: string) => void;
}

const DAY_MS = 86_400_000;

/** One report: bed first, then name, then how many results of which flag; a wide screen previews it on a first press and opens it on a second. */
export function ResultRow({ item, now, selected, onSelect, onOpen }: ResultRowProps) {
  const { bed, ward } = placeWords(item.place);
  const version = versionWords(item);
  const changed = changedWords(item);
  const ground = groundWords(item.ground);
  return (
    <li id={`ligne-${item.reportId}`} className="border-b border-line last:border-b-0">
      <Link
        href={`/results/${item.reportId}`}
        prefetch={false}
        aria-current={selected ? 'true' : undefined}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && onSelect(item.reportId)}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          // A first press of a pointer previews; the keyboard and reading aids (no press at all) open at once.
          if (event.detail > 0 && !selected && isWide()) onSelect(item.reportId);
          else onOpen(item.reportId);
        }}
        className="grid grid-cols-[4.5rem_minmax(0,1fr)_5.25rem] border-l-[3px] border-transparent px-4 py-2.5 -outline-offset-3 wide:aria-[current]:border-action wide:aria-[current]:bg-action-soft desk:pr-6"
      >
        <span className="min-w-0 pr-2">
          <b className="block text-l leading-[22px]">{bed || '–'}</b>
          <span className="block text-s text-ink-2">{ward}</span>
        </span>
        <span className="min-w-0">
          <span className={`block leading-[22px] ${item.readAt ? 'font-book' : 'font-strong'}`}>
            {item.patient.name}{' '}
            <span className="ml-1 text-s font-normal text-ink-2">
              {sexLetter(item.patient.sex)}
              {item.patient.ageText && `, ${item.patient.ageText}`}
            </span>
          </span>
          {item.isTest && <span className="block text-s font-strong text-changed">ESSAI, ne pas utiliser</span>}
          {ground && <span className="block text-s leading-5 font-medium text-ink-2">{ground}</span>}
          {changed && (
            <span className="block text-s leading-5 font-strong text-critical">
              <span aria-hidden="true">▲ </span>
              {changed}
            </span>
          )}
          {version && (
            <span className="block text-s leading-5 font-semibold text-changed">
              <span aria-hidden="true">◆ </span>
              {version}
            </span>
          )}
          {!item.opened && <Said item={item} />}
        </span>
        <span className="text-right">
          <time dateTime={item.availableAt.toISOString()} className="figures block leading-[22px] font-medium">
            {now.getTime() - item.availableAt.getTime() < DAY_MS ? formatTime(item.availableAt) : formatDate(item.availableAt).slice(0, 5)}
          </time>
          <span className="block text-s text-ink-2">{formatAgo(item.availableAt, now)}</span>
          <span
            className={`mt-0.5 block text-s ${item.readAt ? 'text-ink-2' : item.group === 'critical' ? 'font-strong text-critical' : 'font-strong text-fresh'}`}
          >
            {readWords(item, now)}
          </span>
        </span>
        {item.opened && (
          <span className="col-span-2 col-start-2 min-w-0">
            <Said item={item} />
          </span>
        )}
      </Link>
    </li>
  );
}

/** Counts stand beside the hour; the flagged results of an opened report need the whole width. */
function Said({ item }: { item: ListItem }) {
  return (
    <>
      <FlagSummary item={item} />
      {item.awaited.length > 0 && (
        <span className="block text-s leading-5 text-ink-2">
          Encore attendu{NBSP}: {item.awaited.join(', ')}
        </span>
      )}
    </>
  );
}

/** Below this width there is no preview beside the list: a press opens. */
const isWide = (): boolean => window.matchMedia('(min-width: 62rem)').matches;
