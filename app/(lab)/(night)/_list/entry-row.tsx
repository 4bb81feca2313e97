'use client';

import { type MouseEvent, memo } from 'react';
import { ruleMark } from '../_logic/finding-words';
import { traitNames } from '../_logic/identity-change-words';
import { entryReadingWords } from '../_logic/reading-words';
import type { WorklistEntry } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';
import { Highlights } from './highlights';

export interface EntryRowProps {
  entry: WorklistEntry;
  /** Which line of how many of its group. */
  position: number;
  size: number;
  gone: boolean;
  current: boolean;
  /** Her signature on it can still be undone. */
  signed: boolean;
  /** Words that depend on the clock, made once per list so that a tick redraws only the lines that it changes. */
  time: string;
  urgent: boolean;
  asked: string;
  person: string;
  /** Who else has it on his screen, and since when; '' = nobody. */
  opened: string;
  /** What the laboratory was asked and has not answered. */
  requested: string;
  onOpen: (dossierId: string) => void;
}

/** One dossier of the list: time, place, who, what stands out, what is missing. A link, so that it opens in a tab as well. */
export const EntryRow = memo(function EntryRow({
  entry,
  position,
  size,
  gone,
  current,
  signed,
  time,
  urgent,
  asked,
  person,
  opened,
  requested,
  onOpen,
}: EntryRowProps) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(entry.dossierId);
  };
  return (
    <li data-line={entry.dossierId} aria-posinset={position} aria-setsize={size}>
      <a
        href={dossierHref(entry.dossierId)}
        onClick={open}
        aria-current={current || undefined}
        className={`block border-b border-l-[3px] border-b-line py-[5px] pr-3 pl-[9px] text-s leading-[17px] -outline-offset-3 ${current ? 'border-l-action bg-surface' : 'border-l-transparent'} ${gone ? 'text-ink-2' : ''}`}
      >
        <span className="flex flex-wrap items-baseline justify-between gap-x-2 leading-5">
          <Headline signed={signed || entry.standing === 'pending'} gone={gone} time={time} urgent={urgent} />
          <span className="leading-[17px] text-ink-2">
            {entry.siteName}
            {entry.place && ` · ${entry.place}`}
          </span>
        </span>
        <span className="block leading-[19px]">
          <b className="text-base font-semibold">{entry.patientName}</b> <span className="text-ink-2">{person}</span>
          {entry.isAutomatic && <span className="ml-1.5 border border-line-strong px-1 text-s leading-4 whitespace-nowrap">validation automatique</span>}
          {entry.isBedside && <span className="ml-1.5 border border-line-strong px-1 text-s leading-4 whitespace-nowrap">délocalisée</span>}
        </span>
        <span className="block font-medium">
          {entry.openCallAt !== null && <span className="block font-strong text-critical">Appel à passer</span>}
          {entry.identityChanges.length > 0 && (
            <span className="block font-strong text-changed">
              <span aria-hidden="true">◆ </span>identité modifiée : {traitNames(entry.identityChanges)}
            </span>
          )}
          <Highlights entry={entry} />
          {ruleMark(entry.ruleEffect) !== '' && <span className="block">{ruleMark(entry.ruleEffect)}</span>}
        </span>
        <span className="block text-ink-2">
          {asked}
          {entry.awaited.length > 0 && ` · ${entry.awaited.length === 1 ? 'attendu' : 'attendus'} : ${entry.awaited.join(', ')}`}
        </span>
        {opened && <span className="block font-medium text-ink">{opened}</span>}
        {requested && <span className="block font-medium text-ink-2">{requested}</span>}
        {entry.remindedAt !== null && <span className="block font-strong text-changed">rappel de la mise en attente</span>}
        {entry.reading && <span className="block font-strong text-changed">{entryReadingWords(entry.reading)}</span>}
        {entry.holdReason && <span className="block text-ink-2">en attente : {entry.holdReason}</span>}
      </a>
    </li>
  );
});

function Headline({ signed, gone, time, urgent }: Pick<EntryRowProps, 'signed' | 'gone' | 'time' | 'urgent'>) {
  if (signed) return <b className="text-l whitespace-nowrap text-fresh">✓ signé</b>;
  if (gone) return <b className="text-base font-medium whitespace-nowrap">sorti de la liste</b>;
  return <b className={`text-l whitespace-nowrap ${urgent ? 'text-critical' : ''}`}>{time}</b>;
}
