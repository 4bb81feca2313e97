import { z } from 'zod';
import { sessionCookie } from '../access/cookies';
import { endSession } from '../access/end-session';
import { PERMISSIONS, permissionsOf } from '../access/permissions';
import { askProof } from '../access/prove-again';
import { readIdleMs, readTakenOver } from '../access/read-session';
import { IDLE_MS } from '../access/session-rules';
import { ACTS } from '../access/step-up-rules';
import { ROLES } from '../platform/actor';
import { professional, router, signedIn } from './procedure';
import { AskedProofSchema, contentHashOf } from './prove';

const Person = z.object({
  realm: z.enum(['professional', 'patient']),
  name: z.string(),
  rppsNumber: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  permissions: z.array(z.enum(PERMISSIONS)),
  /** Milliseconds without a person before this session ends, at this terminal. */
  idleMs: z.number(),
  /** The session of the same person that this one ended at another terminal. */
  tookOver: z.object({ terminal: z.string(), since: z.date() }).nullable(),
});

export const sessionRouter = router({
  /** Who is in, and what the screens may offer. */
  me: signedIn('session.read')
    .input(z.void())
    .output(Person)
    .query(async ({ ctx: { useCase } }) => {
      const { actor } = useCase;
      const person =
        actor.kind === 'professional' ? { name: actor.name, rppsNumber: actor.rppsNumber, roles: [...actor.roles] } : { name: '', rppsNumber: null, roles: [] };
      const times = await useCase.transaction(async (tx) => ({
        idleMs: (await readIdleMs(tx, actor.sessionId)) ?? IDLE_MS,
        tookOver: await readTakenOver(tx, actor.sessionId),
      }));
      return { realm: actor.kind, ...person, permissions: permissionsOf(actor), ...times };
    }),

  /** The person is at the screen: passing the session check with a personal request is what prolongs the session. */
  keep: signedIn('session.keep')
    .input(z.void())
    .output(z.object({ idleMs: z.number() }))
    .mutation(async ({ ctx: { useCase } }) => ({ idleMs: (await useCase.transaction((tx) => readIdleMs(tx, useCase.actor.sessionId))) ?? IDLE_MS })),

  /**
   * Asks the person at the screen to prove herself again for one act on exactly this content: the input of the mutation that follows, without its proof.
   * Records a challenge and nothing else.
   */
  askProof: professional('session.prove')
    .input(z.object({ act: z.enum(ACTS), content: z.record(z.string(), z.unknown()) }))
    .output(AskedProofSchema)
    .mutation(({ ctx: { useCase }, input }) => askProof(useCase, { act: input.act, contentHash: contentHashOf(input.content) })),

  /** Ends the session at once, on the server and in the browser. */
  close: signedIn('session.close')
    .input(z.void())
    .output(z.object({ closed: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      const { actor } = ctx.useCase;
      await endSession(ctx.db, actor, 'signed_out', ctx.now);
      ctx.responseHeaders.append('set-cookie', sessionCookie(actor.kind, '', 0));
      // Not "storage": the device's own key stays, the pages themselves clear the rest.
      ctx.responseHeaders.set('clear-site-data', '"cache"');
      return { closed: true };
    }),
});
