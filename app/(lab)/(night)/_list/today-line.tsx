'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_client/trpc';
import { todayWords } from '../_logic/today-words';

/** « 214 reçus = 9 à valider, 176 validés… » : the books of the day of every laboratory, as reconciliation counts them by a way of its own. */
export function TodayLine({ now }: { now: Date }) {
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.reconciliation.today.queryOptions(undefined, { refetchInterval: 30_000, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  const words = data ? todayWords(data, now) : null;
  if (!words) return null;
  return (
    <p title={words.checked} className={words.isBalanced ? '' : 'font-strong text-critical'}>
      <b className="font-strong text-ink">{words.received}</b> {words.rest}
    </p>
  );
}
