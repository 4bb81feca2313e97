'use client';

import { arrivalTone, arrivalWords } from '../_logic/duty-words';
import type { Worklist } from '../_logic/types';

export interface SiteFilterProps {
  sites: Worklist['sites'];
  now: Date;
  chosen: string | null;
  onChoose: (siteId: string | null) => void;
}

/** How fresh each laboratory is; a press keeps its dossiers only, a second press brings all back. */
export function SiteFilter({ sites, now, chosen, onChoose }: SiteFilterProps) {
  return (
    <fieldset className={`-mx-1.5 mt-1 grid gap-y-1 ${sites.length <= 3 ? 'grid-cols-3 gap-x-1' : 'grid-cols-4'}`}>
      <legend className="sr-only">Un seul laboratoire</legend>
      {sites.map((site) => (
        <button
          key={site.id}
          type="button"
          aria-pressed={site.id === chosen}
          onClick={() => onChoose(site.id === chosen ? null : site.id)}
          className="min-h-touch cursor-pointer rounded-control border border-transparent px-[5px] text-left text-s leading-[17px] hover:border-line-strong aria-pressed:border-action aria-pressed:bg-action-soft"
        >
          <b className="block font-semibold">{site.name}</b>
          <span className={`figures whitespace-nowrap ${arrivalTone(site.lastArrivalAt, now)}`}>
            {sites.length <= 3 ? arrivalWords(site.lastArrivalAt, now) : <Short words={arrivalWords(site.lastArrivalAt, now)} />}
          </span>
        </button>
      ))}
    </fieldset>
  );
}

/** Four in a row leave no room for the verb: the hour is seen, the whole is heard. */
function Short({ words }: { words: string }) {
  return (
    <>
      <span className="sr-only">{words}</span>
      <span aria-hidden="true">{words.replace(/^reçu /, '')}</span>
    </>
  );
}
