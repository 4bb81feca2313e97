import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { lastSeal, openings, openingsOf } from './emergency-store';
import { requireAccess } from './require-access';

const NEWEST = 20;

export interface EmergencyStanding {
  state: 'none' | 'sealed' | 'opened';
  sealedAt: Date | null;
  /** Null when it was sealed at the machine's console, or never. */
  sealedBy: string | null;
  openings: { at: Date; reason: string; address: string }[];
}

/** Whether the envelope in the safe is still sealed, since when, and every use there ever was. Neither its login nor what it holds is told. */
export async function readEmergency(ctx: Context<ProfessionalActor>): Promise<Outcome<EmergencyStanding, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'emergency.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const seal = await lastSeal(tx);
    const used = seal ? await openingsOf(tx, seal.accountId) : { times: 0 };
    return done({
      state: seal ? (used.times > 0 ? 'opened' : 'sealed') : 'none',
      sealedAt: seal?.sealedAt ?? null,
      sealedBy: seal?.givenName && seal.familyName ? `${seal.givenName} ${seal.familyName}` : null,
      openings: (await openings(tx, NEWEST)).map(({ at, reason, address }) => ({ at, reason, address })),
    });
  });
}
