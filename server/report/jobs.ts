import type { FactHandler } from '../platform/handlers';
import { composeReport } from './compose-report';

/** Hears `validation.decided`: makes the report version that the decision calls for. */
export const onValidationDecided: FactHandler = (ctx, tx, fact) => composeReport(ctx, tx, fact.subjectId);
