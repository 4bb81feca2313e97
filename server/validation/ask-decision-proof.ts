import { askProof } from '../access/prove-again';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { prepareDecision } from './prepare-decision';
import type { SignedIntent } from './statement';

export type AskedProof = Awaited<ReturnType<typeof askProof>>;

/**
 * Asks the biologist to prove herself again for exactly the statement whose fingerprint her screen shows; refuses before she is asked when the dossier is not
 * that any more. Records a challenge and nothing else.
 */
export async function askDecisionProof(
  ctx: Context<ProfessionalActor>,
  input: SignedIntent & { dossierId: string; fingerprint: string },
): Promise<Outcome<AskedProof, Refusal<'not-found' | 'dossier-changed'>>> {
  const prepared = await prepareDecision(ctx, input);
  if (!prepared.ok) return prepared;
  if (prepared.value.fingerprint !== input.fingerprint) return refuse('dossier-changed');
  return done(await askProof(ctx, { act: input.kind, contentHash: input.fingerprint }));
}
