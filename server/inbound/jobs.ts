import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { applyMessage } from './apply-message';
import { applyTogether } from './apply-together';
import { carryInAgain } from './carry-in-again';
import { continueReplay } from './continue-replay';
import { followAttachment } from './follow-attachment';
import { followMapping } from './follow-mapping';

/** Hears `message.stored`: carries messages into their dossiers, one by the way that any message can go. */
export const onMessagesStored: TogetherHandler = async (ctx, tx, facts) => {
  const [first, ...others] = facts;
  if (!first || others.length > 0) return applyTogether(ctx, tx, facts);
  await applyMessage(ctx, tx, first.subjectId);
  return facts;
};

/** Hears `replay.asked`: a référent has a message carried in again. */
export const onReplayAsked: FactHandler = async (ctx, tx, fact) => {
  await carryInAgain(ctx, tx, fact.subjectId);
};

/** Hears `replay.continued`: goes on with a period that is carried in again. */
export const onReplayContinued: FactHandler = (ctx, tx, fact) => continueReplay(ctx, tx, fact.subjectId);

/** Hears `dossier.attached`: what was kept out of the dossier goes in again. */
export const onDossierAttached: FactHandler = (ctx, tx, fact) => followAttachment(ctx, tx, fact.subjectId);

/** Hears `mapping.made`: carries it to what waits for it. */
export const onMappingMade: FactHandler = (ctx, tx, fact) => followMapping(ctx, tx, fact.subjectId);
