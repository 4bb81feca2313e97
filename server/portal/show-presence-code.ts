import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { readEnvironment, requireVariable } from '../platform/env';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { CODE_LIFE_MS, newPresenceCode, presenceHash } from './presence-rules';
import { endUnusedCodes, insertCode, openableAmong, openableOfPatient } from './presence-store';

export interface ShowInput {
  /** Null = all of hers. */
  reportIds: string[] | null;
}

/**
 * Answers six digits for the patient to show: good for fifteen minutes, once, for exactly the reports chosen, and never for one that she could not open
 * herself. There is one live code per patient; the one before ends. Only here are the digits ever told.
 * @see GBUI VII-5e
 */
export async function showPresenceCode(
  ctx: Context<PatientActor>,
  input: ShowInput,
): Promise<Outcome<{ code: string; expiresAt: Date }, Refusal<'not-found' | 'nothing-to-show'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { patientId, accountId, representationId } = ctx.actor;
  // Before the transaction, whose wall counts the fifteen minutes from its own beginning.
  const now = ctx.now();
  return ctx.transaction(async (tx) => {
    const chosen = input.reportIds === null ? await openableOfPatient(tx, patientId) : await openableAmong(tx, input.reportIds);
    if (chosen.length < (input.reportIds?.length ?? 1)) return refuse(input.reportIds?.length ? 'not-found' : 'nothing-to-show');
    await endUnusedCodes(tx, patientId, now);
    const code = newPresenceCode();
    const row = {
      id: newId(),
      patientId,
      accountId,
      codeHash: presenceHash(code, requireVariable(readEnvironment(), 'NEXTAUTH_SECRET')),
      // « All » of somebody else's is what the representative may open, counted now.
      reportIds: input.reportIds === null && representationId === null ? null : chosen,
      createdAt: now,
      expiresAt: new Date(now.getTime() + CODE_LIFE_MS),
    };
    await insertCode(tx, row);
    await append(tx, ctx, { action: 'presence.show', patientId, subjectId: row.id, detail: { reports: row.reportIds?.length ?? 'all' } });
    await announce(tx, 'results', patientId);
    return done({ code, expiresAt: row.expiresAt });
  });
}
