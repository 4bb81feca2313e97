'use client';

import { useEffect, useRef } from 'react';
import { briefPerson } from '../_logic/identity-words';
import { openedWords } from '../_logic/presence-words';
import { entryRequestWords } from '../_logic/request-words';
import type { Group, ShownEntry } from '../_logic/steady-list';
import { askedWords, groupTimeWords, headSaysAsked } from '../_logic/time-words';
import { EntryRow } from './entry-row';
import { useWindow } from './use-window';
import { drawnLines } from './window';

export interface EntryLinesProps {
  group: Group;
  lines: readonly ShownEntry[];
  /** How many lines the group has, those included that were not read yet. */
  size: number;
  current: string | null;
  signedIds: ReadonlySet<string>;
  now: Date;
  /** What others have on their screens. */
  opened: ReadonlyMap<string, { name: string; since: Date }>;
  /** Which lines are picked; null = none are being. */
  picked: ReadonlySet<string> | null;
  onPick: (dossierId: string, isRange: boolean) => void;
  onOpen: (dossierId: string) => void;
  onDrawn: (group: Group, dossierIds: readonly string[]) => void;
  /** The last line that was read comes in sight. */
  onEnd: () => void;
}

/** The lines of one group, those in sight drawn; how many there are and which one this is, is said of each. */
export function EntryLines({ group, lines, size, current, signedIds, now, opened, picked, onPick, onOpen, onDrawn, onEnd }: EntryLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const ids = lines.map(({ entry }) => entry.dossierId);
  const stretch = useWindow(list, ids, current);
  const { from, to } = stretch;
  const { lines: inSight, below } = drawnLines({ ...stretch, to: Math.min(to, ids.length) });
  const drawn = ids.slice(from, to).join(' ');
  const isAtEnd = to >= ids.length && to > from;
  useEffect(() => onDrawn(group, drawn === '' ? [] : drawn.split(' ')), [group, drawn, onDrawn]);
  useEffect(() => {
    if (isAtEnd) onEnd();
    // Once for each line that is the last one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isAtEnd, ids.at(-1)]);
  return (
    <ul ref={list} className="@container flow-root" style={{ paddingBottom: below }}>
      {inSight.map(({ index, gap }) => {
        const line = lines[index];
        if (!line) return null;
        const { entry, gone } = line;
        const signed = signedIds.has(entry.dossierId);
        const isTimed = !gone && !signed && entry.standing !== 'pending';
        const { text, urgent } = groupTimeWords(entry, group, now);
        return (
          <EntryRow
            key={entry.dossierId}
            entry={entry}
            position={index + 1}
            size={Math.max(size, ids.length)}
            gap={gap}
            gone={gone}
            current={entry.dossierId === current}
            signed={signed}
            time={text}
            urgent={urgent}
            asked={isTimed && headSaysAsked(entry, group) ? '' : askedWords(entry, now)}
            person={briefPerson(entry, now)}
            opened={openedWords(opened.get(entry.dossierId), now)}
            requested={entryRequestWords(entry.requested, now)}
            isPicked={picked === null ? null : picked.has(entry.dossierId)}
            onPick={onPick}
            onOpen={onOpen}
          />
        );
      })}
    </ul>
  );
}
