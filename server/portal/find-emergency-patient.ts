import { withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { SEARCHES } from './break-glass-rules';
import { type FoundPatient, findByTraits } from './break-glass-store';

/**
 * Answers who has exactly this name and this birth date, when it is one person, so that an emergency is opened for the right one; never a list, never a
 * report. Ten searches an hour; each is traced, found or not, without a word of what was searched.
 * @see threats.md 2; GBUI VII-5e, VII-5h
 */
export async function findEmergencyPatient(
  ctx: Context<ProfessionalActor>,
  input: { birthFamilyName: string; birthDate: string; identifier: string },
): Promise<Outcome<FoundPatient, Refusal<'not-found' | 'too-many-requests' | 'nobody-found'>>> {
  const denied = requireAccess(ctx, 'breakglass.request');
  if (denied) return denied;
  const mayTry = await ctx.transaction((tx) => withinLimit(tx, SEARCHES, ctx.actor.userId, ctx.now()));
  return ctx.transaction(async (tx) => {
    const found = mayTry ? await findByTraits(tx, input) : undefined;
    const reason = mayTry ? 'nobody-found' : 'too-many-tries';
    await append(tx, ctx, {
      action: 'breakglass.find',
      outcome: found ? 'done' : 'refused',
      patientId: found?.patientId ?? null,
      detail: found ? {} : { reason },
    });
    if (!mayTry) return refuse('too-many-requests');
    return found ? done(found) : refuse('nobody-found');
  });
}
