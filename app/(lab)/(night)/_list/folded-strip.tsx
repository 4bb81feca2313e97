'use client';

import { formatTime, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { arrivalTone, arrivalWords, dutyWords } from '../_logic/duty-words';
import type { ShownEntry } from '../_logic/steady-list';
import { timeWords } from '../_logic/time-words';
import type { Worklist } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';
import { Highlights } from './highlights';

export interface FoldedStripProps {
  worklist: Worklist;
  /** Those after the open one. */
  next: readonly ShownEntry[];
  count: number;
  now: Date;
  onOpen: (dossierId: string) => void;
  onList: () => void;
}

/** The list of an upright tablet: clock, freshness, the next three dossiers, and the way to the whole list. */
export function FoldedStrip({ worklist, next, count, now, onOpen, onList }: FoldedStripProps) {
  return (
    <div className="border-b border-line-strong bg-paper">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 px-4 pt-1.5 pb-1">
        <p className="whitespace-nowrap">
          <b className="figures text-title">{formatTime(now)}</b> <span className="text-s text-ink-2 max-tablet:hidden">{dutyWords(worklist)}</span>
        </p>
        <p className="text-s max-tablet:hidden">
          {worklist.sites.map((site, index) => (
            <span key={site.id}>
              {index > 0 && ' · '}
              <b>{site.name}</b> <span className={`figures ${arrivalTone(site.lastArrivalAt, now)}`}>{arrivalWords(site.lastArrivalAt, now)}</span>
            </span>
          ))}
        </p>
        <Button onClick={onList} kbd="L" className="tablet:hidden">
          Liste, {plural(count, 'dossier', 'dossiers')}
        </Button>
      </div>
      <div className="grid grid-cols-[1fr_1fr_1fr_104px] border-t border-line max-tablet:hidden">
        {[0, 1, 2].map((place) => {
          const line = next[place];
          return line ? (
            <NextEntry key={line.entry.dossierId} line={line} now={now} onOpen={onOpen} />
          ) : (
            <span key={place} className="border-l border-line first:border-l-0" />
          );
        })}
        <button type="button" onClick={onList} className="min-h-touch cursor-pointer border-l border-line-strong text-s -outline-offset-3">
          <b className="block text-base">Liste</b>
          {plural(count, 'dossier', 'dossiers')}
        </button>
      </div>
    </div>
  );
}

function NextEntry({ line: { entry }, now, onOpen }: { line: ShownEntry; now: Date; onOpen: (dossierId: string) => void }) {
  const { text, urgent } = timeWords(entry, now);
  return (
    <a
      href={dossierHref(entry.dossierId)}
      onClick={(event) => {
        event.preventDefault();
        onOpen(entry.dossierId);
      }}
      className="block min-w-0 border-l border-line px-3 pt-1.5 pb-2 text-s leading-[17px] -outline-offset-3 first:border-l-0 first:pl-4"
    >
      <b className={`block text-l leading-5 ${urgent ? 'text-critical' : ''}`}>{entry.deadlineAt === null ? `depuis ${text}` : text}</b>
      <span className="block text-ink-2">
        {entry.siteName}
        {entry.place && ` · ${entry.place}`}
      </span>
      <span className="block font-medium">
        {entry.identityChanges.length > 0 && <span className="block text-changed">◆ identité modifiée</span>}
        <Highlights entry={{ ...entry, highlights: entry.highlights.slice(0, 1) }} />
      </span>
    </a>
  );
}
