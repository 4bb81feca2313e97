import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId, newToken, sha256 } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { terminalCookie } from './browser-cookies';
import { spendChallenge } from './challenge-store';
import { type Limit, withinLimit } from './rate-limit';
import { relyingParty } from './relying-party';
import { traitsOf } from './terminal-of';
import { isSignedBy, TERMINAL_PROOF_MS, terminalStatement } from './terminal-rules';
import { findTerminalByTraits, isKnownKey, keepByKey } from './terminal-store';

/** A hospital comes from one address; a script that makes keys does too. */
const PROOFS: Limit = { name: 'terminal-proof', most: 300, windowMs: 3600_000 };

export interface TerminalProof {
  /** SPKI, base64url. */
  publicKey: string;
  challenge: string;
  signature: string;
}

export interface ProvenTerminal {
  cookie: string;
  /** False once it is passivated or revoked: its key opens nothing, it only says which terminal this is. */
  isActive: boolean;
}

type ProofRefusal = Refusal<'proof-refused' | 'terminal-blocked' | 'too-many-requests'>;

/**
 * Recognises the device whose key signed the challenge, and takes it in, undeclared, when it is new. Never takes a challenge of another browser, one used before
 * or one too old; spends it in any case. A blocked browser without a key does not become a new device by making one.
 * @see issue « Access », Terminals: a device is known by its own key
 */
export async function proveTerminal(ctx: Context<AnonymousActor>, proof: TerminalProof): Promise<Outcome<ProvenTerminal, ProofRefusal>> {
  if (!(await ctx.transaction((tx) => withinLimit(tx, PROOFS, ctx.actor.address, ctx.now())))) return refuse('too-many-requests');
  return ctx.transaction(async (tx) => {
    const isProven = await isProof(ctx, tx, proof);
    if (isProven && (await isNewKeyOfBlocked(ctx, tx, proof.publicKey))) return refuse('terminal-blocked');
    if (isProven) return done(await keep(ctx, tx, proof.publicKey));
    await append(tx, ctx, { action: 'terminal.prove', outcome: 'refused' });
    return refuse('proof-refused');
  });
}

async function isProof(ctx: Context<AnonymousActor>, tx: Transaction, { publicKey, challenge, signature }: TerminalProof): Promise<boolean> {
  const spent = await spendChallenge(tx, challenge, 'terminal', ctx.now());
  const { bindingHash } = ctx.actor;
  if (!spent || !bindingHash || spent.bindingHash !== bindingHash) return false;
  return isSignedBy(publicKey, terminalStatement(relyingParty().origin, challenge), signature);
}

async function isNewKeyOfBlocked(ctx: Context<AnonymousActor>, tx: Transaction, publicKey: string): Promise<boolean> {
  const keyless = await findTerminalByTraits(tx, traitsOf(ctx.actor));
  return keyless !== undefined && keyless.state !== 'active' && !(await isKnownKey(tx, publicKey));
}

async function keep(ctx: Context<AnonymousActor>, tx: Transaction, publicKey: string): Promise<ProvenTerminal> {
  const token = newToken();
  const now = ctx.now();
  const { row, isNew } = await keepByKey(tx, {
    id: newId(),
    publicKey,
    tokenHash: sha256(token),
    tokenExpiresAt: new Date(now.getTime() + TERMINAL_PROOF_MS),
    browser: ctx.actor.terminal,
    address: ctx.actor.address,
    lastSeenAt: now,
  });
  await append(tx, ctx, { action: isNew ? 'terminal.register' : 'terminal.prove', subjectId: row.id });
  return { cookie: terminalCookie(token, TERMINAL_PROOF_MS / 1000), isActive: row.state === 'active' };
}
