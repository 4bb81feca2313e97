import Link from 'next/link';
import { plural } from '../../../_text/format';
import { sinceWords } from '../_logic/activity-words';
import { repairWords } from '../_logic/exchange-words';
import { totalWords } from '../_logic/repair-words';
import type { Repair, Repairs } from '../_logic/types';

interface RepairListProps {
  repairs: Repairs | undefined;
  names: ReadonlyMap<string, string>;
  now: Date;
  onOpen: (repair: Repair) => void;
}

/** What a référent must mend; nothing of it blocks the rest and nothing of it is lost. */
export function RepairList({ repairs, names, now, onOpen }: RepairListProps) {
  return (
    <section aria-labelledby="a-reparer" className="border-line bg-paper wide:row-span-2 wide:border-r desk:row-span-1">
      <div className="flex min-h-touch flex-wrap items-center justify-between gap-x-3 border-b border-line px-4">
        <h2 id="a-reparer" className="text-l font-strong">
          {repairs?.mayMend ? (
            <Link href="/exchanges/repair" className="inline-flex min-h-touch items-center whitespace-nowrap text-action underline underline-offset-[3px]">
              À réparer
            </Link>
          ) : (
            'À réparer'
          )}
        </h2>
        <span className="figures text-right text-s text-ink-2">{repairs ? totalWords(repairs.total) : ''}</span>
      </div>
      {repairs?.items.length === 0 && <p className="px-4 py-3 text-ink-2">Rien à réparer.</p>}
      <ul>
        {repairs?.items.map((repair) => {
          const { title, sentence } = repairWords(repair);
          const place = [
            repair.laboratoryId ? names.get(repair.laboratoryId) : undefined,
            repair.accessionNumber ? `dossier ${repair.accessionNumber}` : undefined,
            `depuis ${sinceWords(repair.openedAt, now)}`,
          ];
          return (
            <li key={repair.id} className="border-b border-line">
              <button
                type="button"
                onClick={() => onOpen(repair)}
                className="grid min-h-touch w-full cursor-pointer gap-0.5 px-4 py-2 text-left -outline-offset-3 hover:bg-sunken"
              >
                <b className="font-strong">
                  {repair.pressing && <span className="text-abnormal">▲ </span>}
                  {title}
                </b>
                <span className="text-s text-ink-2">{place.filter((part) => part !== undefined).join(' · ')}</span>
                <span className="text-s">{sentence}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {repairs && repairs.total.things > repairs.items.length && (
        <p className="px-4 py-3 text-s text-ink-2">Et {plural(repairs.total.things - repairs.items.length, 'autre, plus récente', 'autres, plus récentes')}.</p>
      )}
    </section>
  );
}
