'use client';

import { GroupTitle } from '../../../_ui/tablet-frame';
import { briefPerson } from '../_logic/identity-words';
import { entryRequestWords } from '../_logic/request-words';
import type { ShownEntry } from '../_logic/steady-list';
import { askedWords, timeWords } from '../_logic/time-words';
import { EntryRow } from './entry-row';

export interface EntryGroupsProps {
  shown: readonly ShownEntry[];
  current: string | null;
  signedIds: ReadonlySet<string>;
  now: Date;
  onOpen: (dossierId: string) => void;
}

const TITLES = { now: 'Ne peut pas attendre, temps restant', next: 'Ensuite, depuis la demande' } as const;

/** The two groups of the list: what cannot wait, and what comes after. */
export function EntryGroups({ shown, current, signedIds, now, onOpen }: EntryGroupsProps) {
  return (['now', 'next'] as const).map((group) => {
    const lines = shown.filter((line) => line.group === group);
    if (lines.length === 0) return null;
    return (
      <section key={group} aria-label={TITLES[group]}>
        <GroupTitle title={TITLES[group]} count={lines.filter((line) => !line.gone).length} />
        <ul>
          {lines.map(({ entry, gone }) => {
            const { text, urgent } = timeWords(entry, now);
            return (
              <EntryRow
                key={entry.dossierId}
                entry={entry}
                gone={gone}
                current={entry.dossierId === current}
                signed={signedIds.has(entry.dossierId)}
                time={entry.deadlineAt === null && group === 'now' ? `depuis ${text}` : text}
                urgent={urgent}
                asked={askedWords(entry, now)}
                person={briefPerson(entry, now)}
                requested={entryRequestWords(entry.requested, now)}
                onOpen={onOpen}
              />
            );
          })}
        </ul>
      </section>
    );
  });
}
