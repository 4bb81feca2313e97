import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isValidation } from './kinds';
import { checkDecision, type DecisionRequest, deadlineOf, dossierStandingOf, mayUndo, rankOf, standingsOf } from './rules';
import type { ObservationStanding, StandingOfObservation, VersionDecision, VersionFacts } from './types';

/** « A:R B:C » are the contents and statuses of versions 1, 2, … of one result. */
const versionsOf = (history: string): VersionFacts[] =>
  history.split(' ').map((text, index) => {
    const [contentHash = '', status = 'R'] = text.split(':');
    return { id: `v${index + 1}`, observationKey: 'K', version: index + 1, contentHash, status };
  });

/** « v1 validate effective, v2 hold effective ». */
const decisionsOf = (text: string): VersionDecision[] =>
  text === ''
    ? []
    : text.split(', ').map((one, index) => {
        const [observationVersionId = '', kind = '', state = ''] = one.split(' ');
        return { observationVersionId, decisionId: `d${index + 1}`, kind: kind as VersionDecision['kind'], state: state as VersionDecision['state'] };
      });

describe('a result stands', () => {
  test.each<[string, string, string, ObservationStanding, string | null, string | null]>([
    ['awaited, before it is measured', 'A:I', '', 'awaited', null, null],
    ['awaiting a biologist', 'A', '', 'awaiting', null, null],
    ['awaiting, whatever an unknown status says', 'A:?', '', 'awaiting', null, null],
    ['pending while the time to undo runs', 'A', 'v1 validate pending', 'pending', 'd1', null],
    ['validated', 'A', 'v1 validate effective', 'validated', 'd1', null],
    ['validated by the LIS', 'A:F', 'v1 lis effective', 'validated', 'd1', null],
    ['held', 'A', 'v1 hold effective', 'held', 'd1', null],
    ['pending while the time to undo a refusal runs', 'A', 'v1 refuse pending', 'pending', 'd1', null],
    ['refused', 'A', 'v1 refuse effective', 'refused', 'd1', null],
    ['refused after the same content comes again', 'A A:F', 'v1 refuse effective', 'refused', 'd1', null],
    ['awaiting once the laboratory measured again, and replaces nothing', 'A B', 'v1 refuse effective', 'awaiting', null, null],
    ['validated, a refusal before it notwithstanding', 'A', 'v1 refuse effective, v1 validate effective', 'validated', 'd2', null],
    ['refused, a hold before it notwithstanding', 'A', 'v1 hold effective, v1 refuse effective', 'refused', 'd2', null],
    ['validated, a hold before it notwithstanding', 'A', 'v1 hold effective, v1 validate effective', 'validated', 'd2', null],
    ['validated after the same content comes again', 'A A:F', 'v1 validate effective', 'validated', 'd1', null],
    ['held after the same content comes again', 'A A:F', 'v1 hold effective', 'held', 'd1', null],
    ['awaiting again once the content changes', 'A B', 'v1 validate effective', 'awaiting', null, 'v1'],
    ['awaiting, and replaces nothing, when the change comes before the release', 'A B', 'v1 validate pending', 'awaiting', null, null],
    ['awaiting when an earlier content comes back', 'A B A', 'v1 validate effective', 'awaiting', null, 'v1'],
    ['awaiting when only a hold was put before', 'A B', 'v1 hold effective', 'awaiting', null, null],
    ['replacing the last released value', 'A B C', 'v1 validate effective, v2 validate effective', 'awaiting', null, 'v2'],
    ['dropped when it is deleted before anybody decided', 'A B:D', '', 'dropped', null, null],
    ['dropped when it belongs to another patient and nobody read it', 'A B:W', 'v1 hold effective', 'dropped', null, null],
    ['awaiting when a released one is deleted', 'A B:D', 'v1 validate effective', 'awaiting', null, 'v1'],
    ['awaiting when it is not obtainable: that is an answer', 'A:X', '', 'awaiting', null, null],
    ['validated once its deletion is', 'A B:D', 'v1 validate effective, v2 validate effective', 'validated', 'd2', 'v1'],
  ])('%s', (_what, history, decisions, standing, decisionId, replacesId) => {
    const versions = versionsOf(history);
    expect(standingsOf(versions, decisionsOf(decisions))).toEqual([{ observationKey: 'K', currentId: versions.at(-1)?.id, standing, decisionId, replacesId }]);
  });

  const histories = fc.record({
    versions: fc.array(fc.record({ content: fc.constantFrom('A', 'B'), status: fc.constantFrom('R', 'F', 'I', 'X', 'D') }), { minLength: 1, maxLength: 6 }),
    decisions: fc.array(
      fc.record({ version: fc.nat(5), kind: fc.constantFrom('validate', 'hold', 'lis', 'refuse'), state: fc.constantFrom('pending', 'effective') }),
      {
        maxLength: 4,
      },
    ),
  });

  test('in the same way whatever the order in which versions are read, and never validated on a content that nobody validated', () => {
    fc.assert(
      fc.property(histories, ({ versions, decisions }) => {
        const facts = versions.map(({ content, status }, index) => ({ id: `v${index}`, observationKey: 'K', version: index, contentHash: content, status }));
        const taken = decisions.map(({ version, kind, state }, index) => ({ observationVersionId: `v${version}`, decisionId: `d${index}`, kind, state }));
        const [standing] = standingsOf(facts, taken);
        expect(standingsOf([...facts].reverse(), taken)).toEqual([standing]);
        const current = facts.at(-1);
        const decidedSame = taken.filter(
          ({ kind, observationVersionId }) =>
            kind !== 'hold' && facts.some(({ id, contentHash }) => id === observationVersionId && contentHash === current?.contentHash),
        );
        const isDecided = standing?.standing === 'validated' || standing?.standing === 'pending';
        expect(isDecided && decidedSame.length === 0).toBe(false);
        expect(standing?.standing === 'validated' && !decidedSame.some(({ kind }) => isValidation(kind))).toBe(false);
      }),
    );
  });
});

test.each<[string, ObservationStanding[], string]>([
  ['nothing', [], 'empty'],
  ['everything taken away', ['dropped'], 'empty'],
  ['only awaited ones', ['awaited', 'dropped'], 'expected'],
  ['one awaiting among all others', ['validated', 'awaited', 'held', 'pending', 'awaiting'], 'awaiting'],
  ['a held one', ['validated', 'pending', 'held'], 'held'],
  ['a pending one', ['validated', 'pending'], 'pending'],
  ['validated and awaited', ['validated', 'awaited'], 'partial'],
  ['all validated', ['validated', 'dropped'], 'validated'],
])('a dossier of %s', (_what, standings, expected) => {
  expect(
    dossierStandingOf(
      standings.map((standing, index) => ({ observationKey: `${index}`, currentId: `${index}`, standing, decisionId: null, replacesId: null })),
      null,
    ),
  ).toBe(expected);
});

describe('a decision', () => {
  const standing = (id: string, kind: ObservationStanding): StandingOfObservation => ({
    observationKey: id,
    currentId: id,
    standing: kind,
    decisionId: kind === 'awaiting' ? null : `d-${id}`,
    replacesId: null,
  });
  const standings = [
    standing('a', 'awaiting'),
    standing('h', 'held'),
    standing('p', 'pending'),
    standing('v', 'validated'),
    standing('e', 'awaited'),
    standing('x', 'dropped'),
  ];
  const request = (changes: Partial<DecisionRequest>): DecisionRequest => ({
    kind: 'validate',
    observationIds: ['a'],
    comment: '',
    holdReason: '',
    fingerprint: 'f',
    ...changes,
  });

  test.each<[string, Partial<DecisionRequest>, unknown]>([
    ['is taken on what waits', {}, null],
    ['is taken on what is held', { observationIds: ['h', 'a'] }, null],
    ['to hold is taken with a reason', { kind: 'hold', holdReason: 'Contrôle' }, null],
    ['on nothing is refused', { observationIds: [] }, { code: 'nothing-selected' }],
    ['to hold without a reason is refused', { kind: 'hold', holdReason: '  ' }, { code: 'hold-needs-reason' }],
    ['on what is signed is refused, naming by whom', { observationIds: ['a', 'p'] }, { code: 'already-decided', decisionId: 'd-p' }],
    ['on what is validated is refused, naming by whom', { observationIds: ['v'] }, { code: 'already-decided', decisionId: 'd-v' }],
    ['on what is not measured is refused', { observationIds: ['e'] }, { code: 'not-decidable' }],
    ['on what was taken away is refused', { observationIds: ['x'] }, { code: 'not-decidable' }],
    ['to refuse is taken with a reason', { kind: 'refuse', holdReason: 'Hémolysé' }, null],
    ['to refuse what is held is taken', { kind: 'refuse', holdReason: 'Hémolysé', observationIds: ['h'] }, null],
    ['to refuse without a reason is refused', { kind: 'refuse', holdReason: ' ' }, { code: 'refusal-needs-reason' }],
    ['to hold what is held is refused', { kind: 'hold', holdReason: 'x', observationIds: ['h'] }, { code: 'not-decidable' }],
    ['on a version that is no longer the newest is refused', { observationIds: ['gone'] }, { code: 'dossier-changed' }],
    ['under what was displayed before is refused', { fingerprint: 'old' }, { code: 'dossier-changed' }],
  ])('%s', (_what, changes, refusal) => {
    expect(checkDecision(request(changes), { standings, identity: null }, 'f')).toEqual(refusal);
  });

  test('is never taken on anything but what waits or is held, and never under another fingerprint', () => {
    fc.assert(
      fc.property(fc.subarray(standings), fc.constantFrom('f', 'g'), fc.constantFrom('validate' as const, 'hold' as const), (chosen, fingerprint, kind) => {
        const refusal = checkDecision(
          request({ observationIds: chosen.map(({ currentId }) => currentId), fingerprint, kind, holdReason: 'x' }),
          { standings, identity: null },
          'f',
        );
        const isPossible =
          chosen.length > 0 && fingerprint === 'f' && chosen.every((item) => item.standing === 'awaiting' || (item.standing === 'held' && kind === 'validate'));
        expect(refusal === null).toBe(isPossible);
      }),
    );
  });

  const at = (seconds: number) => new Date(1_000_000 + seconds * 1000);
  test.each([
    ['by its signer, in time', 'pending', 'me', 9, true],
    ['not at the very instant of its effect', 'pending', 'me', 10, false],
    ['not by anybody else', 'pending', 'other', 5, false],
    ['not once it has taken effect', 'effective', 'me', 5, false],
    ['not twice', 'cancelled', 'me', 5, false],
  ])('is undone %s', (_what, state, userId, seconds, expected) => {
    expect(mayUndo({ state, userId: 'me', effectiveAt: at(10) }, false, userId, at(seconds))).toBe(expected);
  });
});

test.each([
  ['stat', false, false, 0],
  ['routine', true, false, 0],
  ['urgent', false, true, 1],
  ['routine', false, true, 2],
  ['routine', false, false, 3],
] as const)('%s, critical %s, modified %s ranks %d', (priority, hasCritical, isModified, rank) => {
  expect(rankOf({ priority, hasCritical, isModified })).toBe(rank);
});

test('the deadline is the shortest delay of what waits, from the sampling, for urgent requests only', () => {
  const collectedAt = new Date('2026-11-21T02:45:00Z');
  expect(deadlineOf('stat', collectedAt, [60, 45, null])).toEqual(new Date('2026-11-21T03:30:00Z'));
  expect(deadlineOf('routine', collectedAt, [45])).toBeNull();
  expect(deadlineOf('stat', null, [45])).toBeNull();
  expect(deadlineOf('urgent', collectedAt, [null])).toBeNull();
});
