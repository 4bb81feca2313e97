import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { bindingCookie } from './browser-cookies';
import { type Limit, withinLimit } from './rate-limit';
import { askAssertion } from './webauthn';

/** Each asking stores a challenge: nobody fills the table from one address. */
const ASKINGS: Limit = { name: 'ask-entry', most: 60, windowMs: 60_000 };

export interface AskedEntry {
  options: PublicKeyCredentialRequestOptionsJSON;
  /** Binds the challenge to this browser: only it may come back with the answer. Null when the browser has one. */
  cookie: string | null;
}

/** Asks whoever is at the door for a passkey. Names no credential and needs no identifier, so that it says nothing about who exists (threats.md 10). */
export async function askEntry(ctx: Context<AnonymousActor>, purpose: 'enter' | 'second-factor'): Promise<Outcome<AskedEntry, Refusal<'too-many-requests'>>> {
  const now = ctx.now();
  if (!(await ctx.transaction((tx) => withinLimit(tx, ASKINGS, ctx.actor.address, now)))) return refuse('too-many-requests');
  const fresh = ctx.actor.bindingHash ? null : newToken();
  const bindingHash = fresh === null ? ctx.actor.bindingHash : sha256(fresh);
  const options = await ctx.transaction((tx) => askAssertion(tx, { purpose, binding: { bindingHash }, now }));
  return done({ options, cookie: fresh === null ? null : bindingCookie(fresh) });
}
