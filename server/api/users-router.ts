import { z } from 'zod';
import { changeIdentity } from '../access/change-identity';
import { closeSessionOf } from '../access/close-session-of';
import { createAccount } from '../access/create-account';
import { disableAccount } from '../access/disable-account';
import { enableAccount } from '../access/enable-account';
import { endHabilitation } from '../access/end-habilitation';
import { grantHabilitations } from '../access/grant-habilitations';
import { ProofSchema } from '../access/prove-again';
import { readUsers } from '../access/read-users';
import { recordSecrecy } from '../access/record-secrecy';
import { renewActivation } from '../access/renew-activation';
import { restoreAccess } from '../access/restore-access';
import { revokePasskeys } from '../access/revoke-passkeys';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';
import { checkPlaces, prescriberIdOf, readPlaces, reviewAccess, showUser } from './users';
import { applyRows, previewRows } from './users-import';
import {
  ActivationCode,
  End,
  Grant,
  Identity,
  ImportDone,
  ImportPreview,
  ImportRows,
  Login,
  OpenedAccount,
  Places,
  Review,
  User,
  UserFilter,
  UserId,
  Users,
} from './users-types';

const proof = { proof: ProofSchema };

/**
 * Who may come in, and what for: read by administrators and quality managers, changed by administrators who prove themselves for each act. Where the input names the person
 * only, the proof is bound to the word for the change too: what was shown as one change stands for no other.
 */
export const usersRouter = router({
  list: professional('user.read')
    .input(UserFilter)
    .output(Users)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await readUsers(useCase, input))),

  places: professional('user.read')
    .input(z.void())
    .output(Places)
    .query(({ ctx: { useCase } }) => readPlaces(useCase)),

  detail: professional('user.read')
    .input(UserId)
    .output(User)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await showUser(useCase, input))),

  review: professional('user.read')
    .input(z.void())
    .output(Review)
    .query(async ({ ctx: { useCase } }) => unwrap(await reviewAccess(useCase))),

  /** The code is answered once and kept nowhere. */
  create: professional('user.manage')
    .input(Identity.extend({ login: Login, ...proof }))
    .output(OpenedAccount)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await createAccount(useCase, { ...content, prescriberId: await prescriberIdOf(useCase, content.rppsNumber) }, proofId));
    }),

  identify: professional('user.manage')
    .input(Identity.extend({ ...UserId.shape, ...proof }))
    .output(z.object({ fields: z.array(z.string()) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await changeIdentity(useCase, { ...content, prescriberId: await prescriberIdOf(useCase, content.rppsNumber) }, proofId));
    }),

  renewActivation: professional('user.manage')
    .input(UserId.extend(proof))
    .output(ActivationCode)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', { ...input, change: 'renewActivation' as const });
      return unwrap(await renewActivation(useCase, content, proofId));
    }),

  grant: professional('user.manage')
    .input(Grant.extend(proof))
    .output(z.object({ habilitationIds: z.array(z.string()) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      unwrap(await checkPlaces(useCase, content.role, content.placeIds));
      return unwrap(await grantHabilitations(useCase, content, proofId));
    }),

  end: professional('user.manage')
    .input(End.extend(proof))
    .output(z.object({ endsAt: z.date() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await endHabilitation(useCase, content, proofId));
    }),

  restore: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ restored: z.literal(true) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', { ...input, change: 'restore' as const });
      return unwrap(await restoreAccess(useCase, content, proofId));
    }),

  disable: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ sessionsClosed: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', { ...input, change: 'disable' as const });
      return unwrap(await disableAccount(useCase, content, proofId));
    }),

  enable: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ enabled: z.literal(true) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', { ...input, change: 'enable' as const });
      return unwrap(await enableAccount(useCase, content, proofId));
    }),

  revokePasskeys: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ revoked: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', { ...input, change: 'revokePasskeys' as const });
      return unwrap(await revokePasskeys(useCase, content, proofId));
    }),

  closeSession: professional('user.manage')
    .input(UserId.extend({ sessionId: z.uuid(), ...proof }))
    .output(z.object({ closed: z.literal(true) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await closeSessionOf(useCase, content, proofId));
    }),

  recordSecrecy: professional('user.manage')
    .input(UserId.extend({ signedOn: z.iso.date(), ...proof }))
    .output(z.object({ signedOn: z.string() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await recordSecrecy(useCase, content, proofId));
    }),

  /** What a file would do, line by line; nothing is written. */
  previewImport: professional('user.manage')
    .input(z.object({ rows: ImportRows }))
    .output(ImportPreview)
    .query(async ({ input, ctx: { useCase } }) => unwrap(await previewRows(useCase, input.rows))),

  /** Exactly what was previewed, whole or not at all; the codes are answered once. */
  applyImport: professional('user.manage')
    .input(z.object({ rows: ImportRows, fingerprint: z.string().length(64), ...proof }))
    .output(ImportDone)
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await applyRows(useCase, content, proofId));
    }),
});
