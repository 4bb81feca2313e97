'use client';

import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import type { Roster, RosterSwap } from '../_logic/types';
import { useDutyAct } from './use-roster';

/** What waits for an answer: what a colleague asks of the person at the screen first, then what she asked herself, then the others'. */
export function SwapSection({ roster, onDone }: { roster: Roster; onDone: () => void }) {
  const client = useTRPCClient();
  const { act, problem, pending } = useDutyAct(onDone);
  if (roster.swaps.length === 0 && !problem) return null;
  const rank = ({ toUserId, fromUserId }: RosterSwap) => (toUserId === roster.ownId ? 0 : fromUserId === roster.ownId ? 1 : 2);
  const answer = (askId: string, given: 'accepted' | 'declined' | 'withdrawn') => void act(() => client.duty.answerSwap.mutate({ askId, answer: given }));
  return (
    <section aria-label="Échanges proposés">
      <h2 className="mb-1 font-strong">Échanges proposés</h2>
      {problem && <ErrorLine sentence={problem} />}
      <ul className="grid gap-1">
        {roster.swaps
          .toSorted((a, b) => rank(a) - rank(b))
          .map((swap) => (
            <li key={swap.askId} className="flex flex-wrap items-center justify-between gap-2 border-l-3 border-action bg-action-soft px-3 py-1">
              <span>
                <b className="font-strong">{swap.fromUserId === roster.ownId ? 'Vous' : swap.from}</b>{' '}
                {swap.fromUserId === roster.ownId ? 'proposez' : 'propose'} à <b className="font-strong">{swap.toUserId === roster.ownId ? 'vous' : swap.to}</b>
                , du <span className="figures">{formatInstant(swap.startsAt)}</span> au <span className="figures">{formatInstant(swap.endsAt)}</span> :{' '}
                {swap.siteIds.map((id) => roster.sites.find((site) => site.id === id)?.name ?? '').join(', ')}.
              </span>
              <span data-print="no" className="flex gap-2">
                {swap.toUserId === roster.ownId && (
                  <>
                    <Button variant="primary" pending={pending} onClick={() => answer(swap.askId, 'accepted')}>
                      Accepter
                    </Button>
                    <Button closed={pending} onClick={() => answer(swap.askId, 'declined')}>
                      Décliner
                    </Button>
                  </>
                )}
                {swap.fromUserId === roster.ownId && (
                  <Button closed={pending} onClick={() => answer(swap.askId, 'withdrawn')}>
                    Reprendre
                  </Button>
                )}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
