'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { formatMoment, formatNumber, formatTimeWithSeconds, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ActSays } from '../../_desk/act-says';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import type { Replay } from '../../_logic/types';
import { ReplayDialog } from './replay-dialog';

interface ReplayPanelProps {
  laboratories: readonly { id: string; name: string }[];
  now: Date;
  today: string;
  onMoved: () => void;
}

const EXCHANGES = ['exchanges'] as const;
const SHOWN_MS = 24 * 3_600_000;
const WATCHED_EVERY_MS = 2_000;

/** « Rejouer une période » and « Rejouer tous » : how far each is, and the button that stops it; what is said is what was read, and when. */
export function ReplayPanel({ laboratories, now, today, onMoved }: ReplayPanelProps) {
  const trpc = useTRPC();
  const [isOpen, setOpen] = useState(false);
  const { data, isError, dataUpdatedAt, refetch } = useQuery({
    ...trpc.repair.replays.queryOptions(undefined, { trpc: { context: { background: true } } }),
    networkMode: 'always',
    refetchInterval: ({ state }) => (state.data?.some((replay) => replay.state === 'running') ? WATCHED_EVERY_MS : false),
  });
  useLiveRefetch(EXCHANGES, () => void refetch());
  const stop = useAct(trpc.repair.cancelReplay.mutationOptions({ onSettled: () => void refetch() }));
  const isRunning = (data ?? []).some(({ state }) => state === 'running');
  const shown = (data ?? []).filter(({ state, madeAt }) => state === 'running' || now.getTime() - madeAt.getTime() < SHOWN_MS).slice(0, 4);
  return (
    <section
      aria-label="Rejeux"
      data-print="no"
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line bg-paper px-4 py-2 tablet:col-span-2"
    >
      <ul className="grid min-w-0 flex-1 basis-72 gap-1 text-s leading-5">
        {shown.length === 0 && <li className="py-2 text-ink-2">Aucun rejeu depuis 24 heures.</li>}
        {shown.map((replay) => (
          <li key={replay.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>
              <b className="font-strong">{progressWords(replay)}</b>
              <span className="text-ink-2">
                {' '}
                · {laboratories.find(({ id }) => id === replay.laboratoryId)?.name ?? 'émetteur inconnu'} · {replay.reason} · {replay.by},{' '}
                {formatMoment(replay.madeAt, now)}
              </span>
            </span>
            {replay.state === 'running' && (
              <>
                <progress aria-label="Avancement du rejeu" max={replay.total} value={replay.done} className="h-2 w-40 accent-action" />
                <Button pending={stop.isPending} onClick={() => stop.mutate({ batchId: replay.id })}>
                  Arrêter
                </Button>
              </>
            )}
          </li>
        ))}
        {stop.isSlow || stop.error ? (
          <li>
            <ActSays acts={[stop]} />
          </li>
        ) : null}
        {isError && (
          <li role="alert" className="flex flex-wrap items-center gap-x-3 font-medium text-critical">
            {isRunning
              ? `Avancement lu à ${formatTimeWithSeconds(new Date(dataUpdatedAt))}\u00a0: la liaison est perdue depuis. Le rejeu, lui, continue sur le serveur.`
              : 'Les rejeux n’ont pas pu être lus\u00a0: la liaison est perdue ou trop lente.'}
            <Button onClick={() => void refetch()}>Relire l’avancement</Button>
          </li>
        )}
      </ul>
      <Button onClick={() => setOpen(true)}>Rejouer une période…</Button>
      {isOpen && (
        <ReplayDialog
          laboratories={laboratories}
          today={today}
          onClose={() => setOpen(false)}
          onStarted={() => {
            setOpen(false);
            void refetch();
            onMoved();
          }}
        />
      )}
    </section>
  );
}

function progressWords({ state, total, done, wentIn }: Replay): string {
  const out = done - wentIn;
  const fate = `${plural(wentIn, 'entré', 'entrés')}${out > 0 ? `, ${formatNumber(out)} toujours dehors` : ''}`;
  switch (state) {
    case 'running':
      return `Rejeu en cours\u00a0: ${formatNumber(done)} sur ${formatNumber(total)}, ${fate}`;
    case 'cancelled':
      return `Rejeu arrêté à ${formatNumber(done)} sur ${formatNumber(total)}\u00a0: ${fate}`;
    case 'done':
      return `Rejeu terminé, ${plural(total, 'message', 'messages')}\u00a0: ${fate}`;
  }
}
