import { describe, expect, test } from 'vitest';
import type { ObservationRecord } from '../dossier/read-dossier';
import type { DossierFacts } from '../validation/read-decisions';
import type { ObservationStanding } from '../validation/types';
import { awaitedLabels, releasedObservations } from './compose-content';

/** As much of a dossier as these two questions need: one result per standing. */
function factsOf(standings: readonly ObservationStanding[]): DossierFacts {
  const observations = standings.map((standing, index) => ({ id: `${index}`, label: standing }) as ObservationRecord);
  return {
    state: { observations },
    history: [],
    standings: standings.map((standing, index) => ({ observationKey: `${index}`, currentId: `${index}`, standing, decisionId: null, replacesId: null })),
  } as unknown as DossierFacts;
}

describe('of results in every standing', () => {
  const facts = factsOf(['validated', 'awaiting', 'held', 'pending', 'awaited', 'dropped', 'awaiting']);

  test('only what was validated with effect leaves', () => {
    expect(releasedObservations(facts).map(({ label }) => label)).toEqual(['validated']);
  });

  test('whatever is still to come is named once; what was taken away unread is not', () => {
    expect(awaitedLabels(facts)).toEqual(['awaiting', 'held', 'pending', 'awaited']);
  });
});
