import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { bindingCookie } from './browser-cookies';
import { insertChallenge } from './challenge-store';
import { newChallenge } from './webauthn';

const CHALLENGE_MS = 60_000;

/** Asks a device to sign a challenge: good once, for a minute, in the browser that asked. Answers the cookie that binds it, when the browser had none. */
export async function askTerminalProof(ctx: Context<AnonymousActor>): Promise<{ challenge: string; cookie: string | null }> {
  const challenge = newChallenge();
  const fresh = ctx.actor.bindingHash ? null : newToken();
  const now = ctx.now();
  await ctx.transaction((tx) =>
    insertChallenge(tx, {
      id: newId(),
      purpose: 'terminal',
      challenge,
      bindingHash: fresh === null ? ctx.actor.bindingHash : sha256(fresh),
      createdAt: now,
      expiresAt: new Date(now.getTime() + CHALLENGE_MS),
    }),
  );
  return { challenge, cookie: fresh === null ? null : bindingCookie(fresh) };
}
