'use client';

import { plural } from '../../../_text/format';
import { arrivalInShort, arrivalTone, arrivalWords, newestArrival } from '../_logic/duty-words';
import type { Worklist } from '../_logic/types';

export interface SiteFilterProps {
  sites: Worklist['sites'];
  now: Date;
  chosen: readonly string[];
  onChoose: (siteIds: string[]) => void;
}

/** So many stand in one row of the column. */
const IN_A_ROW = 4;

/** How fresh each laboratory is, and what waits there; more than a row of them fold into a line that says the newest, and which are chosen. */
export function SiteFilter(props: SiteFilterProps) {
  const { sites, now, chosen } = props;
  if (sites.length <= IN_A_ROW) return <Sites {...props} />;
  const kept = sites.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  const last = newestArrival(sites);
  return (
    <details className="group">
      <summary className="flex min-h-touch cursor-pointer flex-wrap items-center gap-x-1.5 text-s -outline-offset-3">
        <span aria-hidden="true" className="group-open:rotate-90">
          ▸
        </span>
        <b className="font-semibold underline decoration-1 underline-offset-[3px]">
          {kept.length > 0 ? kept.join(', ') : plural(sites.length, 'laboratoire', 'laboratoires')}
        </b>
        <span className={`figures ${arrivalTone(last, now)}`}>{arrivalWords(last, now)}</span>
      </summary>
      <div className="max-h-[40dvh] overflow-y-auto">
        <Sites {...props} />
      </div>
    </details>
  );
}

/** A press keeps the dossiers of a laboratory, with those of others that are pressed too, a second press brings it back. */
function Sites({ sites, now, chosen, onChoose }: SiteFilterProps) {
  const isTight = sites.length >= IN_A_ROW;
  return (
    <fieldset className={`-mx-2 grid ${isTight ? 'grid-cols-[repeat(4,minmax(44px,auto))] justify-between' : 'grid-cols-3 gap-x-1'}`}>
      <legend className="sr-only">Laboratoires montrés</legend>
      {sites.map((site) => (
        <button
          key={site.id}
          type="button"
          aria-pressed={chosen.includes(site.id)}
          onClick={() => onChoose(chosen.includes(site.id) ? chosen.filter((id) => id !== site.id) : [...chosen, site.id])}
          className="min-h-touch min-w-0 cursor-pointer rounded-control border border-transparent px-1 text-left text-s leading-[17px] wrap-anywhere hover:border-line-strong aria-pressed:border-action aria-pressed:bg-action-soft"
        >
          <b className="block font-semibold">{site.name}</b> <Waiting {...site} />{' '}
          <span className={`figures whitespace-nowrap ${arrivalTone(site.lastArrivalAt, now)}`}>
            {isTight ? <Short words={arrivalWords(site.lastArrivalAt, now)} /> : arrivalWords(site.lastArrivalAt, now)}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

function Waiting({ awaiting, pressing }: { awaiting: number; pressing: number }) {
  return (
    <b className={`figures ${pressing > 0 ? 'text-critical' : ''}`}>
      {awaiting}
      <span className="sr-only"> à valider{pressing > 0 && `, dont ${pressing} qui ne peuvent pas attendre`}</span>
    </b>
  );
}

/** Four in a row leave no room for the verb: the hour is seen, the whole is heard. */
function Short({ words }: { words: string }) {
  return (
    <>
      <span className="sr-only">{words}</span>
      <span aria-hidden="true">{arrivalInShort(words)}</span>
    </>
  );
}
