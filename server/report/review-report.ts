import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readPatient } from '../patient/read-patient';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { readDossierFacts } from '../validation/read-decisions';
import { underReviewOf } from './review-rules';
import { latestReport, markUnderReview, recipientKeys } from './store';

/**
 * Keeps the report in force honest while it waits to be replaced: whoever reads it learns which of its results the
 * laboratory is checking, from the minute that the LIS says so. Taken back when the laboratory stands by them again.
 */
export async function reviewReport(ctx: Context, tx: Transaction, dossierId: string): Promise<void> {
  const current = await latestReport(tx, dossierId);
  const facts = current ? await readDossierFacts(tx, dossierId) : null;
  const patient = facts ? await readPatient(tx, facts.state.dossier.patientId) : null;
  if (!current || !facts || !patient) return;
  const labels = underReviewOf(current.content, facts, patient);
  if (labels.join('\n') === current.underReview.join('\n')) return;
  await markUnderReview(tx, current.id, labels, labels.length === 0 ? null : (current.underReviewSince ?? ctx.now()));
  await append(tx, ctx, { action: 'report.review', dossierId, patientId: current.patientId, subjectId: current.id, detail: { results: labels.length } });
  for (const key of await recipientKeys(tx, current.id)) await announce(tx, 'results', key);
}
