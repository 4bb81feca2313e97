import { forgiveTry, withinLimit } from '../access/rate-limit';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { ProfessionalActor } from '../platform/actor';
import { assert } from '../platform/assert';
import type { Context } from '../platform/context';
import { readEnvironment, requireVariable } from '../platform/env';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { presenceHash, WRONG_CODES } from './presence-rules';
import { redeemCode } from './presence-store';

export interface Redeemed {
  accessId: string;
  patientName: string;
  expiresAt: Date;
}

/**
 * Opens what a patient chose to show, to this professional, to read, for one hour: for the right code with the right birth date, once. The try is counted
 * before anything is verified, a right one is given back; which of the two was wrong is never told, and every try is traced.
 * @see GBUI VII-5e, VII-5h
 */
export async function redeemPresenceCode(
  ctx: Context<ProfessionalActor>,
  input: { code: string; birthDate: string },
): Promise<Outcome<Redeemed, Refusal<'not-found' | 'too-many-requests' | 'wrong-code'>>> {
  const denied = requireAccess(ctx, 'presence.redeem');
  if (denied) return denied;
  const { userId } = ctx.actor;
  const mayTry = await ctx.transaction((tx) => withinLimit(tx, WRONG_CODES, userId, ctx.now()));
  return ctx.transaction(async (tx) => {
    const codeHash = presenceHash(input.code, requireVariable(readEnvironment(), 'NEXTAUTH_SECRET'));
    const opened = mayTry ? await redeemCode(tx, { codeHash, birthDate: input.birthDate, accessId: newId() }) : undefined;
    if (!opened) {
      await append(tx, ctx, { action: 'presence.redeem', outcome: 'refused', detail: { reason: mayTry ? 'wrong-code' : 'too-many-tries' } });
      return refuse(mayTry ? 'wrong-code' : 'too-many-requests');
    }
    await forgiveTry(tx, WRONG_CODES, userId, ctx.now());
    const patient = await readPatient(tx, opened.patientId);
    assert(patient, 'who was let in may call the patient by name');
    await append(tx, ctx, { action: 'presence.redeem', patientId: patient.id, subjectId: opened.accessId });
    await announce(tx, 'results', patient.id);
    return done({
      accessId: opened.accessId,
      patientName: `${patient.usedFamilyName ?? patient.birthFamilyName} ${patient.firstGivenName}`,
      expiresAt: opened.expiresAt,
    });
  });
}
