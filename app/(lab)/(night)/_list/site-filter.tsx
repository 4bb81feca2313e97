'use client';

import { arrivalTone, arrivalWords } from '../_logic/duty-words';
import type { Worklist } from '../_logic/types';

export interface SiteFilterProps {
  sites: Worklist['sites'];
  now: Date;
  chosen: readonly string[];
  onChoose: (siteIds: string[]) => void;
}

/** How fresh each laboratory is, and what waits there; a press keeps its dossiers, with those of others that are pressed too, a second press brings it back. */
export function SiteFilter({ sites, now, chosen, onChoose }: SiteFilterProps) {
  return (
    <fieldset className={`-mx-1.5 mt-1 grid gap-y-1 ${sites.length <= 3 ? 'grid-cols-3 gap-x-1' : 'grid-cols-4'}`}>
      <legend className="sr-only">Laboratoires montrés</legend>
      {sites.map((site) => (
        <button
          key={site.id}
          type="button"
          aria-pressed={chosen.includes(site.id)}
          onClick={() => onChoose(chosen.includes(site.id) ? chosen.filter((id) => id !== site.id) : [...chosen, site.id])}
          className="min-h-touch cursor-pointer rounded-control border border-transparent px-[5px] text-left text-s leading-[17px] hover:border-line-strong aria-pressed:border-action aria-pressed:bg-action-soft"
        >
          <b className="flex flex-wrap justify-between gap-x-1 font-semibold">
            <span>{site.name}</span>
            <span className={`figures ${site.pressing > 0 ? 'text-critical' : ''}`}>
              {site.awaiting}
              <span className="sr-only"> à valider{site.pressing > 0 && `, dont ${site.pressing} qui ne peuvent pas attendre`}</span>
            </span>
          </b>
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
