'use client';

import { useCallback, useRef } from 'react';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { GroupTitle } from '../../../_ui/tablet-frame';
import type { Group, ShownEntry } from '../_logic/steady-list';
import type { Worklist } from '../_logic/types';
import { EntryLines, type EntryLinesProps } from './entry-lines';

export interface EntryGroupsProps extends Pick<EntryLinesProps, 'current' | 'signedIds' | 'now' | 'opened' | 'picked' | 'onPick' | 'onOpen'> {
  shown: readonly ShownEntry[];
  groups: Worklist['groups'];
  hasMore: boolean;
  onMore: () => void;
  onVisible: (dossierIds: readonly string[]) => void;
}

const GROUPS = ['now', 'tonight', 'next'] as const;
const TITLES = { now: 'Ne peut pas attendre, temps restant', tonight: 'Au plus tard à', next: 'Ensuite, depuis la demande' } as const;

/** The groups of the list: what cannot wait, what was promised for an hour, and what comes after; and how much of it was read. */
export function EntryGroups({ shown, groups, hasMore, onMore, onVisible, ...rest }: EntryGroupsProps) {
  const drawn = useRef<Partial<Record<Group, readonly string[]>>>({});
  const tell = useRef(onVisible);
  const onDrawn = useCallback((group: Group, ids: readonly string[]) => {
    drawn.current[group] = ids;
    tell.current(GROUPS.flatMap((one) => drawn.current[one] ?? []));
  }, []);
  const waits = shown.filter((line) => !line.gone).length;
  const total = Math.max(waits, groups.now + groups.tonight + groups.next);
  return (
    <>
      {GROUPS.map((group) => {
        const lines = shown.filter((line) => line.group === group);
        if (lines.length === 0) return null;
        const size = hasMore ? groups[group] : lines.filter((line) => !line.gone).length;
        return (
          <section key={group} aria-label={TITLES[group]}>
            <GroupTitle title={TITLES[group]} count={size} />
            <EntryLines group={group} lines={lines} size={size} onDrawn={onDrawn} onEnd={hasMore ? onMore : nothing} {...rest} />
          </section>
        );
      })}
      {hasMore && (
        <div className="px-3 py-2 text-s text-ink-2">
          <p>
            {plural(shown.length, 'dossier lu', 'dossiers lus')} sur {total}.
          </p>
          <Button onClick={onMore}>Lire la suite</Button>
        </div>
      )}
    </>
  );
}

const nothing = () => undefined;
