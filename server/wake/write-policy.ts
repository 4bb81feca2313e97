import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { writePolicyRow } from './store';
import type { PolicyInput } from './types';

/** Writes what may wake the person at the screen for these sites, and when; the wording before stays with its time. Nobody writes it for somebody else. */
export async function writePolicy(
  ctx: Context<ProfessionalActor>,
  input: PolicyInput,
): Promise<Outcome<{ since: Date }, Refusal<'not-found' | 'contact-malformed'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  if (input.siteIds.some((id) => !ctx.actor.siteIds.includes(id))) return refuse('not-found');
  if (!/^[\d+ .-]*$/.test(input.smsNumber)) return refuse('contact-malformed');
  const since = ctx.now();
  return ctx.transaction(async (tx) => {
    for (const siteId of new Set(input.siteIds)) {
      const id = newId();
      const { userId, name: writtenByName } = ctx.actor;
      const { reasons, from: fromClock, to: toClock, fallbackMinutes, smsNumber } = input;
      await writePolicyRow(tx, { id, userId, siteId, reasons: [...new Set(reasons)], fromClock, toClock, fallbackMinutes, smsNumber, since, writtenByName });
      await append(tx, ctx, { action: 'wake.policy', subjectId: id, detail: { siteId, reasons, from: fromClock, to: toClock, minutes: fallbackMinutes } });
    }
    return done({ since });
  });
}
