import type { FactHandler } from '../platform/handlers';
import { followActivity } from './follow-activity';

/** Hears whatever moves a dossier along (`dossier.revised`, `validation.decided`, `report.available`, `report.viewed`). */
export const onDossierMoved: FactHandler = async (_ctx, tx, fact) => {
  if (fact.dossierId !== null) await followActivity(tx, fact.dossierId);
};
