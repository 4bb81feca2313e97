import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readTestDefinitions } from '../catalogue/read-catalogue';
import { readLocalReadings } from '../catalogue/read-local-readings';
import { type LaboratoryRecord, readLaboratory, readLaboratoryByFiness, readWard } from '../directory/read-directory';
import { readIdentityDecision } from '../dossier/read-amendments';
import { lockDossierState } from '../dossier/read-dossier';
import { readPatient } from '../patient/read-patient';
import { assert } from '../platform/assert';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId, sha256 } from '../platform/ids';
import { isValidation } from '../validation/kinds';
import { readStandingComments } from '../validation/read-comments';
import { type DossierFacts, readDecision, readDecisions, readDossierFacts, readSecondReaders } from '../validation/read-decisions';
import { readValidatedPriors } from '../validation/read-priors';
import { announcedIn } from './announced-in';
import { composeContent, releasedObservations } from './compose-content';
import { type Comparison, compareVersions, type KeyedResult, resultsOf } from './compose-rules';
import { identityCorrections } from './identity-words';
import { renderReportPdf } from './render-pdf';
import { insertReport, isDecisionReported, latestReport, markSuperseded, type ReleasedReport } from './store';
import type { ReportContent } from './types';

/**
 * Makes and releases the report version that a decision calls for, at most one per decision: what was validated, frozen as
 * content and as PDF. The version before is superseded in the same transaction, so nobody can find two that are in force.
 * A decision after which a reader would see no difference makes none. While a change of identity waits for a biologist, what else is released stays under the
 * identity that was signed.
 * @see GBUI VI-1, VI-2a, VI-2d, VIII-3d; CSP D6211-3; ISO 15189:2022 7.4.1.8
 */
export async function composeReport(ctx: Context, tx: Transaction, decisionId: string): Promise<void> {
  const decision = await readDecision(tx, decisionId);
  if (
    !decision ||
    !(isValidation(decision.kind) || decision.kind === 'comment') ||
    decision.state !== 'effective' ||
    (await isDecisionReported(tx, decisionId))
  )
    return;
  await lockDossierState(tx, decision.dossierId);
  const facts = await readDossierFacts(tx, decision.dossierId);
  if (!facts || releasedObservations(facts).length === 0) return;
  const previous = await latestReport(tx, decision.dossierId);
  const draft = await draftOf(ctx, tx, facts, previous);
  const comparison = compare(facts, previous, draft);
  if (comparison === null) return;
  const content = withComparison(facts, draft, previous, comparison);
  const pdf = Buffer.from(await renderReportPdf(content));
  const { dossier } = facts.state;
  await insertReport(tx, {
    id: content.reportId,
    dossierId: dossier.id,
    patientId: previous && facts.identity ? previous.patientId : dossier.patientId,
    siteId: dossier.siteId,
    laboratoryId: dossier.laboratoryId,
    version: content.version,
    kind: content.kind,
    decisionId,
    supersedesId: previous?.id ?? null,
    content,
    contentHash: hashOf(content),
    pdf,
    pdfHash: sha256(pdf),
    releasedAt: ctx.now(),
    supersededAt: null,
    underReview: [],
    underReviewSince: null,
    protectsMinor: (previous?.protectsMinor ?? false) || (await namesWhatProtectsMinors(tx, facts)),
  });
  if (previous) await markSuperseded(tx, previous.id, ctx.now());
  await append(tx, ctx, {
    action: 'report.release',
    dossierId: dossier.id,
    patientId: dossier.patientId,
    subjectId: content.reportId,
    detail: { version: content.version, kind: content.kind, contentHash: hashOf(content), pdfHash: sha256(pdf), supersedes: previous?.id ?? null },
  });
  await tell(tx, { name: 'report.released', dossierId: dossier.id, subjectId: content.reportId }, ctx.now());
}

async function draftOf(ctx: Context, tx: Transaction, facts: DossierFacts, previous: ReleasedReport | undefined): Promise<ReportContent> {
  const { dossier } = facts.state;
  const patient = await readPatient(tx, dossier.patientId);
  const laboratory = await readLaboratory(tx, dossier.laboratoryId);
  assert(patient && laboratory, 'a dossier has its patient and its laboratory');
  const released = releasedObservations(facts);
  const identityDecisionId = await readIdentityDecision(tx, dossier.id);
  const effective = (await readDecisions(tx, dossier.id)).filter((decision) => decision.state === 'effective' && isValidation(decision.kind));
  const content = composeContent({
    reportId: newId(),
    version: (previous?.version ?? 0) + 1,
    issuedAt: ctx.now(),
    facts,
    patient,
    laboratory,
    ward: dossier.wardId ? await readWard(tx, dossier.wardId) : null,
    executing: await executingLaboratories(
      tx,
      released.map((observation) => observation.performerFiness),
    ),
    definitions: await readTestDefinitions(
      tx,
      released.map((observation) => observation.code),
    ),
    readings: await readLocalReadings(tx, [dossier.laboratoryId], facts.state.observations),
    priors: await readValidatedPriors(tx, facts, patient),
    decisions: effective,
    comments: await readStandingComments(tx, facts),
    secondReaders: await readSecondReaders(tx, dossier.id),
    identityDecision: effective.find(({ id }) => id === identityDecisionId) ?? null,
  });
  const announcements = await announcedIn(tx, dossier.id, content);
  const told = announcements.length > 0 ? { ...content, announcements } : content;
  return previous && facts.identity ? { ...told, patient: previous.content.patient } : told;
}

/**
 * Whether a result, released or only awaited, is of those that the law lets a minor keep to herself: a report names what it still waits for. A version
 * after such a one stays so, since it tells what has changed.
 * @see CSP L1111-5, L5134-1, L2212-7
 */
async function namesWhatProtectsMinors(tx: Transaction, facts: DossierFacts): Promise<boolean> {
  const codes = facts.state.observations.map((observation) => observation.code);
  return [...(await readTestDefinitions(tx, codes)).values()].some((definition) => definition.protectsMinor);
}

async function executingLaboratories(tx: Transaction, finessNumbers: readonly string[]): Promise<Map<string, LaboratoryRecord>> {
  const found = new Map<string, LaboratoryRecord>();
  for (const finessNumber of new Set(finessNumbers.filter((number) => number !== ''))) {
    const laboratory = await readLaboratoryByFiness(tx, finessNumber);
    if (laboratory) found.set(finessNumber, laboratory);
  }
  return found;
}

function compare(facts: DossierFacts, previous: ReleasedReport | undefined, draft: ReportContent): Comparison | null {
  return compareVersions(
    previous ? keyed(facts, previous.content) : null,
    keyed(facts, draft),
    draft.awaited.length === 0,
    {
      before: previous?.content.conclusion ?? null,
      after: draft.conclusion,
    },
    previous ? identityCorrections(previous.content.patient, draft.patient) : [],
  );
}

/** Results under their stable key: the observation's, whatever the version. */
function keyed(facts: DossierFacts, content: ReportContent): KeyedResult[] {
  const keys = new Map(facts.history.map((version) => [version.id, version.observationKey]));
  return resultsOf(content).map((result) => ({ key: keys.get(result.observationId) ?? result.observationId, result }));
}

function withComparison(facts: DossierFacts, draft: ReportContent, previous: ReleasedReport | undefined, comparison: Comparison): ReportContent {
  const keys = new Map(facts.history.map((version) => [version.id, version.observationKey]));
  return {
    ...draft,
    kind: comparison.kind,
    supersedes: previous ? { version: previous.version, releasedAt: previous.content.issuedAt, changes: comparison.changes } : null,
    chapters: draft.chapters.map((chapter) => ({
      ...chapter,
      panels: chapter.panels.map((panel) => ({
        ...panel,
        results: panel.results.map((result) => ({ ...result, changed: comparison.changedByKey.get(keys.get(result.observationId) ?? '') ?? null })),
      })),
    })),
  };
}
