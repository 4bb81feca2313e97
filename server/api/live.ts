import { z } from 'zod';
import type { PatientActor, ProfessionalActor } from '../platform/actor';
import type { ApiContext } from './context';
import { followChanges, type LiveChange } from './live-bus';
import { mayFollow } from './live-scope';
import { router, signedIn } from './procedure';

const SIGN_OF_LIFE_MS = 10_000;

export type LiveEvent =
  | ({ kind: 'change' } & LiveChange)
  /** Every ten seconds: the link stands and so does the session. */
  | { kind: 'alive' };

const LiveEvents = z.custom<AsyncIterable<LiveEvent, void>>((value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value);

export const liveRouter = router({
  /** Tells that something changed, never what. Ends within ten seconds of the end of the session, at once when it is taken up elsewhere; rights are read anew as often. */
  changes: signedIn('live.follow')
    .input(z.void())
    .output(LiveEvents)
    .subscription(({ ctx, signal }) => changesFor(ctx, signal)),
});

async function* changesFor(ctx: ApiContext, signal: AbortSignal | undefined): AsyncGenerator<LiveEvent> {
  const waiting: LiveChange[] = [];
  let wake = () => {};
  const stop = followChanges((change) => {
    waiting.push(change);
    wake();
  });
  try {
    while (!signal?.aborted) {
      const actor = await whoIsIn(ctx);
      if (actor === null) return;
      if (actor === 'unknown') {
        await signOrChange(SIGN_OF_LIFE_MS);
        continue;
      }
      yield { kind: 'alive' };
      yield* changesUntilNextSign(actor);
    }
  } finally {
    stop();
  }

  async function* changesUntilNextSign(actor: ProfessionalActor | PatientActor): AsyncGenerator<LiveEvent> {
    const until = performance.now() + SIGN_OF_LIFE_MS;
    while (!signal?.aborted && performance.now() < until) {
      const change = waiting.shift();
      if (!change) await signOrChange(until - performance.now());
      else if (mayFollow(actor, change)) {
        yield { kind: 'change', ...change };
        // Something concerns this very person, perhaps that his session is over: who is in is asked at once.
        if (actor.kind === 'professional' && change.topic === 'security' && change.key === actor.userId) return;
      }
    }
  }

  /** Ends with the next change, with the client's departure, or after `ms`. */
  function signOrChange(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(finish, Math.max(ms, 0));
      function finish() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      }
      wake = finish;
      signal?.addEventListener('abort', finish, { once: true });
    });
  }
}

/** `unknown` while the database cannot be asked: then nothing is said, and the screen tells that the link is lost. */
async function whoIsIn(ctx: ApiContext): Promise<ProfessionalActor | PatientActor | 'unknown' | null> {
  try {
    return (await ctx.professional()) ?? (await ctx.patient());
  } catch {
    return 'unknown';
  }
}
