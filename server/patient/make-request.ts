import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { NewRequest } from './my-types';
import { insertRequest, laboratoryIdOfPatient } from './request-store';

const LIMIT = { name: 'patient-request', most: 10, windowMs: 24 * 3_600_000 };

/**
 * Hands a patient's request to the laboratory, where it is a task until it is answered. Relais corrects nothing by itself: identity is the LIS's.
 * @see GBUI III-1b, X-4; RGPD art. 15, 16
 */
export async function makeRequest(
  ctx: Context<PatientActor>,
  input: NewRequest,
): Promise<Outcome<{ requestId: string }, Refusal<'not-found' | 'too-many-requests'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  if (ctx.actor.representationId !== null) return refuse('not-found');
  const { patientId } = ctx.actor;
  if (!(await ctx.transaction((tx) => withinLimit(tx, LIMIT, patientId, ctx.now())))) return refuse('too-many-requests');
  return ctx.transaction(async (tx) => {
    const id = newId();
    const laboratoryId = await laboratoryIdOfPatient(tx, patientId);
    await insertRequest(tx, { id, patientId, laboratoryId, ...input, createdAt: ctx.now() });
    await append(tx, ctx, { action: 'patient.request', patientId, subjectId: id, detail: { kind: input.kind, field: input.field } });
    return done({ requestId: id });
  });
}
