import { requireAccess } from '../access/require-access';
import { tellNotice } from '../access/tell-notice';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { isTextEnough, OPEN_MS, type Reason } from './break-glass-rules';
import { endBreakGlass, insertBreakGlass, isPatientKnown } from './break-glass-store';

export interface OpenInput {
  patientId: string;
  reason: Reason;
  reasonText: string;
}

/**
 * Opens one patient to one professional for one hour, to read, for a reason that he wrote and proved to be there for; the medical administrator learns it at
 * once and must review it. What the patient masked from professionals stays closed.
 * @see GBUI VII-5e, VII-5f; threats.md 2, 24
 */
export async function openBreakGlass(
  ctx: Context<ProfessionalActor>,
  input: OpenInput,
  proofId: string,
): Promise<Outcome<{ id: string; expiresAt: Date }, Refusal<'not-found' | 'reason-too-short'>>> {
  const denied = requireAccess(ctx, 'breakglass.request');
  if (denied) return denied;
  const { userId, name } = ctx.actor;
  return ctx.transaction(async (tx) => {
    if (!(await isPatientKnown(tx, input.patientId))) return refuse('not-found');
    if (!isTextEnough(input.reasonText)) return refuse('reason-too-short');
    // Asked again for the same patient it begins anew, with its own reason and its own review.
    await endBreakGlass(tx, { userId, patientId: input.patientId }, ctx.now());
    const row = { id: newId(), userId, ...input, proofId, grantedAt: ctx.now(), expiresAt: new Date(ctx.now().getTime() + OPEN_MS) };
    await insertBreakGlass(tx, row);
    await append(tx, ctx, { action: 'breakglass.open', patientId: input.patientId, subjectId: row.id, detail: { reason: input.reason, proofId } });
    await tellNotice(tx, ctx, {
      kind: 'break-glass',
      audience: { role: 'medical_administrator' },
      subjectId: row.id,
      detail: { by: name, reason: input.reason },
    });
    await announce(tx, 'security', userId);
    return done({ id: row.id, expiresAt: row.expiresAt });
  });
}
