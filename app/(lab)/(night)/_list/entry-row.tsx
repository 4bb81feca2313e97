'use client';

import { Fragment, type MouseEvent, memo, type ReactNode } from 'react';
import { plural } from '../../../_text/format';
import { Checkbox } from '../../../_ui/checkbox';
import { ruleMark } from '../_logic/finding-words';
import { traitNames } from '../_logic/identity-change-words';
import { entryReadingWords } from '../_logic/reading-words';
import type { WorklistEntry } from '../_logic/types';
import { dossierHref } from '../worklist/use-open-dossier';
import { Highlights, hasHighlights, WHERE_ROOM } from './highlights';

export interface EntryRowProps {
  entry: WorklistEntry;
  /** Which line of how many of its group. */
  position: number;
  size: number;
  /** Room that lines which are not drawn take above it. */
  gap: number;
  gone: boolean;
  current: boolean;
  /** Her signature on it can still be undone. */
  signed: boolean;
  /** Words that depend on the clock, made once per list so that a tick redraws only the lines that it changes. */
  time: string;
  urgent: boolean;
  /** Since when it is asked for; '' = the time in front says it. */
  asked: string;
  person: string;
  /** Who else has it on his screen, and since when; '' = nobody. */
  opened: string;
  /** What the laboratory was asked and has not answered. */
  requested: string;
  /** Lines are being picked: whether this one is; null = they are not. */
  isPicked: boolean | null;
  /** `isRange`: everything from the line that was picked last. */
  onPick: (dossierId: string, isRange: boolean) => void;
  onOpen: (dossierId: string) => void;
}

/**
 * One dossier of the list: time and place, who, then what stands out and what is missing, running on, so that eight of them fit a tablet beside a card. What a narrow column
 * leaves out (the end of a long place, the names of what is awaited, the hour of the request) is heard, shown where there is room, and stands in the card.
 * A link, so that it opens in a tab as well.
 */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, position, size, gap, gone, current, signed, time, urgent, person, isPicked, onPick, onOpen } = props;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onOpen(entry.dossierId);
  };
  const where = [entry.siteName, entry.place].filter(Boolean).join(' · ');
  return (
    <li data-line={entry.dossierId} aria-posinset={position} aria-setsize={size} style={{ marginTop: gap }} className="flex">
      {isPicked !== null && (
        <Checkbox
          label={`Choisir ${entry.patientName}`}
          labelHidden
          checked={isPicked}
          disabled={gone}
          onClick={(event) => onPick(entry.dossierId, event.shiftKey)}
          readOnly
          className="shrink-0 border-b border-line"
        />
      )}
      <a
        href={dossierHref(entry.dossierId)}
        onClick={open}
        aria-current={current || undefined}
        className={`block min-h-touch min-w-0 flex-1 border-b border-l-[3px] border-b-line py-0.5 pr-1.5 pl-[9px] text-s leading-[17px] -outline-offset-3 ${current ? 'border-l-action bg-surface' : 'border-l-transparent'} ${gone ? 'text-ink-2' : ''}`}
      >
        <span className="flex items-baseline gap-x-2 leading-[18px]">
          <Headline signed={signed || entry.standing === 'pending'} gone={gone} time={time} urgent={urgent} />
          <span title={where} className="min-w-0 flex-1 truncate text-right text-ink-2">
            {where}
          </span>
        </span>
        <span className="flex flex-wrap items-baseline justify-between gap-x-2 leading-[18px]">
          <span>
            <b className="text-base leading-[18px] font-semibold">{entry.patientName}</b> <span className="whitespace-nowrap text-ink-2">{person}</span>
          </span>
          {entry.awaited.length > 0 && <Awaited labels={entry.awaited} />}
        </span>
        <span className="block">
          {partsOf(props).map(({ key, look, words, isAside }, index) => (
            <Fragment key={key}>
              {index > 0 && <span className={isAside ? WHERE_ROOM : QUIET}> · </span>}
              <span className={look}>{words}</span>
            </Fragment>
          ))}
        </span>
      </a>
    </li>
  );
});

interface Part {
  key: string;
  look: string;
  words: ReactNode;
  /** Seen only where there is room. */
  isAside?: boolean;
}

const PRESSING = 'font-strong text-critical';
const NEW = 'font-strong text-changed';
const QUIET = 'text-ink-2';

/** What is said of a dossier, what presses first. */
function partsOf({ entry, opened, requested, asked }: EntryRowProps): Part[] {
  const { openCallAt, identityChanges, ruleEffect, remindedAt, reading, holdReason, isAutomatic, isBedside } = entry;
  const changed = (
    <>
      <span aria-hidden="true">◆ </span>identité modifiée : {traitNames(identityChanges)}
    </>
  );
  const parts: (Part | false | null | '')[] = [
    entry.partFor !== null && { key: 'part', look: 'font-strong', words: `part sous-traitée pour ${entry.partFor}` },
    openCallAt !== null && { key: 'call', look: PRESSING, words: 'Appel à passer' },
    identityChanges.length > 0 && { key: 'identity', look: NEW, words: changed },
    hasHighlights(entry) && { key: 'results', look: 'font-medium', words: <Highlights entry={entry} /> },
    ruleMark(ruleEffect) !== '' && { key: 'rule', look: 'font-medium', words: ruleMark(ruleEffect) },
    remindedAt !== null && { key: 'reminder', look: NEW, words: 'rappel de la mise en attente' },
    reading && { key: 'reading', look: NEW, words: entryReadingWords(reading) },
    holdReason && { key: 'hold', look: QUIET, words: `en attente : ${holdReason}` },
    isAutomatic && { key: 'automatic', look: 'font-medium', words: 'validation automatique' },
    opened && { key: 'opened', look: 'font-medium text-ink', words: opened },
    requested && { key: 'requested', look: 'font-medium text-ink-2', words: requested },
    entry.partsAwaited.length > 0 && { key: 'parts', look: 'font-medium', words: `attend la validation de ${entry.partsAwaited.join(', ')}` },
    isBedside && { key: 'bedside', look: 'font-medium', words: 'délocalisée' },
    asked && { key: 'asked', look: `${QUIET} ${WHERE_ROOM}`, words: asked, isAside: true },
  ];
  return parts.filter((part) => part !== false && part !== null && part !== '');
}

function Awaited({ labels }: { labels: readonly string[] }) {
  const names = `${labels.length === 1 ? 'attendu' : 'attendus'} : ${labels.join(', ')}`;
  return (
    <span title={names} className={QUIET}>
      <span aria-hidden="true" className="@min-[22rem]:hidden">
        {plural(labels.length, 'attendu', 'attendus')}
      </span>
      <span className={WHERE_ROOM}>{names}</span>
    </span>
  );
}

function Headline({ signed, gone, time, urgent }: Pick<EntryRowProps, 'signed' | 'gone' | 'time' | 'urgent'>) {
  if (signed) return <b className="text-l leading-[18px] whitespace-nowrap text-fresh">✓ signé</b>;
  if (gone) return <b className="text-base leading-[18px] font-medium whitespace-nowrap">sorti de la liste</b>;
  const [, word = '', length = time] = /^(depuis|dépassé) (.*)$/.exec(time) ?? [];
  return (
    <b className={`text-l leading-[18px] whitespace-nowrap ${urgent ? 'text-critical' : ''}`}>
      {word && <span className="text-s">{word} </span>}
      {length}
    </b>
  );
}
