'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { formatCalendarDate, formatTime, plural } from '../../../../_text/format';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import { PrintButton } from '../../_desk/print-button';
import { balanceWords, lineWords } from '../../_logic/digest-words';
import type { Digest } from '../../_logic/types';

/** Each morning of the person at the screen: the balance, whether it is exact, and everything that was unfinished at seven. */
export function MorningScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 30_000);
  const trpc = useTRPC();
  const client = useTRPCClient();
  // A reading is kept, so it is asked for as an act.
  const query = useQuery({ queryKey: trpc.handover.digests.mutationKey(), queryFn: () => client.handover.digests.mutate() });
  const refetch = () => void query.refetch();
  const digests = query.data?.digests;
  return (
    <>
      <LinkState readAt={query.dataUpdatedAt ? new Date(query.dataUpdatedAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Bilan du matin" subtitle="Écrit à 07:00, gardé tel quel">
        <div data-print="no">
          <PrintButton />
        </div>
      </DeskBar>
      {query.isError && <ErrorLine sentence="Les bilans n’ont pas pu être lus." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-6 bg-surface px-4 py-4 desk:px-6">
        {!digests && !query.isError && <LoadingLine what="Lecture des bilans…" />}
        {digests?.length === 0 && (
          <EmptyState title="Aucun bilan encore.">Le premier est écrit à 07:00, après une nuit où vous avez répondu d’un site.</EmptyState>
        )}
        {digests?.map((digest) => (
          <Morning key={digest.id} digest={digest} />
        ))}
      </main>
    </>
  );
}

function Morning({ digest }: { digest: Digest }) {
  const { numbers } = digest;
  return (
    <section aria-label={`${digest.site}, ${formatCalendarDate(digest.day)}`} className="break-inside-avoid">
      <h2 className="border-b border-line-strong pb-1 font-strong">
        {digest.site}, {formatCalendarDate(digest.day)}{' '}
        <span className="font-normal text-ink-2">
          nuit de {formatTime(digest.fromAt)} à {formatTime(digest.toAt)}
        </span>
      </h2>
      <p className="py-1 text-l">
        {balanceWords(digest)}{' '}
        {digest.isBalanced ? <span className="text-fresh">✓ tombe juste, rien d’oublié</span> : <b className="text-critical">▲ ne tombe pas juste</b>}
      </p>
      <p className="text-s text-ink-2">
        {plural(numbers.signedByHer, 'dossier signé', 'dossiers signés')} par vous. {plural(numbers.closedCalls, 'appel clos', 'appels clos')},{' '}
        {plural(numbers.openCalls, 'encore ouvert', 'encore ouverts')}. {plural(numbers.gaps, 'alerte de liaison', 'alertes de liaison')}. Écrit à{' '}
        {formatTime(digest.madeAt)}
        {!digest.isAsWritten && <b className="text-critical"> ▲ ce bilan n’est plus celui qui a été écrit</b>}
      </p>
      <ul>
        {digest.lines.map((line) => (
          <li key={`${line.kind}${line.dossierId}${line.number}${line.since}`} className="flex flex-wrap items-center gap-x-3 border-b border-line py-1">
            <span className="figures">{formatTime(line.since)}</span>
            <b className="font-strong">{lineWords(line)}</b>
            {line.dossierId && (
              <>
                <span>{line.person}</span>
                <Link
                  href={`/worklist?dossier=${line.dossierId}`}
                  prefetch={false}
                  className="figures -my-2 inline-flex min-h-touch min-w-touch items-center underline decoration-1 underline-offset-[3px]"
                >
                  {line.number}
                </Link>
                <span className="text-ink-2">{line.place}</span>
                {line.kind === 'held' && <span>{line.detail}</span>}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
