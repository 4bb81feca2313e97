import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readLegalEntities } from '../directory/read-directory';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { dayOf } from '../platform/paris-days';
import { type AgreementRefusal, type AgreementRequest, checkAgreement, paired } from './rules';
import { insertAgreement, lockPair, openAgreement } from './store';

/**
 * Writes down what two legal entities signed about each other's patients. From its first day on, earlier results of one are read for dossiers of the other, or are not; whoever wants
 * other terms ends it first.
 * @see GBUI XIV-3; CSP L6211-2-1 (written agreement between laboratories)
 */
export async function makeAgreement(
  ctx: Context<ProfessionalActor>,
  input: AgreementRequest,
  proofId: string,
): Promise<Outcome<{ agreementId: string }, Refusal<'not-found' | AgreementRefusal>>> {
  const denied = requireAccess(ctx, 'agreement.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const pair = paired(input);
    await lockPair(tx, pair.oneEntityId, pair.otherEntityId);
    const known = new Set((await readLegalEntities(tx)).filter(({ isUnassigned }) => !isUnassigned).map(({ id }) => id));
    if (input.entityIds.some((id) => !known.has(id))) return refuse('not-found');
    const hasOpen = (await openAgreement(tx, pair.oneEntityId, pair.otherEntityId)) !== undefined;
    const refusal = checkAgreement(input, { today: dayOf(ctx.now()), hasOpen });
    if (refusal) return refuse(refusal);
    const { sharesPatients, signedOn, fromOn, untilOn } = input;
    const id = newId();
    const made = { madeBy: ctx.actor.userId, madeByName: ctx.actor.name, madeAt: ctx.now() };
    const open = { endedAt: null, endedBy: null, endedByName: null, endReason: '' };
    await insertAgreement(tx, { id, ...pair, sharesPatients, reference: input.reference.trim(), signedOn, fromOn, untilOn, ...made, ...open });
    await append(tx, ctx, {
      action: 'agreement.make',
      subjectId: id,
      detail: { one: pair.oneEntityId, other: pair.otherEntityId, sharesPatients, fromOn, untilOn, proof: proofId },
    });
    return done({ agreementId: id });
  });
}
