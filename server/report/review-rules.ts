import type { IdentityReview, StandingOfObservation } from '../validation/types';
import { resultsOf } from './compose-rules';
import type { ReportContent } from './types';

export const IDENTITY = 'Identité du patient';

/** Every version of every result, and where each result stands now. */
interface ReviewedFacts {
  history: readonly { id: string; observationKey: string }[];
  standings: readonly StandingOfObservation[];
  /** A change of identity that no biologist has signed yet. */
  identity: IdentityReview | null;
}

/** What tells one person from another on a report. */
interface Traits {
  birthFamilyName: string;
  firstGivenName: string;
  birthDateText: string;
  sex: string;
  identifier: string;
  ins: string | null;
  insQualified: boolean;
}

/**
 * Names what a released report says and the laboratory does not stand by any more: results whose present version waits for a
 * biologist, was held or is about to be released, and an identity whose traits have changed. A reader must not act on such a
 * value as if nothing had happened; the new version says what it becomes.
 * @see GBUI VIII-3d; ISO 15189:2022 7.4.1.8; pain point 13
 */
export function underReviewOf(content: ReportContent, facts: ReviewedFacts, patient: Traits): string[] {
  const keys = new Map(facts.history.map((version) => [version.id, version.observationKey]));
  const standings = new Map(facts.standings.map((standing) => [standing.observationKey, standing.standing]));
  const labels = resultsOf(content)
    .filter((result) => standings.get(keys.get(result.observationId) ?? '') !== 'validated')
    .map((result) => result.label);
  return [...new Set([...(facts.identity === null && isSamePerson(content.patient, patient) ? [] : [IDENTITY]), ...labels])];
}

function isSamePerson(shown: ReportContent['patient'], known: Traits): boolean {
  return (
    shown.birthFamilyName === known.birthFamilyName &&
    shown.firstGivenName === known.firstGivenName &&
    shown.birthDateText === known.birthDateText &&
    shown.sex === known.sex &&
    shown.identifier === known.identifier &&
    shown.ins === (known.insQualified ? known.ins : null)
  );
}
