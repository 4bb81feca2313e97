import { z } from 'zod';
import { addPasskey } from '../access/add-passkey';
import { askOwnPasskey } from '../access/ask-own-passkey';
import { changePassword } from '../access/change-password';
import { NewPassword, OneTimeCode, PasskeyName } from '../access/door-types';
import { offerTotp } from '../access/new-totp';
import { changeOwnKeys, readOwnKeys } from '../access/own-keys';
import { ProofSchema } from '../access/prove-again';
import { renameOwnPasskey } from '../access/rename-own-passkey';
import { renewRecovery } from '../access/renew-recovery';
import { replaceTotp } from '../access/replace-totp';
import { revokeOwnPasskey } from '../access/revoke-own-passkey';
import { RegistrationSchema } from '../access/webauthn';
import { showOwnAccount } from './own-account';
import { CreationOptions, OfferedTotpSchema, OwnAccount, RecoveryCodes } from './own-means-types';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';

/** One key for each act; which acts there are is the screens' business. */
const ChosenKeys = z.record(z.string().regex(/^[a-z-]{1,30}$/), z.string().regex(/^⇧?[^\s\p{C}]$/u)).refine((keys) => Object.keys(keys).length <= 60);
const Done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

/**
 * « Mon compte »: what each professional does with his own means of identification. Whoever sits at an open screen is asked again who he is. The proof of a new secret is bound
 * to the word for the change and not to the secret: a proof is kept for good, and a password must leave nothing behind.
 */
export const accountRouter = router({
  mine: professional('account.manage')
    .input(z.void())
    .output(OwnAccount)
    .query(async ({ ctx: { useCase } }) => unwrap(await showOwnAccount(useCase))),

  /** The keys of the keyboard that the person chose. */
  keys: professional('account.manage')
    .input(z.void())
    .output(ChosenKeys)
    .query(({ ctx: { useCase } }) => readOwnKeys(useCase)),

  changeKeys: professional('account.manage')
    .input(z.object({ keys: ChosenKeys }))
    .output(z.object({ keys: z.number() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await changeOwnKeys(useCase, input))),

  /** The challenge for a new key, given for a proof: none is added without. */
  askPasskey: professional('account.manage')
    .input(z.object({ change: z.literal('passkey'), proof: ProofSchema }))
    .output(z.object({ options: CreationOptions }))
    .mutation(async ({ ctx: { useCase }, input }) => {
      await proven(useCase, 'change-account', input);
      return { options: unwrap(await askOwnPasskey(useCase)) };
    }),

  addPasskey: professional('account.manage')
    .input(z.object({ name: PasskeyName, registration: RegistrationSchema }))
    .output(z.object({ passkeyId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await addPasskey(useCase, input))),

  renamePasskey: professional('account.manage')
    .input(z.object({ passkeyId: z.uuid(), name: PasskeyName }))
    .output(Done)
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await renameOwnPasskey(useCase, input)) && DONE),

  revokePasskey: professional('account.manage')
    .input(z.object({ passkeyId: z.uuid(), proof: ProofSchema }))
    .output(Done)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { content, proofId } = await proven(useCase, 'change-account', input);
      return unwrap(await revokeOwnPasskey(useCase, content, proofId)) && DONE;
    }),

  changePassword: professional('account.manage')
    .input(z.object({ password: NewPassword, proof: ProofSchema }))
    .output(Done)
    .mutation(async ({ ctx: { useCase }, input: { password, proof } }) => {
      const { proofId } = await proven(useCase, 'change-account', { change: 'password', proof });
      return unwrap(await changePassword(useCase, { password }, proofId)) && DONE;
    }),

  /** Stores nothing: the secret is kept once a code of it came back. */
  offerTotp: professional('account.manage')
    .input(z.void())
    .output(OfferedTotpSchema)
    .query(({ ctx: { useCase } }) => offerTotp(useCase)),

  replaceTotp: professional('account.manage')
    .input(z.object({ sealed: z.string().max(400), code: OneTimeCode, proof: ProofSchema }))
    .output(Done)
    .mutation(async ({ ctx: { useCase }, input: { proof, ...given } }) => {
      const { proofId } = await proven(useCase, 'change-account', { change: 'totp', proof });
      return unwrap(await replaceTotp(useCase, given, proofId)) && DONE;
    }),

  renewRecovery: professional('account.manage')
    .input(z.object({ change: z.literal('recovery'), proof: ProofSchema }))
    .output(RecoveryCodes)
    .mutation(async ({ ctx: { useCase }, input }) => {
      const { proofId } = await proven(useCase, 'change-account', input);
      return { codes: unwrap(await renewRecovery(useCase, proofId)) };
    }),
});
