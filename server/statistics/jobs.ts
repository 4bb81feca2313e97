import type { TogetherHandler } from '../platform/handlers';
import { followActivities } from './follow-activity';

/** Hears whatever moves a dossier along (`dossier.revised`, `validation.decided`, `report.available`, `report.viewed`). */
export const onDossiersMoved: TogetherHandler = async (_ctx, tx, facts) => {
  await followActivities(tx, new Set(facts.flatMap(({ dossierId }) => dossierId ?? [])));
  return facts;
};
