import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { ownLaboratories } from '../catalogue/list-delays';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import type { DecisionPolicy } from './second-reading-rules';
import { insertPolicy, lockPolicy, newestPolicy } from './second-reading-store';

export interface SetPolicy extends DecisionPolicy {
  laboratoryId: string;
  reason: string;
  /** The version that the person had before her; 0 = none. */
  seen: number;
}

/** Writes how a laboratory wants decisions taken, as a new version; what is already signed keeps the version it was signed under. */
export async function setPolicy(
  ctx: Context<ProfessionalActor>,
  input: SetPolicy,
): Promise<Outcome<{ version: number }, Refusal<'not-found' | 'reason-too-short' | 'policy-changed' | 'unknown-test'>>> {
  const denied = requireAccess(ctx, 'decision-policy.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const { laboratoryId, readerEffect, ownResult } = input;
    if (!(await ownLaboratories(ctx, tx)).some(({ id }) => id === laboratoryId)) return refuse('not-found');
    if (input.reason.trim().length < 5) return refuse('reason-too-short');
    const readerCodes = [...new Set(input.readerCodes)].sort();
    const known = await readTestDefinitions(tx, readerCodes);
    if (readerCodes.some((code) => !known.has(code))) return refuse('unknown-test');
    await lockPolicy(tx, laboratoryId);
    const newest = await newestPolicy(tx, laboratoryId);
    if ((newest?.version ?? 0) !== input.seen) return refuse('policy-changed', { by: newest?.madeByName ?? '' });
    const version = input.seen + 1;
    const { userId: madeBy, name: madeByName } = ctx.actor;
    await insertPolicy(tx, { laboratoryId, version, readerCodes, readerEffect, ownResult, reason: input.reason.trim(), madeBy, madeByName, since: ctx.now() });
    await append(tx, ctx, { action: 'decision-policy.set', subjectId: laboratoryId, detail: { version, readerCodes, readerEffect, ownResult } });
    return done({ version });
  });
}
