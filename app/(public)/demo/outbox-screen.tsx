'use client';

import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../../server/api/root';
import { useTRPC } from '../../_client/trpc';
import { formatAgo, formatInstant } from '../../_text/format';
import { EmptyState } from '../../_ui/empty-state';
import { useNow } from '../../_ui/use-now';
import { partsOf } from './parts-of';

type Outbox = inferRouterOutputs<AppRouter>['delivery']['outbox'];

/** This page has no session, hence no stream of news: it asks. */
const POLL_MS = 2_000;

/** Stands for the mailboxes and telephones of fictional patients, newest message first; the links open. */
export function OutboxScreen({ first }: { first: Outbox }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.delivery.outbox.queryOptions(undefined, {
      initialData: first,
      initialDataUpdatedAt: first.at.getTime(),
      refetchInterval: POLL_MS,
      trpc: { context: { background: true } },
    }),
  );
  const now = useNow(data.at.toISOString(), 5_000);
  return (
    <div className="mx-auto max-w-180 px-4 py-6">
      <header className="border-b border-line-strong pb-3">
        <span className="text-[1.25rem] font-bold tracking-[-0.02em]">Relais</span>
        <h1 className="text-title font-strong">Boîte d’envoi de démonstration</h1>
        <p className="text-ink-2">Ici, rien ne part vraiment. Voici les e-mails et les SMS que des patients fictifs auraient reçus, le plus récent en haut.</p>
      </header>
      <main>
        {data.messages.length === 0 && (
          <EmptyState title="Aucun message pour le moment.">Un message part quand un compte rendu devient lisible par son patient.</EmptyState>
        )}
        <ul aria-live="polite">
          {data.messages.map((message) => (
            <li key={message.id} className="my-4 border border-line bg-surface p-4">
              <p className="flex flex-wrap justify-between gap-x-4 text-s text-ink-2">
                <span>
                  <b className="text-ink">{message.channel === 'mail' ? 'E-mail' : 'SMS'}</b> à {message.recipient}
                </span>
                <time dateTime={message.createdAt.toISOString()}>
                  {formatInstant(message.createdAt)}, {formatAgo(message.createdAt, now)}
                </time>
              </p>
              {message.subject && <h2 className="mt-1 text-l font-strong">{message.subject}</h2>}
              <p className="mt-1 break-words whitespace-pre-line">
                {partsOf(message.body).map((part) =>
                  part.link ? (
                    <a key={part.at} href={part.link} className="inline-flex min-h-touch items-center break-all text-action underline underline-offset-[3px]">
                      {part.text}
                    </a>
                  ) : (
                    <span key={part.at}>{part.text}</span>
                  ),
                )}
              </p>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
