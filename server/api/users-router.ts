import { z } from 'zod';
import { changeIdentity } from '../access/change-identity';
import { closeSessionOf } from '../access/close-session-of';
import { disableAccount } from '../access/disable-account';
import { enableAccount } from '../access/enable-account';
import { endHabilitation } from '../access/end-habilitation';
import { grantHabilitations } from '../access/grant-habilitations';
import { ProofSchema } from '../access/prove-again';
import { readUsers } from '../access/read-users';
import { recordSecrecy } from '../access/record-secrecy';
import { restoreAccess } from '../access/restore-access';
import { revokePasskeys } from '../access/revoke-passkeys';
import { professional, router } from './procedure';
import { proven } from './prove';
import { unwrap } from './refusal';
import { checkPlaces, prescriberIdOf, readPlaces, reviewAccess, showUser } from './users';
import { End, Grant, Identity, Places, Review, User, UserFilter, UserId, Users } from './users-types';

const proof = { proof: ProofSchema };

/** Who may come in, and what for: read by administrators and quality managers, changed by administrators who prove themselves for each act. */
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

  identify: professional('user.manage')
    .input(Identity.extend({ ...UserId.shape, ...proof }))
    .output(z.object({ fields: z.array(z.string()) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await changeIdentity(useCase, { ...content, prescriberId: await prescriberIdOf(useCase, content.rppsNumber) }, proofId));
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
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await restoreAccess(useCase, content, proofId));
    }),

  disable: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ sessionsClosed: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await disableAccount(useCase, content, proofId));
    }),

  enable: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ enabled: z.literal(true) }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
      return unwrap(await enableAccount(useCase, content, proofId));
    }),

  revokePasskeys: professional('user.manage')
    .input(UserId.extend(proof))
    .output(z.object({ revoked: z.number() }))
    .mutation(async ({ input, ctx: { useCase } }) => {
      const { content, proofId } = await proven(useCase, 'change-rights', input);
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
});
