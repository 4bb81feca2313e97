import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { insertDelay, lockDelay } from './delay-store';
import { ownLaboratories } from './list-delays';
import { readTestDefinitions } from './read-catalogue';
import { checkDelay } from './rules';

export interface SetDelay {
  laboratoryId: string;
  loincCode: string;
  /** Null = no urgent delay for this examination. */
  minutes: number | null;
  reason: string;
  /** The version that the person had before her; 0 = what the catalogue proposes. */
  seen: number;
}

type Refused = Refusal<'not-found' | 'delay-out-of-range' | 'reason-too-short' | 'delay-changed' | 'delay-unchanged'>;

/**
 * Sets a laboratory's urgent delay for one examination, as a new version: nothing is rewritten, and the dossiers that wait are counted anew.
 * @see arrêté of 15 December 2016 (each laboratory's list)
 */
export async function setDelay(ctx: Context<ProfessionalActor>, input: SetDelay): Promise<Outcome<{ version: number }, Refused>> {
  const denied = requireAccess(ctx, 'delays.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const { laboratoryId, loincCode, minutes } = input;
    const definition = (await readTestDefinitions(tx, [loincCode])).get(loincCode);
    if (!definition || !(await ownLaboratories(ctx, tx)).some(({ id }) => id === laboratoryId)) return refuse('not-found');
    const newest = await lockDelay(tx, laboratoryId, loincCode);
    const refusal = checkDelay(input, newest ?? { version: 0, minutes: definition.urgentDelayMinutes, madeByName: '' });
    if (refusal) return refuse(refusal.code, refusal.code === 'delay-changed' ? { by: refusal.by } : undefined);
    const version = (newest?.version ?? 0) + 1;
    const { userId: madeBy, name: madeByName } = ctx.actor;
    await insertDelay(tx, { laboratoryId, loincCode, version, minutes, reason: input.reason.trim(), madeBy, madeByName, since: ctx.now() });
    await append(tx, ctx, { action: 'delays.set', subjectId: laboratoryId, detail: { loincCode, version, minutes } });
    await tell(tx, { name: 'delays.changed', dossierId: null, subjectId: laboratoryId }, ctx.now());
    return done({ version });
  });
}
