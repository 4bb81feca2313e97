'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { ButtonLink } from '../../../../_ui/button-link';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import { adviceStateWords } from '../../_logic/advice-words';

const READ_EVERY_MS = 30_000;

/** Asked of her first, then what she asked. */
export function AdviceScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const trpc = useTRPC();
  const query = useQuery(trpc.advice.mine.queryOptions(undefined, { refetchInterval: READ_EVERY_MS, trpc: { context: { background: true } } }));
  const refetch = () => void query.refetch();
  const lines = query.data?.lines.toSorted((a, b) => Number(b.isForMe && b.state === 'open') - Number(a.isForMe && a.state === 'open'));
  return (
    <>
      <LinkState readAt={query.dataUpdatedAt ? new Date(query.dataUpdatedAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Seconds avis" subtitle="Une question à un collègue, sur le dossier tel qu’il était" />
      {query.isError && <ErrorLine sentence="Les avis n’ont pas pu être lus." onRetry={refetch} />}
      <main className="grid flex-1 content-start bg-surface px-4 py-4 desk:px-6">
        {!lines && !query.isError && <LoadingLine what="Lecture des avis…" />}
        {lines?.length === 0 && <EmptyState title="Aucun avis demandé.">Un avis se demande depuis un dossier, sous ses résultats.</EmptyState>}
        <ul>
          {lines?.map((line) => (
            <li key={line.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line py-1.5">
              <span className="min-w-0 flex-1 basis-72">
                <b className="font-strong">{line.isForMe ? `${line.askedBy} vous demande` : `Vous demandez à ${line.askedOf}`}</b>
                {' : '}
                {line.question}
                <span className="block text-s text-ink-2">
                  dossier <span className="figures">{line.number}</span>, {formatInstant(line.askedAt)}, {adviceStateWords(line)}
                </span>
                {line.answer && <span className="block border-l-3 border-action pl-2">{line.answer}</span>}
              </span>
              {(line.isMine || line.state === 'open' || line.state === 'answered') && (
                <ButtonLink variant={line.isForMe && line.state === 'open' ? 'primary' : undefined} href={`/handover/advice/${line.id}`}>
                  {line.isForMe && line.state === 'open' ? 'Lire et répondre' : 'Ouvrir'}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}
