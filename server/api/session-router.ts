import { z } from 'zod';
import { sessionCookie } from '../access/cookies';
import { endSession } from '../access/end-session';
import { PERMISSIONS, permissionsOf } from '../access/permissions';
import { IDLE_MS } from '../access/session-rules';
import { ROLES } from '../platform/actor';
import { router, signedIn } from './procedure';

const Person = z.object({
  realm: z.enum(['professional', 'patient']),
  name: z.string(),
  rppsNumber: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  permissions: z.array(z.enum(PERMISSIONS)),
  idleMs: z.number(),
});

export const sessionRouter = router({
  /** Who is in, and what the screens may offer. */
  me: signedIn('session.read')
    .input(z.void())
    .output(Person)
    .query(({ ctx: { useCase } }) => {
      const { actor } = useCase;
      const person =
        actor.kind === 'professional' ? { name: actor.name, rppsNumber: actor.rppsNumber, roles: [...actor.roles] } : { name: '', rppsNumber: null, roles: [] };
      return { realm: actor.kind, ...person, permissions: permissionsOf(actor), idleMs: IDLE_MS };
    }),

  /** The person is at the screen: passing the session check with a personal request is what prolongs the session. */
  keep: signedIn('session.keep')
    .input(z.void())
    .output(z.object({ idleMs: z.number() }))
    .mutation(() => ({ idleMs: IDLE_MS })),

  /** Ends the session at once, on the server and in the browser. */
  close: signedIn('session.close')
    .input(z.void())
    .output(z.object({ closed: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      const { actor } = ctx.useCase;
      await endSession(ctx.db, actor, 'signed_out', ctx.now);
      ctx.responseHeaders.append('set-cookie', sessionCookie(actor.kind, '', 0));
      ctx.responseHeaders.set('clear-site-data', '"cache", "storage"');
      return { closed: true };
    }),
});
