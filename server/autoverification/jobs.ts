import { subjectsOf } from '../platform/facts';
import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { decideAutomatically } from './decide';
import { drawSample } from './draw-sample';
import type { ReadHandovers } from './examine';

/** Hears `expertise.concluded`: the verdict is there, at the revision that the dossier stands at. */
export const onExpertiseConcluded =
  (readHandovers: ReadHandovers): TogetherHandler =>
  async (ctx, tx, facts) => {
    await decideAutomatically(ctx, tx, subjectsOf(facts), readHandovers);
    return facts;
  };

/** Hears `validation.decided`: some of what took effect is drawn for a human look. */
export const onValidationDecided: FactHandler = async (ctx, tx, fact) => {
  await drawSample(ctx, tx, fact.subjectId);
};
