import type { ReactNode } from 'react';
import { EmptyState } from '../../_ui/empty-state';
import { ScrollArea } from '../../_ui/scroll-area';
import { GroupTitle } from '../../_ui/tablet-frame';
import { GROUP_TITLES, GROUPS } from '../_logic/list-words';
import type { ListScope, ReportList } from '../_logic/types';
import { ResultRow } from './result-row';

interface ResultGroupsProps {
  panelId: string;
  scope: ListScope;
  list: ReportList;
  now: Date;
  selectedId: string | null;
  onSelect: (reportId: string) => void;
  onOpen: (reportId: string) => void;
  /** The answer to the last question is still under way: what is shown belongs to the one before. */
  dimmed: boolean;
  empty: string;
  footer: ReactNode;
}

/** The reports by how soon they want to be read; each group says how many there are over all pages. */
export function ResultGroups({ panelId, scope, list, now, selectedId, onSelect, onOpen, dimmed, empty, footer }: ResultGroupsProps) {
  return (
    <div
      role="tabpanel"
      id={panelId}
      aria-labelledby={`${panelId}-${scope}`}
      aria-busy={dimmed}
      className={`flex min-h-0 flex-col border-line-strong bg-surface wide:border-r ${dimmed ? 'text-ink-2' : ''}`}
    >
      <ScrollArea label="Comptes rendus">
        {list.items.length === 0 && <EmptyState title={empty} />}
        {GROUPS.map((group) => {
          const items = list.items.filter((item) => item.group === group);
          if (items.length === 0) return null;
          return (
            <section key={group} aria-label={GROUP_TITLES[group]}>
              <GroupTitle title={GROUP_TITLES[group]} count={list.groups[group]} urgent={group === 'critical'} />
              <ul>
                {items.map((item) => (
                  <ResultRow key={item.reportId} item={item} now={now} selected={item.reportId === selectedId} onSelect={onSelect} onOpen={onOpen} />
                ))}
              </ul>
            </section>
          );
        })}
        {footer}
      </ScrollArea>
    </div>
  );
}
