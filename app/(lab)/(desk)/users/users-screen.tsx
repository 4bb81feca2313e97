'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { NBSP, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useNow } from '../../../_ui/use-now';
import { LinkState } from '../_desk/link-state';
import { NewAccountDialog } from './new-account-dialog';
import { type Filter, NO_FILTER, UserFilterForm } from './user-filter';
import { UserList } from './user-list';
import { UsersBar } from './users-bar';

/** Every account: found by name, role, site and state; opened one by one. */
export function UsersScreen({ serverNow, mayManage }: { serverNow: string; mayManage: boolean }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [page, setPage] = useState(0);
  const [isCreating, setCreating] = useState(false);
  const search = useDeferredValue(filter.search);
  const places = useQuery(trpc.users.places.queryOptions(undefined, { trpc: { context: { background: true } }, staleTime: 600_000 }));
  const users = useQuery(
    trpc.users.list.queryOptions(
      { ...filter, search, page },
      { trpc: { context: { background: true } }, refetchInterval: 30_000, networkMode: 'always', placeholderData: keepPreviousData },
    ),
  );
  const total = users.data ? Object.values(users.data.counts).reduce((sum, count) => sum + count, 0) : null;
  const items = users.data?.items ?? [];
  return (
    <>
      <LinkState readAt={users.dataUpdatedAt ? new Date(users.dataUpdatedAt) : null} now={now} onRetry={() => void users.refetch()} />
      <UsersBar title="Utilisateurs" subtitle={total === null ? undefined : plural(total, 'compte', 'comptes')} mayManage={mayManage}>
        {mayManage && (
          <Button variant="primary" onClick={() => setCreating(true)}>
            Créer un compte
          </Button>
        )}
      </UsersBar>
      {users.isError && (
        <ErrorLine sentence="Les comptes n’ont pas pu être lus. Ce qui est affiché date de la dernière lecture." onRetry={() => void users.refetch()} />
      )}
      <main className="flex-1 bg-surface" aria-busy={users.isPlaceholderData}>
        <UserFilterForm
          filter={filter}
          counts={users.data?.counts}
          places={places.data}
          onFilter={(changed) => {
            setFilter(changed);
            setPage(0);
          }}
        />
        {!users.data && !users.isError && <LoadingLine what="Lecture des comptes…" />}
        {users.data && items.length === 0 && (
          <EmptyState title="Aucun compte ne correspond.">{`Changez le nom, le rôle, le site ou l’état${NBSP}cherchés.`}</EmptyState>
        )}
        {items.length > 0 && <UserList items={items} places={places.data} />}
        {users.data && users.data.pages > 1 && (
          <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-3 desk:px-6">
            <Button onClick={page > 0 ? () => setPage(page - 1) : undefined} closed={page === 0}>
              Précédents
            </Button>
            <span className="text-ink-2">
              page {page + 1} sur {users.data.pages}
            </span>
            <Button onClick={page + 1 < users.data.pages ? () => setPage(page + 1) : undefined} closed={page + 1 >= users.data.pages}>
              Suivants
            </Button>
          </nav>
        )}
      </main>
      <NewAccountDialog open={isCreating} onClose={() => setCreating(false)} onDone={() => void users.refetch()} />
      <HelpDialog keys={[{ key: '/', label: 'chercher une personne', run: () => document.getElementById('recherche-compte')?.focus() }]} />
    </>
  );
}
