import { subjectsOf } from '../platform/facts';
import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { concludeDossiers, type ReadPriors, type ReadWanted } from './conclude';
import { continueReplay, type ReadGate } from './continue-replay';

/** Hears `dossier.revised`: the rules in force are asked of every new revision. */
export const onDossiersRevised =
  (readPriors: ReadPriors, readWanted: ReadWanted): TogetherHandler =>
  async (ctx, tx, facts) => {
    await concludeDossiers(ctx, tx, subjectsOf(facts), readPriors, readWanted);
    return facts;
  };

/** Hears `rules.replay-asked`: counts the next page of a replay. */
export const onReplayAsked =
  (readPriors: ReadPriors, readGate: ReadGate): FactHandler =>
  (ctx, tx, { subjectId }) =>
    continueReplay(ctx, tx, subjectId, readPriors, readGate);
