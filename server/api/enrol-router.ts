import { z } from 'zod';
import { askOwnPasskey } from '../access/ask-own-passkey';
import { sessionCookie } from '../access/cookies';
import { NewPassword, OneTimeCode, PasskeyName } from '../access/door-types';
import { enrolPasskey } from '../access/enrol-passkey';
import { enrolPassword } from '../access/enrol-password';
import { offerTotp } from '../access/new-totp';
import { RegistrationSchema } from '../access/webauthn';
import { CreationOptions, OfferedTotpSchema, RecoveryCodes } from './own-means-types';
import { professional, router } from './procedure';
import { unwrap } from './refusal';

/** What the session of an activation is for: the first means of identification. Either way ends it. */
export const enrolRouter = router({
  /** Records a challenge and nothing else. */
  askPasskey: professional('account.enrol')
    .input(z.void())
    .output(z.object({ options: CreationOptions }))
    .mutation(async ({ ctx: { useCase } }) => ({ options: unwrap(await askOwnPasskey(useCase)) })),

  keepPasskey: professional('account.enrol')
    .input(z.object({ name: PasskeyName, registration: RegistrationSchema }))
    .output(RecoveryCodes)
    .mutation(async ({ ctx, input }) => {
      const codes = unwrap(await enrolPasskey(ctx.useCase, input));
      ctx.responseHeaders.append('set-cookie', sessionCookie('professional', '', 0));
      return { codes };
    }),

  /** Stores nothing: the secret is kept once a code of it came back. */
  offerTotp: professional('account.enrol')
    .input(z.void())
    .output(OfferedTotpSchema)
    .query(({ ctx: { useCase } }) => offerTotp(useCase)),

  choosePassword: professional('account.enrol')
    .input(z.object({ password: NewPassword, sealed: z.string().max(400), code: OneTimeCode }))
    .output(RecoveryCodes)
    .mutation(async ({ ctx, input }) => {
      const codes = unwrap(await enrolPassword(ctx.useCase, input));
      ctx.responseHeaders.append('set-cookie', sessionCookie('professional', '', 0));
      return { codes };
    }),
});
