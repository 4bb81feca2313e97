import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { passkeysOf } from './passkey-store';
import { insertStepUpProof } from './proof-store';
import { relyingParty } from './relying-party';
import type { Act } from './step-up-rules';
import { stepUpChallenge, stepUpNonce } from './step-up-rules';
import { verifyPassword } from './verify-password';
import { AssertionSchema, askAssertion, type VerifiedAssertion, verifyAssertion } from './webauthn';

/** What the person at the screen gives for a sensitive act: an assertion over that very act, or the password when there is no passkey. */
export const ProofSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('passkey'), assertion: AssertionSchema }),
  z.object({ method: z.literal('password'), password: z.string().max(200) }),
]);
export type Proof = z.infer<typeof ProofSchema>;

export interface What {
  act: Act;
  /** Hexadecimal SHA-256 of exactly what was displayed. */
  contentHash: string;
}

export type ProofRefusal = Refusal<'wrong-password' | 'account-locked' | 'proof-refused' | 'passkey-needed'>;

/** With what a person proves herself again: the password counts only until she has a passkey. */
export async function proofMethodOf(tx: Transaction, userId: string): Promise<Proof['method']> {
  return (await passkeysOf(tx, { realm: 'professional', personId: userId })).length > 0 ? 'passkey' : 'password';
}

/** What the browser needs to ask the person: the options of an assertion, or the word that a password will do. */
export async function askProof(ctx: Context<ProfessionalActor>, what: What) {
  return ctx.transaction(async (tx) => {
    const owner = { realm: 'professional', personId: ctx.actor.userId } as const;
    if ((await proofMethodOf(tx, owner.personId)) === 'password') return { method: 'password' as const };
    const nonce = stepUpNonce(ctx.now(), randomBytes(24));
    const challenge = { value: stepUpChallenge(what.act, what.contentHash, nonce), nonce, ...what };
    const options = await askAssertion(tx, { purpose: 'step-up', binding: { sessionId: ctx.actor.sessionId }, owner, now: ctx.now(), challenge });
    return { method: 'passkey' as const, options };
  });
}

/**
 * Answers the stored proof that this very person was there for this very act on this very content, or refuses. An assertion made for another act,
 * another content, another session, or used before, proves nothing; a password proves nothing for whoever has a passkey (threats.md 12).
 *
 * Call it before opening the transaction of the act: a failure stays counted even when the act is rolled back. The proof is stored by itself, so an act
 * that is then refused leaves a proof without an act, never the reverse.
 * @see product.md decisions 3 and 7; threats.md 12, 27
 */
export async function proveAgain(ctx: Context<ProfessionalActor>, proof: Proof, what: What): Promise<Outcome<{ proofId: string }, ProofRefusal>> {
  if (proof.method === 'password') return provePassword(ctx, proof.password, what);
  return ctx.transaction(async (tx) => {
    const verified = await verifyAssertion(tx, proof.assertion, {
      purpose: 'step-up',
      binding: { sessionId: ctx.actor.sessionId },
      realm: 'professional',
      now: ctx.now(),
    });
    const { act, contentHash } = verified?.challenge ?? {};
    if (!verified || act !== what.act || contentHash !== what.contentHash) {
      await append(tx, ctx, {
        action: 'session.prove',
        outcome: 'refused',
        subjectId: ctx.actor.sessionId,
        detail: { act: what.act, reason: 'proof-refused' },
      });
      return refuse('proof-refused');
    }
    return done(await keepAssertion(ctx, tx, verified, proof, what));
  });
}

async function provePassword(ctx: Context<ProfessionalActor>, password: string, what: What): Promise<Outcome<{ proofId: string }, ProofRefusal>> {
  if ((await ctx.transaction((tx) => proofMethodOf(tx, ctx.actor.userId))) === 'passkey') return refuse('passkey-needed');
  const verified = await verifyPassword(ctx, password);
  if (!verified.ok) return verified;
  const proofId = newId();
  await ctx.transaction(async (tx) => {
    await insertStepUpProof(tx, { ...baseOf(ctx, proofId, what), method: 'password' });
    await append(tx, ctx, { action: 'session.prove', subjectId: proofId, detail: { act: what.act, method: 'password', content: what.contentHash } });
  });
  return done({ proofId });
}

async function keepAssertion(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  { passkey, challenge }: VerifiedAssertion,
  { assertion }: Extract<Proof, { method: 'passkey' }>,
  what: What,
): Promise<{ proofId: string }> {
  const proofId = newId();
  const party = relyingParty();
  await insertStepUpProof(tx, {
    ...baseOf(ctx, proofId, what),
    method: 'passkey',
    credentialId: passkey.credentialId,
    publicKey: passkey.publicKey,
    nonce: challenge.nonce,
    rpId: party.id,
    origin: party.origin,
    authenticatorData: assertion.response.authenticatorData,
    clientDataJson: assertion.response.clientDataJSON,
    signature: assertion.response.signature,
  });
  await append(tx, ctx, {
    action: 'session.prove',
    subjectId: proofId,
    detail: { act: what.act, method: 'passkey', content: what.contentHash, passkey: passkey.id },
  });
  return { proofId };
}

const baseOf = (ctx: Context<ProfessionalActor>, id: string, { act, contentHash }: What) => ({
  id,
  userId: ctx.actor.userId,
  sessionId: ctx.actor.sessionId,
  act,
  contentHash,
  provenAt: ctx.now(),
});
