import type { Transaction } from '../../db/client';
import { newPaperCode, paperCodeHash } from '../access/paper-code';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ENROLMENT_LIFE_MS, mayEnrol } from './enrolment-rules';
import { findRepresentation, insertEnrolmentCode, withdrawCodes } from './enrolment-store';
import { findPatient } from './store';

export interface MadeCode {
  /** `XXXX-XXXX-XXXX`, shown once and kept nowhere. */
  code: string;
  expiresAt: Date;
}

/**
 * Makes the code for the sampling slip with which a patient, or the representative of this row, opens an account: sixty bits, ninety days, once. The one
 * before is withdrawn. Only the desk of a laboratory that sees the patient may, and only for an identity that is sure.
 */
export async function makeEnrolmentCode(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  { patientId, representationId = null }: { patientId: string; representationId?: string | null },
): Promise<Outcome<MadeCode, Refusal<'not-found' | 'identity-not-guaranteed'>>> {
  const denied = requireAccess(ctx, 'desk.manage');
  if (denied) return denied;
  const patient = await findPatient(tx, patientId);
  if (!patient) return refuse('not-found');
  if (representationId !== null && (await findRepresentation(tx, representationId))?.patientId !== patientId) return refuse('not-found');
  if (!mayEnrol(patient)) return refuse('identity-not-guaranteed');
  const now = ctx.now();
  const withdrawn = await withdrawCodes(tx, { patientId, representationId }, now);
  const [id, code, expiresAt] = [newId(), newPaperCode(), new Date(now.getTime() + ENROLMENT_LIFE_MS)];
  await insertEnrolmentCode(tx, { id, patientId, representationId, codeHash: paperCodeHash(code), madeBy: ctx.actor.userId, createdAt: now, expiresAt });
  await append(tx, ctx, { action: 'enrolment.make-code', patientId, subjectId: id, detail: { withdrawn, representationId } });
  return done({ code, expiresAt });
}
