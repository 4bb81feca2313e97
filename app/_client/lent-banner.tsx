'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../server/api/root';
import { formatTime, NBSP } from '../_text/format';
import { Button } from '../_ui/button';
import { useNow } from '../_ui/use-now';
import { useLive } from './live';
import { useTRPC } from './trpc';

type Access = inferRouterOutputs<AppRouter>['breakGlass']['mine']['accesses'][number];

/**
 * Says on every screen of a professional, for as long as it lasts, that a patient is open to him for an hour: in an emergency, or with the patient's own code;
 * and closes it. Disappears by itself at its end.
 */
export function LentBanner() {
  const trpc = useTRPC();
  const { data, refetch } = useQuery(trpc.breakGlass.mine.queryOptions(undefined, { refetchInterval: 30_000, trpc: { context: { background: true } } }));
  useLive(['security', 'results'], () => void refetch());
  const answered = { onSettled: () => void refetch() };
  const close = useMutation(trpc.breakGlass.close.mutationOptions(answered));
  const leave = useMutation(trpc.breakGlass.leave.mutationOptions(answered));
  const onClose = ({ id, ground }: Access) => (ground === 'break-glass' ? close.mutate({ id }) : leave.mutate({ id }));
  return (
    <div role="status" aria-label="Accès ouverts pour une heure">
      {data && <OpenAccesses at={data.at} accesses={data.accesses} pending={close.isPending || leave.isPending} onClose={onClose} />}
    </div>
  );
}

interface OpenAccessesProps {
  at: Date;
  accesses: readonly Access[];
  pending: boolean;
  onClose: (access: Access) => void;
}

function OpenAccesses({ at, accesses, pending, onClose }: OpenAccessesProps) {
  const now = useNow(at.toISOString());
  return accesses
    .filter((access) => access.expiresAt > now)
    .map((access) => {
      const { id, ground, patientName, expiresAt } = access;
      const look = ground === 'break-glass' ? 'border-critical bg-critical-soft' : 'border-fresh bg-fresh-soft';
      return (
        <div key={id} className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b-[3px] px-4 py-1.5 desk:px-6 ${look}`}>
          <p>
            {ground === 'break-glass' ? (
              <>
                <b className="text-critical">Accès d’urgence</b> ouvert pour <b>{patientName}</b> jusqu’à {formatTime(expiresAt)}. Chaque lecture est tracée et
                revue.
              </>
            ) : (
              <>
                <b className="text-fresh">Avec le patient</b>
                {NBSP}: les résultats de <b>{patientName}</b> vous sont ouverts jusqu’à {formatTime(expiresAt)}. Chaque lecture lui est montrée.
              </>
            )}
          </p>
          <Button aria-label={`Fermer l’accès à ${patientName}`} pending={pending} onClick={() => onClose(access)}>
            Fermer
          </Button>
        </div>
      );
    });
}
