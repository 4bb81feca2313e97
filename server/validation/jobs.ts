import type { FactHandler } from '../platform/handlers';
import { followDossier } from './follow-dossier';
import { settleDecision } from './settle-decision';

/** Hears `dossier.revised`: LIS-validated results and the worklist follow. */
export const onDossierRevised: FactHandler = (ctx, tx, fact) => followDossier(ctx, tx, fact.subjectId);

/** Hears `decision.signed` when its time to undo is over. */
export const onDecisionSigned: FactHandler = (ctx, tx, fact) => settleDecision(ctx, tx, fact.subjectId);
