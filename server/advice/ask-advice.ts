import { readBiologists } from '../access/read-staff';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import { readDossierState } from '../dossier/read-dossier';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { readCardOf } from '../validation/read-card';
import { wake } from '../wake/wake';
import { frozenOf } from './frozen';
import { insertAdvice } from './store';
import type { AskInput } from './types';

/**
 * Asks one colleague by name about a dossier of one's own sites, as it is displayed: what she is shown is frozen with its hash, and refused when it is not what the
 * screen shows any more. She may be of any site of the group, on duty or not.
 */
export async function askAdvice(
  ctx: Context<ProfessionalActor>,
  input: AskInput,
): Promise<Outcome<{ adviceId: string; expiresAt: Date }, Refusal<'not-found' | 'dossier-changed' | 'advice-nobody'>>> {
  const denied = requireAccess(ctx, 'validation.decide');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const state = await readDossierState(tx, input.dossierId);
    if (!state || !ctx.actor.siteIds.includes(state.dossier.siteId)) return refuse('not-found');
    const card = await readCardOf(tx, ctx, input.dossierId, 'dossier.open');
    if (!card.ok) return card;
    if (card.value.displayed !== input.displayed) return refuse('dossier-changed');
    const askedAt = ctx.now();
    const colleague = (await readBiologists(tx, { from: askedAt, to: askedAt })).find(({ userId }) => userId === input.toUserId);
    if (!colleague || colleague.siteIds.length === 0 || colleague.userId === ctx.actor.userId) return refuse('advice-nobody');
    const adviceId = newId();
    const expiresAt = new Date(askedAt.getTime() + input.hours * 3_600_000);
    const { id: dossierId, patientId, siteId, accessionNumber } = state.dossier;
    await insertAdvice(tx, {
      id: adviceId,
      dossierId,
      patientId,
      siteId,
      accessionNumber,
      revision: card.value.revision,
      askedBy: ctx.actor.userId,
      askedByName: ctx.actor.name,
      askedOf: colleague.userId,
      askedOfName: colleague.name,
      question: input.question,
      shown: frozenOf(card.value),
      shownHash: card.value.displayed,
      askedAt,
      expiresAt,
    });
    await append(tx, ctx, {
      action: 'advice.ask',
      dossierId,
      patientId,
      subjectId: adviceId,
      detail: { toUserId: colleague.userId, revision: card.value.revision, hash: card.value.displayed, until: expiresAt.toISOString() },
    });
    await wake(ctx, tx, { userId: colleague.userId, siteId, reason: 'advice', subjectId: adviceId });
    await announce(tx, 'worklist', siteId);
    return done({ adviceId, expiresAt });
  });
}
