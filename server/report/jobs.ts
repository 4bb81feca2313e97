import { subjectsOf } from '../platform/facts';
import type { FactHandler, TogetherHandler } from '../platform/handlers';
import { composeReport } from './compose-report';
import { readReportedAmong } from './read-released';
import { reviewReport } from './review-report';

/** Hears `validation.decided`: makes the report version that the decision calls for. */
export const onValidationDecided: FactHandler = async (ctx, tx, fact) => {
  await composeReport(ctx, tx, fact.subjectId);
  if (fact.dossierId !== null) await reviewReport(ctx, tx, fact.dossierId);
};

/** Hears `dossier.revised`: the report in force says which of its results are being checked. */
export const onDossiersRevised: TogetherHandler = async (ctx, tx, facts) => {
  for (const dossierId of await readReportedAmong(tx, subjectsOf(facts))) await reviewReport(ctx, tx, dossierId);
  return facts;
};
