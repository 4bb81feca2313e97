'use client';

import { useQuery } from '@tanstack/react-query';
import { refusalOf } from '../../../../_client/refusal';
import { useTRPC } from '../../../../_client/trpc';
import { parisDay } from '../../../../_text/paris-day';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { LinkState } from '../../_desk/link-state';
import { PrintButton } from '../../_desk/print-button';
import { personName, STATE_WORDS } from '../../_logic/user-words';
import { UsersBar } from '../users-bar';
import { AccountActs } from './account-acts';
import { EntryList } from './entry-list';
import { GrantForm } from './grant-form';
import { IdentityBlock } from './identity-block';
import { MeansBlock } from './means-block';
import { RightTable } from './right-table';
import { SheetSignatures } from './sheet-signatures';

/** The page of one person: read by a quality manager, changed by an administrator, printed as the sheet of his rights. */
export function UserScreen({ userId, serverNow }: { userId: string; serverNow: string }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const background = { trpc: { context: { background: true } }, networkMode: 'always' } as const;
  const places = useQuery(trpc.users.places.queryOptions(undefined, { ...background, staleTime: 600_000 }));
  const read = useQuery(trpc.users.detail.queryOptions({ userId }, { ...background, refetchInterval: 30_000 }));
  const today = parisDay(now);
  const refetch = () => void read.refetch();
  const user = read.data;
  const may = user ? user.may.manage && !user.may.isOneself : false;
  if (refusalOf(read.error)?.code === 'not-found') return <EmptyState title="Ce compte n’existe pas." />;
  return (
    <>
      <LinkState readAt={read.dataUpdatedAt ? new Date(read.dataUpdatedAt) : null} now={now} onRetry={refetch} />
      <UsersBar
        title={user ? personName(user.identity) : 'Utilisateur'}
        subtitle={
          user && (
            <b className={`font-strong ${STATE_WORDS[user.state].tone}`}>
              {STATE_WORDS[user.state].sign} {STATE_WORDS[user.state].label}
            </b>
          )
        }
        mayManage={user?.may.manage ?? false}
      >
        <PrintButton />
      </UsersBar>
      {read.isError && <ErrorLine sentence="Ce compte n’a pas pu être lu. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      {!user && !read.isError && <LoadingLine what="Lecture du compte…" />}
      {user && (
        <main className="grid flex-1 content-start bg-surface wide:grid-cols-[22rem_minmax(0,1fr)]">
          <div className="border-line wide:border-r">
            <IdentityBlock key={JSON.stringify(user.identity)} user={user} may={may} onDone={refetch} />
            <MeansBlock user={user} may={may} onDone={refetch} />
            {may && <AccountActs user={user} today={today} onDone={refetch} />}
            {user.may.isOneself && (
              <p className="px-4 py-3 text-s text-ink-2 desk:px-6" data-print="no">
                C’est votre compte. Vos droits ne se changent pas par vous-même.
              </p>
            )}
          </div>
          <div className="min-w-0">
            <RightTable user={user} today={today} places={places.data} may={may} onDone={refetch} />
            {may && places.data && user.state !== 'disabled' && <GrantForm user={user} today={today} places={places.data} onDone={refetch} />}
            <EntryList entries={user.entries} />
            <SheetSignatures user={user} now={now} />
          </div>
        </main>
      )}
    </>
  );
}
