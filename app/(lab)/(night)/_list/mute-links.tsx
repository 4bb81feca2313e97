'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_client/trpc';
import { formatMoment } from '../../../_text/format';

/** « Clairlieu muet depuis 02:41 » : results may be missing, and whoever is on duty must know. The same alarm as on the page of reconciliation. */
export function MuteLinks({ now }: { now: Date }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.reconciliation.mute.queryOptions(undefined, { refetchInterval: 30_000, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  if (!data || data.length === 0) return null;
  return (
    <ul className="grid gap-0.5 border-l-3 border-critical pl-2 text-s" aria-label="Liaisons muettes">
      {data.map(({ name, since }) => (
        <li key={name}>
          <b className="font-strong">▲ {name} muet</b>, dernier message {formatMoment(since, now)}
        </li>
      ))}
    </ul>
  );
}
