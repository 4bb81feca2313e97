import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isOfDesk } from './desk-store';
import { withdrawCodes } from './enrolment-store';
import { findOneRepresentation, revokeOne } from './representation-store';

/** Takes a representation back for good, with the code that was printed for it; the session that reads by it ends with its next request. */
export async function revokeRepresentation(
  ctx: Context<ProfessionalActor>,
  { representationId, reason }: { representationId: string; reason: string },
  proofId: string,
): Promise<Outcome<{ revoked: true }, Refusal<'not-found' | 'already-ended'>>> {
  const denied = requireAccess(ctx, 'desk.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const row = await findOneRepresentation(tx, representationId);
    if (!row || !(await isOfDesk(tx, row.patientId))) return refuse('not-found');
    if (!(await revokeOne(tx, row.id, { at: ctx.now(), by: ctx.actor.userId, reason }))) return refuse('already-ended');
    const codes = await withdrawCodes(tx, { patientId: row.patientId, representationId: row.id }, ctx.now());
    await append(tx, ctx, { action: 'representation.revoke', patientId: row.patientId, subjectId: row.id, detail: { kind: row.kind, codes, proof: proofId } });
    return done({ revoked: true });
  });
}
