'use client';

import { useQuery } from '@tanstack/react-query';
import { downloadCsv } from '../../../../_client/download';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { formatInstant } from '../../../../_text/format';
import { parisDay } from '../../../../_text/paris-day';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { ScrollArea } from '../../../../_ui/scroll-area';
import { PrintButton } from '../../_desk/print-button';
import { holderRows, matrixRows } from '../../_logic/review-rows';
import type { Places, Review } from '../../_logic/types';
import { granterWords, periodWords, permissionWords, placeWords, rolesOf } from '../../_logic/user-words';
import { Section } from '../section';
import { UsersBar } from '../users-bar';

/** The access matrix as it is in force, and the persons of each role (ISO 15189 7.6.3). */
export function ReviewScreen({ mayManage }: { mayManage: boolean }) {
  const trpc = useTRPC();
  const review = useQuery(trpc.users.review.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const places = useQuery(trpc.users.places.queryOptions(undefined, { trpc: { context: { background: true } }, staleTime: 600_000 }));
  const { data } = review;
  return (
    <>
      <UsersBar title="Revue des accès" subtitle={data && `état du ${formatInstant(data.at)}`} mayManage={mayManage}>
        {data && (
          <>
            <Button onClick={() => downloadCsv(`habilitations-${parisDay(data.at)}.csv`, csvOf(holderRows(data, places.data)))}>Personnes en CSV</Button>
            <Button onClick={() => downloadCsv(`matrice-des-acces-${parisDay(data.at)}.csv`, csvOf(matrixRows(data)))}>Matrice en CSV</Button>
            <PrintButton />
          </>
        )}
      </UsersBar>
      {review.isError && <ErrorLine sentence="La revue n’a pas pu être lue." onRetry={() => void review.refetch()} />}
      {!data && !review.isError && <LoadingLine what="Lecture des droits…" />}
      {data && (
        <main className="flex-1 bg-surface">
          <Section title="Ce que chaque rôle ouvre">
            <Matrix review={data} />
          </Section>
          {data.roles.map(({ role }) => (
            <Holders key={role} role={role} review={data} places={places.data} />
          ))}
        </main>
      )}
    </>
  );
}

function Matrix({ review: { roles } }: { review: Review }) {
  const permissions = [...new Set(roles.flatMap((role) => role.permissions))];
  return (
    <ScrollArea label="Matrice des accès" className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">Rôles en colonnes, droits en lignes</caption>
        <thead>
          <tr className="align-bottom text-s text-ink-2">
            <th scope="col" className="sticky left-0 border-b border-line-strong bg-surface px-4 py-1.5 text-left font-medium desk:pl-6">
              Droit
            </th>
            {roles.map(({ role }) => (
              <th key={role} scope="col" className="min-w-20 border-b border-line-strong px-1.5 py-1.5 text-center font-medium">
                {rolesOf([role])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map((permission) => (
            <tr key={permission}>
              <th scope="row" className="sticky left-0 max-w-80 border-b border-line bg-surface px-4 py-1.5 text-left font-normal desk:pl-6">
                {permissionWords(permission)}
              </th>
              {roles.map((role) => (
                <td key={role.role} className="border-b border-line px-1.5 py-1.5 text-center">
                  {role.permissions.includes(permission) ? <b className="text-fresh">oui</b> : <span className="text-ink-3">non</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Holders({ role, review, places }: { role: Review['roles'][number]['role']; review: Review; places: Places | undefined }) {
  const rights = review.rights.filter((right) => right.role === role);
  return (
    <Section title={`${rolesOf([role]).replace(/^./, (letter) => letter.toUpperCase())} (${new Set(rights.map(({ userId }) => userId)).size})`}>
      {rights.length === 0 && <p className="px-4 text-ink-2 desk:px-6">Personne.</p>}
      <ul className="px-4 desk:px-6">
        {rights.map((right) => (
          <li key={right.id} className="grid gap-x-4 border-b border-line py-1 tablet:grid-cols-[16rem_minmax(0,1fr)_14rem_12rem]">
            <span>
              <b className="font-strong">
                {right.givenName} {right.familyName}
              </b>{' '}
              <span className="text-s text-ink-2">{right.login}</span>
            </span>
            <span>{placeWords(right, places)}</span>
            <span className="figures">{periodWords(right)}</span>
            <span className="text-s text-ink-2">donné par {granterWords(right.grantedBy)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
