import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newTotpSecret, stepOf, totpUri } from './one-time-code';
import { open, seal } from './secret-box';
import { findUser } from './store';

export interface OfferedTotp {
  /** What the authenticator scans. */
  uri: string;
  /** Base32, to be typed where nothing can be scanned. */
  secret: string;
  /** The secret as it comes back: only this session can use it, and nobody can put another in its place. */
  sealed: string;
}

/** Offers a fresh secret. Nothing is stored until a code of it came back: a secret that no authenticator holds would shut its person out. */
export async function offerTotp(ctx: Context<ProfessionalActor>): Promise<OfferedTotp> {
  const secret = newTotpSecret();
  const user = await ctx.transaction((tx) => findUser(tx, ctx.actor.userId));
  return { secret, uri: totpUri(user?.login ?? '', secret), sealed: seal(secret, ctx.actor.sessionId) };
}

/** The offered secret with the step of a right code, which is used up by it; null for a wrong code and for a secret that was not offered to this session. */
export function confirmedTotp(ctx: Context<ProfessionalActor>, { sealed, code }: { sealed: string; code: string }): { secret: string; step: number } | null {
  const secret = opened(sealed, ctx.actor.sessionId);
  const step = secret === null ? null : stepOf(code, secret, ctx.now());
  return secret === null || step === null ? null : { secret, step };
}

function opened(sealed: string, sessionId: string): string | null {
  try {
    return open(sealed, sessionId);
  } catch {
    return null;
  }
}
