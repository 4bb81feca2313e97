import type { Transaction } from '../../db/client';
import { readOpenAmendments } from '../dossier/read-amendments';
import { lockDossiersWithHistory } from '../dossier/read-dossiers';
import { readVerdicts } from '../expertise/read-verdicts';
import { grouped } from '../platform/grouped';
import { partCounts } from './part-store';
import { readPartsOfMany } from './read-parts';
import { requestsOfMany } from './request-store';
import { identityReviewOf, standingsOf } from './rules';
import { readingsOfMany } from './second-reading-store';
import { activeDecisionsOfMany, decisionsOfMany } from './store';
import type { WorklistFacts } from './worklist-row';

/** What these dossiers are made of, by as many statements as there are tables; their rows are locked before anything else is read that may change without a revision. */
export async function lockWorklistFacts(tx: Transaction, dossierIds: readonly string[]): Promise<WorklistFacts[]> {
  const dossiers = await lockDossiersWithHistory(tx, dossierIds);
  const ids = dossiers.map(({ dossier }) => dossier.id);
  const byDossier = ({ dossierId }: { dossierId: string }) => dossierId;
  const revisions = dossiers.map(({ dossier }) => ({ dossierId: dossier.id, revision: dossier.revision }));
  const [decided, asked, amendments, verdicts] = await Promise.all([
    decisionsOfMany(tx, ids),
    requestsOfMany(tx, ids),
    readOpenAmendments(tx, ids),
    readVerdicts(tx, revisions),
  ]);
  const [decisions, requests] = [grouped(decided, byDossier), grouped(asked, byDossier)];
  const readings = grouped(decisions.size === 0 ? [] : await readingsOfMany(tx, ids), byDossier);
  const active = grouped(decisions.size === 0 ? [] : await activeDecisionsOfMany(tx, ids), byDossier);
  const parts = await readPartsOfMany(tx, dossiers);
  const seen = parts.size === 0 ? new Map<string, number>() : await partCounts(tx, [...parts.keys()]);
  return dossiers.map(({ dossier, history, observations }) => {
    const own = decisions.get(dossier.id) ?? [];
    return {
      dossier,
      history,
      observations,
      standings: standingsOf(history, active.get(dossier.id) ?? []),
      decided: active.get(dossier.id) ?? [],
      identity: identityReviewOf(amendments.get(dossier.id) ?? null, own),
      decisions: own,
      requests: requests.get(dossier.id) ?? [],
      readings: readings.get(dossier.id) ?? [],
      verdict: verdicts.get(dossier.id) ?? null,
      parts: parts.get(dossier.id) ?? [],
      partsSeen: seen.get(dossier.id) ?? 0,
    };
  });
}
