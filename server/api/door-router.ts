import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { activate } from '../access/activate';
import { askEntry } from '../access/ask-entry';
import { sessionCookie, unmarkLeft } from '../access/cookies';
import { ENROLLING_MS } from '../access/session-rules';
import { publicProcedure, router } from './procedure';
import { unwrap } from './refusal';

const Options = z.custom<PublicKeyCredentialRequestOptionsJSON>((value) => typeof value === 'object' && value !== null);

/** The professionals' door, before anybody is in; what is proven with it goes to next-auth. */
export const doorRouter = router({
  /** What an authenticator is to sign, to come in or beside a password; bound to this browser. Records a challenge and nothing else. */
  askPasskey: publicProcedure('door.use')
    .input(z.object({ purpose: z.enum(['enter', 'second-factor']) }))
    .output(z.object({ options: Options }))
    .mutation(async ({ ctx, input }) => {
      const { options, cookie } = unwrap(await askEntry(ctx.useCase, input.purpose));
      if (cookie !== null) ctx.responseHeaders.append('set-cookie', cookie);
      return { options };
    }),

  /** The first time: an identifier and the code that an administrator handed over open the session in which the means are chosen, and nothing else. */
  activate: publicProcedure('door.use')
    .input(z.object({ login: z.string().max(200), code: z.string().max(40) }))
    .output(z.object({ opened: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      const { token } = unwrap(await activate(ctx.useCase, input));
      ctx.responseHeaders.append('set-cookie', sessionCookie('professional', token, ENROLLING_MS / 1000));
      ctx.responseHeaders.append('set-cookie', unmarkLeft('professional'));
      return { opened: true };
    }),
});
