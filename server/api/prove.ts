import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { type Proof, proveAgain } from '../access/prove-again';
import type { Act } from '../access/step-up-rules';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { unwrap } from './refusal';

export type { Proof } from '../access/prove-again';
export type { Act } from '../access/step-up-rules';

/** What the browser's authenticator is asked, as the screens get it. */
export type AskedAssertion = PublicKeyCredentialRequestOptionsJSON;

/** How the person will prove herself, as the screens get it. */
export const AskedProofSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password') }),
  z.object({ method: z.literal('passkey'), options: z.custom<PublicKeyCredentialRequestOptionsJSON>((value) => typeof value === 'object' && value !== null) }),
]);

/** What a proof is bound to: the hash of the act's own input, as the screen showed it. */
export const contentHashOf = (content: Record<string, unknown>): string => hashOf(content);

/**
 * Takes the proof off the input of a sensitive mutation and verifies it against the rest; answers the rest and the proof's id, or throws the refusal.
 *
 * @example
 * .mutation(async ({ ctx: { useCase }, input }) => {
 *   const { content, proofId } = await proven(useCase, 'change-rights', input);
 *   return unwrap(await grantHabilitation(useCase, content, proofId));
 * })
 */
export async function proven<Input extends { proof: Proof }>(
  ctx: Context<ProfessionalActor>,
  act: Act,
  { proof, ...content }: Input,
): Promise<{ content: Omit<Input, 'proof'>; proofId: string }> {
  const { proofId } = unwrap(await proveAgain(ctx, proof, { act, contentHash: contentHashOf(content) }));
  return { content, proofId };
}
