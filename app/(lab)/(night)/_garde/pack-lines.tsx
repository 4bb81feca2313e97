'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PackLine } from '../../../_client/pack-types';
import { sentenceOf } from '../../../_client/sentence-of';
import { trpcClient, useTRPC } from '../../../_client/trpc';
import { formatMoment, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';

const ENDS: Record<string, string> = {
  session: 'session fermée, tablette vidée',
  replaced: 'remplacé par un autre paquet',
  expired: 'délai passé, tablette vidée',
  'given-up': 'vidé par son porteur',
  lost: 'déclarée perdue',
};

/** Which tablets carried dossiers of these sites away, and how one that is missing is ended. Only with a link. */
export function PackLines() {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.pack.list.queryOptions(undefined, { networkMode: 'always', trpc: { context: { background: true } } }));
  const [problem, setProblem] = useState('');
  if (!data || data.packs.length === 0) return null;
  const end = async (packId: string) => {
    setProblem('');
    try {
      await trpcClient.pack.end.mutate({ packId });
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    void refetch();
  };
  return (
    <section>
      <h2 className="text-l font-strong">Tablettes qui ont emporté des dossiers</h2>
      {problem && (
        <p role="alert" className="text-critical">
          {problem}
        </p>
      )}
      <ul>
        {data.packs.map((pack) => (
          <li key={pack.packId} className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-1.5 text-s">
            <details className="min-w-0 flex-1 basis-72">
              <summary className="min-h-touch cursor-pointer content-center">
                <b className="font-strong">{pack.holder}</b> · {pack.terminal || 'appareil inconnu'} · {plural(pack.dossiers.length, 'dossier', 'dossiers')},{' '}
                {standingOf(pack, data.now)}
              </summary>
              <p className="figures pb-1 text-ink-2">{pack.dossiers.join(', ')}</p>
            </details>
            {pack.endedAt === null && !pack.isMine && (
              <Button aria-label={`Déclarer perdue la tablette de ${pack.holder}`} onClick={() => void end(pack.packId)}>
                Déclarer perdue
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function standingOf({ madeAt, lastContactAt, expiresAt, endedAt, endedWhy }: PackLine, now: Date): string {
  const made = `emportés ${formatMoment(madeAt, now)}`;
  if (endedAt) return `${made}, ${ENDS[endedWhy ?? ''] ?? 'terminé'} ${formatMoment(endedAt, now)}`;
  return `${made}, dernier contact ${formatMoment(lastContactAt, now)}, effacés ${formatMoment(expiresAt, now)}`;
}
