import { insertStepUpProof } from '../../access/proof-store';
import type { What } from '../../access/prove-again';
import { append } from '../../audit/append';
import type { ProfessionalActor } from '../../platform/actor';
import type { Context } from '../../platform/context';
import { newId } from '../../platform/ids';

/**
 * Writes the proof that somebody of the demonstration's past gave his password, and answers its id. Nobody typed one: the trace says so, and a proof by
 * password claims no more than that this server says it.
 */
export async function seedProof(ctx: Context<ProfessionalActor>, { act, contentHash }: What): Promise<string> {
  const { userId, sessionId } = ctx.actor;
  const id = newId();
  await ctx.transaction(async (tx) => {
    await insertStepUpProof(tx, { id, userId, sessionId, act, contentHash, method: 'password', provenAt: ctx.now() });
    await append(tx, ctx, { action: 'session.prove', subjectId: id, detail: { act, method: 'password', content: contentHash, seeded: true } });
  });
  return id;
}
