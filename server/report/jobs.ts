import type { FactHandler } from '../platform/handlers';
import { composeReport } from './compose-report';
import { reviewReport } from './review-report';

/** Hears `validation.decided`: makes the report version that the decision calls for. */
export const onValidationDecided: FactHandler = async (ctx, tx, fact) => {
  await composeReport(ctx, tx, fact.subjectId);
  if (fact.dossierId !== null) await reviewReport(ctx, tx, fact.dossierId);
};

/** Hears `dossier.revised`: the report in force says which of its results are being checked. */
export const onDossierRevised: FactHandler = (ctx, tx, fact) => reviewReport(ctx, tx, fact.subjectId);
