import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { askContact } from '../access/ask-contact';
import { askMyAuthenticator } from '../access/ask-my-authenticator';
import { askMyPasskey } from '../access/ask-my-passkey';
import { changeMyPasskey } from '../access/change-my-passkey';
import { chooseSecondFactor } from '../access/choose-second-factor';
import { sessionCookie } from '../access/cookies';
import { keepContact } from '../access/keep-contact';
import { keepMyAuthenticator } from '../access/keep-my-authenticator';
import { keepMyPasskey } from '../access/keep-my-passkey';
import { readMyAccess } from '../access/read-my-access';
import { setMyPassword } from '../access/set-my-password';
import { RegistrationSchema } from '../access/webauthn';
import { closeMyAccount } from '../patient/close-my-account';
import { openMyAccount } from '../patient/open-my-account';
import { patientOnly, router } from './procedure';
import { unwrap } from './refusal';

const Name = z.string().trim().min(1).max(60);
const Options = z.custom<PublicKeyCredentialCreationOptionsJSON>((value) => typeof value === 'object' && value !== null);
const Channel = z.enum(['sms', 'mail']);
const Answer = z.object({ step: z.string().max(100), code: z.string().max(20) });

const MyAccess = z.object({
  hasAccount: z.boolean(),
  login: z.string().nullable(),
  phone: z.string().nullable(),
  passwordSetAt: z.date().nullable(),
  secondFactor: z.enum(['sms', 'mail', 'totp']),
  hasPasswordPath: z.boolean(),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.date(), lastUsedAt: z.date().nullable() })),
  entries: z.array(z.object({ id: z.string(), method: z.string(), at: z.date(), terminal: z.string(), isOpen: z.boolean(), isThis: z.boolean() })),
});

/** A patient's or representative's own means of identification. */
export const meansRouter = router({
  mine: patientOnly('patient.enrol')
    .input(z.void())
    .output(MyAccess)
    .query(async ({ ctx: { useCase } }) => unwrap(await readMyAccess(useCase))),

  openAccount: patientOnly('patient.manage')
    .input(z.void())
    .output(z.object({ opened: z.boolean() }))
    .mutation(async ({ ctx: { useCase } }) => unwrap(await openMyAccount(useCase))),

  /** Records a challenge and nothing else. */
  askPasskey: patientOnly('patient.enrol')
    .input(z.void())
    .output(Options)
    .mutation(async ({ ctx: { useCase } }) => unwrap(await askMyPasskey(useCase))),

  keepPasskey: patientOnly('patient.enrol')
    .input(z.object({ registration: RegistrationSchema, name: Name }))
    .output(z.object({ passkeyId: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await keepMyPasskey(useCase, input))),

  renamePasskey: patientOnly('patient.manage')
    .input(z.object({ passkeyId: z.uuid(), name: Name }))
    .output(z.object({ changed: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input: { passkeyId, name } }) => unwrap(await changeMyPasskey(useCase, { passkeyId, change: { name } }))),

  revokePasskey: patientOnly('patient.manage')
    .input(z.object({ passkeyId: z.uuid() }))
    .output(z.object({ changed: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input: { passkeyId } }) => unwrap(await changeMyPasskey(useCase, { passkeyId, change: 'revoke' }))),

  askContact: patientOnly('patient.enrol')
    .input(z.object({ channel: Channel, address: z.string().max(200) }))
    .output(z.object({ step: z.string() }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await askContact(useCase, input))),

  keepContact: patientOnly('patient.enrol')
    .input(Answer)
    .output(z.object({ kept: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await keepContact(useCase, input))),

  setPassword: patientOnly('patient.enrol')
    .input(z.object({ password: z.string().max(200), current: z.string().max(200) }))
    .output(z.object({ set: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await setMyPassword(useCase, input))),

  /** Stores nothing. */
  askAuthenticator: patientOnly('patient.enrol')
    .input(z.void())
    .output(z.object({ uri: z.string(), secret: z.string(), sealed: z.string() }))
    .mutation(({ ctx: { useCase } }) => unwrap(askMyAuthenticator(useCase))),

  keepAuthenticator: patientOnly('patient.enrol')
    .input(z.object({ sealed: z.string().max(500), code: z.string().max(20) }))
    .output(z.object({ kept: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await keepMyAuthenticator(useCase, input))),

  chooseSecondFactor: patientOnly('patient.manage')
    .input(z.object({ channel: Channel }))
    .output(z.object({ chosen: z.literal(true) }))
    .mutation(async ({ ctx: { useCase }, input }) => unwrap(await chooseSecondFactor(useCase, input))),

  closeAccount: patientOnly('patient.manage')
    .input(z.void())
    .output(z.object({ closed: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      const closed = unwrap(await closeMyAccount(ctx.useCase));
      ctx.responseHeaders.append('set-cookie', sessionCookie('patient', '', 0));
      ctx.responseHeaders.set('clear-site-data', '"cache", "storage"');
      return closed;
    }),
});
