'use client';

import Link from 'next/link';
import { OnDutyLine } from '../../../_duty/on-duty-line';
import { formatTime } from '../../../_text/format';
import { EmptyState } from '../../../_ui/empty-state';
import type { ListFilter } from '../_logic/filter-entries';
import { type SteadyList, waitingWords } from '../_logic/steady-list';
import type { Worklist } from '../_logic/types';
import { EntryGroups } from './entry-groups';

export interface ListBodyProps {
  worklist: Worklist;
  steady: SteadyList;
  filter: ListFilter;
  current: string | null;
  signedIds: ReadonlySet<string>;
  now: Date;
  onOpen: (dossierId: string) => void;
  onSettle: () => void;
}

/** The lines of the list, the door of what is new above them, or why there is none. */
export function ListBody({ worklist, steady, filter, current, signedIds, now, onOpen, onSettle }: ListBodyProps) {
  const news = waitingWords(steady.waiting);
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
        <NothingHere worklist={worklist} filter={filter} />
      ) : (
        <EntryGroups shown={steady.shown} current={current} signedIds={signedIds} now={now} onOpen={onOpen} />
      )}
    </>
  );
}

function NothingHere({ worklist, filter }: { worklist: Worklist; filter: ListFilter }) {
  if (!worklist.duty)
    return (
      <EmptyState title="Vous n’êtes d’astreinte sur aucun site en ce moment.">
        <OnDutyLine />
        <Link href="/duty" className="inline-flex min-h-touch items-center underline decoration-1 underline-offset-[3px]">
          Tableau de garde
        </Link>
      </EmptyState>
    );
  if (filter.search || filter.siteId) return <EmptyState title="Aucun dossier ne répond à ce filtre." />;
  if (filter.tab === 'held') return <EmptyState title="Rien n’est en attente." />;
  const last = worklist.sites.reduce<Date | null>(
    (latest, { lastArrivalAt }) => (lastArrivalAt && (!latest || lastArrivalAt > latest) ? lastArrivalAt : latest),
    null,
  );
  return <EmptyState title="Rien ne demande votre décision.">{last && <p>Dernier dossier reçu à {formatTime(last)}.</p>}</EmptyState>;
}
