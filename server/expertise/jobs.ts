import { subjectsOf } from '../platform/facts';
import type { TogetherHandler } from '../platform/handlers';
import { concludeDossiers, type ReadPriors, type ReadWanted } from './conclude';

/** Hears `dossier.revised`: the rules in force are asked of every new revision. */
export const onDossiersRevised =
  (readPriors: ReadPriors, readWanted: ReadWanted): TogetherHandler =>
  async (ctx, tx, facts) => {
    await concludeDossiers(ctx, tx, subjectsOf(facts), readPriors, readWanted);
    return facts;
  };
