'use client';

import { useEffect, useRef } from 'react';
import { briefPerson } from '../_logic/identity-words';
import { openedWords } from '../_logic/presence-words';
import { entryRequestWords } from '../_logic/request-words';
import type { Group, ShownEntry } from '../_logic/steady-list';
import { askedWords, groupTimeWords } from '../_logic/time-words';
import { EntryRow } from './entry-row';
import { useWindow } from './use-window';

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
  onOpen: (dossierId: string) => void;
  onDrawn: (group: Group, dossierIds: readonly string[]) => void;
  /** The last line that was read comes in sight. */
  onEnd: () => void;
}

/** The lines of one group, those in sight drawn; how many there are and which one this is, is said of each. */
export function EntryLines({ group, lines, size, current, signedIds, now, opened, onOpen, onDrawn, onEnd }: EntryLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const ids = lines.map(({ entry }) => entry.dossierId);
  const { from, to, above, below } = useWindow(list, ids, current);
  const drawn = ids.slice(from, to).join(' ');
  const isAtEnd = to >= ids.length && to > from;
  useEffect(() => onDrawn(group, drawn === '' ? [] : drawn.split(' ')), [group, drawn, onDrawn]);
  useEffect(() => {
    if (isAtEnd) onEnd();
    // Once for each line that is the last one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isAtEnd, ids.at(-1)]);
  return (
    <ul ref={list} style={{ paddingTop: above, paddingBottom: below }}>
      {lines.slice(from, to).map(({ entry, gone }, index) => {
        const { text, urgent } = groupTimeWords(entry, group, now);
        return (
          <EntryRow
            key={entry.dossierId}
            entry={entry}
            position={from + index + 1}
            size={Math.max(size, ids.length)}
            gone={gone}
            current={entry.dossierId === current}
            signed={signedIds.has(entry.dossierId)}
            time={text}
            urgent={urgent}
            asked={askedWords(entry, now)}
            person={briefPerson(entry, now)}
            opened={openedWords(opened.get(entry.dossierId), now)}
            requested={entryRequestWords(entry.requested, now)}
            onOpen={onOpen}
          />
        );
      })}
    </ul>
  );
}
