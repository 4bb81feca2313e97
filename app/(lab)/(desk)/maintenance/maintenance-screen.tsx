'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import type { MaintenanceWindow } from '../../../_security/types';
import { formatInstant } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { AskForm } from './ask-form';
import { consentWords, windowWords } from './maintenance-words';
import { RunningWindow } from './running-window';

export interface MaintenanceRights {
  ask: boolean;
  agree: boolean;
  close: boolean;
  run: boolean;
}

/** What is open or waits first, then the form, then every intervention with its sheet. */
export function MaintenanceScreen({ serverNow, may }: { serverNow: string; may: MaintenanceRights }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 1_000);
  const list = useQuery(trpc.maintenance.windows.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const refetch = () => void list.refetch();
  useLiveRefetch(['security'], refetch);
  const agree = useMutation(trpc.maintenance.agree.mutationOptions({ onSettled: refetch }));
  const close = useMutation(trpc.maintenance.close.mutationOptions({ onSettled: refetch }));
  const { prove, dialog } = useProof();
  const windows = list.data?.windows ?? [];
  const live = windows.filter(({ state }) => state === 'open' || state === 'asked');
  const refusal = refusalOf(agree.error ?? close.error);
  const agreeTo = async (window: MaintenanceWindow) => {
    const content = { windowId: window.id };
    const lines = [consentWords(window), `Technicien : ${window.technician}. Intervention ${window.reference}, ${window.minutes} min.`, window.reason];
    const proof = await prove('maintenance', content, { title: 'Accepter l’ouverture de la télémaintenance', lines });
    if (proof) agree.mutate({ ...content, proof });
  };
  return (
    <>
      <DeskBar title="Télémaintenance" subtitle={live.some(({ state }) => state === 'open') ? 'ouverte' : 'fermée'} />
      {list.isError && <ErrorLine sentence="L’état de la télémaintenance n’a pas pu être lu." onRetry={refetch} />}
      {(agree.isError || close.isError) && <ErrorLine sentence={refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence('')} />}
      <main className={`grid flex-1 content-start bg-surface ${may.ask ? 'desk:grid-cols-[minmax(0,1fr)_25rem]' : ''}`}>
        <div className="min-w-0">
          {live.map((window) => (
            <RunningWindow
              key={window.id}
              window={window}
              now={now}
              onAgree={may.agree && window.state === 'asked' ? () => void agreeTo(window) : null}
              onClose={may.close ? () => close.mutate({ windowId: window.id }) : null}
              isPending={agree.isPending || close.isPending}
            />
          ))}
          {may.run && (
            <p className="px-4 py-3 desk:px-6">
              <Link href="/maintenance/console" className="inline-flex min-h-touch items-center font-medium text-action underline underline-offset-[3px]">
                Aller à la console
              </Link>
            </p>
          )}
          {!list.data && !list.isError && <LoadingLine what="Lecture des interventions…" />}
          {list.data && windows.length === 0 && <EmptyState title="La télémaintenance est fermée.">Aucune intervention n’a encore été demandée.</EmptyState>}
          <History windows={windows.filter((window) => !live.includes(window))} />
        </div>
        {may.ask && <AskForm opensAtOnce={may.agree} now={now} onAsked={refetch} />}
      </main>
      {dialog}
    </>
  );
}

function History({ windows }: { windows: readonly MaintenanceWindow[] }) {
  if (windows.length === 0) return null;
  return (
    <section aria-labelledby="interventions">
      <h2 id="interventions" className="border-b border-line-strong px-4 pt-4 pb-1.5 text-l font-strong desk:px-6">
        Interventions passées
      </h2>
      <ul>
        {windows.map((window) => (
          <li key={window.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-2 desk:px-6">
            <div className="min-w-0 flex-1 basis-72">
              <p>
                <b className="font-strong">{window.reference}</b>, {window.technician}
              </p>
              <p className="text-s text-ink-2">
                {formatInstant(window.askedAt)}. {windowWords(window)}.
              </p>
            </div>
            <Link
              href={`/maintenance/${window.id}`}
              prefetch={false}
              className="inline-flex min-h-touch items-center font-medium text-action underline underline-offset-[3px]"
            >
              Fiche<span className="sr-only"> {window.reference}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
