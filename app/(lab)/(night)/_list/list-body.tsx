'use client';

import Link from 'next/link';
import { OnDutyLine } from '../../../_duty/on-duty-line';
import { formatTime } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { LoadingLine } from '../../../_ui/loading-line';
import { newestArrival } from '../_logic/duty-words';
import { isNarrowed, type ListFilter } from '../_logic/list-filter';
import { waitingWords } from '../_logic/steady-list';
import type { Worklist } from '../_logic/types';
import type { WorklistState } from '../worklist/use-worklist';
import { EntryGroups } from './entry-groups';

export interface ListBodyProps {
  worklist: Worklist;
  list: Pick<WorklistState, 'steady' | 'groups' | 'isReading' | 'hasMore' | 'readMore' | 'onVisible'>;
  filter: ListFilter;
  current: string | null;
  signedIds: ReadonlySet<string>;
  now: Date;
  opened: ReadonlyMap<string, { name: string; since: Date }>;
  picked: ReadonlySet<string> | null;
  onPick: (dossierId: string, isRange: boolean) => void;
  onOpen: (dossierId: string) => void;
  onSettle: () => void;
  onReset: () => void;
}

/** The lines of the list, the door of what is new above them, or why there is none. */
export function ListBody({ worklist, list, filter, current, signedIds, now, opened, picked, onPick, onOpen, onSettle, onReset }: ListBodyProps) {
  const { steady } = list;
  const news = waitingWords(steady.waiting);
  if (list.isReading) return <LoadingLine what="Lecture de la liste…" />;
  return (
    <>
      <div role="status">
        {news && (
          <button
            type="button"
            onClick={onSettle}
            className="block min-h-touch w-full cursor-pointer border-b border-action bg-action-soft px-3 text-left font-semibold text-action -outline-offset-3"
          >
            {news} : {steady.waiting.fresh + steady.waiting.pressing === 1 ? 'l’afficher à sa place' : 'les afficher à leur place'}
          </button>
        )}
      </div>
      {steady.shown.length === 0 ? (
        <NothingHere worklist={worklist} filter={filter} onReset={onReset} />
      ) : (
        <EntryGroups
          shown={steady.shown}
          groups={list.groups}
          hasMore={list.hasMore}
          onMore={() => void list.readMore()}
          onVisible={list.onVisible}
          current={current}
          signedIds={signedIds}
          now={now}
          opened={opened}
          picked={picked}
          onPick={onPick}
          onOpen={onOpen}
        />
      )}
    </>
  );
}

function NothingHere({ worklist, filter, onReset }: { worklist: Worklist; filter: ListFilter; onReset: () => void }) {
  if (!worklist.duty)
    return (
      <EmptyState title="Vous n’êtes d’astreinte sur aucun site en ce moment.">
        <OnDutyLine />
        <Link href="/duty" className="inline-flex min-h-touch items-center underline decoration-1 underline-offset-[3px]">
          Tableau de garde
        </Link>
      </EmptyState>
    );
  if (isNarrowed(filter))
    return (
      <EmptyState title="Aucun dossier en attente ne répond à ce filtre.">
        <Button onClick={onReset}>Tout montrer</Button>
      </EmptyState>
    );
  if (filter.tab === 'held') return <EmptyState title="Rien n’est en attente." />;
  const last = newestArrival(worklist.sites);
  return <EmptyState title="Rien ne demande votre décision.">{last && <p>Dernier dossier reçu à {formatTime(last)}.</p>}</EmptyState>;
}
