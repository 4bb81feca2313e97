import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome } from '../platform/outcome';
import { findSameAssertion } from './proof-store';
import { type Proof, type ProofRefusal, proveAgain, type What } from './prove-again';

/**
 * Answers the stored proof as `proveAgain` does, except that a request which comes twice with the very same assertion, because its answer was lost, finds the
 * proof that the first one made. Only for an act that itself refuses a second use of a proof (a decision: unique index on its proof).
 */
export async function proveRepeatably(ctx: Context<ProfessionalActor>, proof: Proof, what: What): Promise<Outcome<{ proofId: string }, ProofRefusal>> {
  const earlier = await keptProof(ctx, proof, what);
  if (earlier) return done(earlier);
  const proven = await proveAgain(ctx, proof, what);
  if (proven.ok || proven.refusal.code !== 'proof-refused') return proven;
  // The first request may have stored it while this one waited for the challenge.
  const meanwhile = await keptProof(ctx, proof, what);
  return meanwhile ? done(meanwhile) : proven;
}

async function keptProof(ctx: Context<ProfessionalActor>, proof: Proof, what: What): Promise<{ proofId: string } | null> {
  if (proof.method !== 'passkey') return null;
  const { userId, sessionId } = ctx.actor;
  const row = await ctx.transaction((tx) => findSameAssertion(tx, { userId, sessionId, ...what, ...proof.assertion.response }));
  return row ? { proofId: row.id } : null;
}
