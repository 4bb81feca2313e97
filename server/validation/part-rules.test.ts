import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  awaitedParts,
  capacitiesOf,
  checkPart,
  type ExecutedVersion,
  type PartOnVersion,
  type PartState,
  partStatesOf,
  type WholeOnVersion,
} from './part-rules';

const HERE = ['880000789', '880000123'];
const THERE = '880000790';
const version = (given: Partial<ExecutedVersion> = {}): ExecutedVersion => ({
  id: 'v1',
  observationKey: 'tsh',
  version: 1,
  contentHash: 'a',
  status: 'R',
  performerFiness: THERE,
  performerName: 'LBM Hauterive',
  executorValidator: null,
  ...given,
});
const at = new Date('2026-11-21T03:21:00+01:00');
const part = (given: Partial<PartOnVersion> = {}): PartOnVersion => ({
  observationVersionId: 'v1',
  decisionId: 'p1',
  kind: 'validate',
  by: 'Karim HADDAD',
  rppsNumber: null,
  at,
  reason: '',
  ...given,
});
const whole = (given: Partial<WholeOnVersion> = {}): WholeOnVersion => ({
  observationVersionId: 'v1',
  by: 'Aude GARDE',
  rppsNumber: null,
  at,
  capacities: [],
  received: '',
  ...given,
});
const statesOf = (versions: ExecutedVersion[], decided: { parts?: PartOnVersion[]; wholes?: WholeOnVersion[] } = {}) =>
  partStatesOf(versions, HERE, { parts: [], wholes: [], ...decided });

describe('a result has a part', () => {
  test.each([
    ['of another laboratory', {}, 1],
    ['not of its own', { performerFiness: '880000789' }, 0],
    ['nor of its own legal entity', { performerFiness: '880000123' }, 0],
    ['nor of nobody', { performerFiness: '' }, 0],
    ['not while it is awaited', { status: 'I' }, 0],
    ['not once it is removed', { status: 'X' }, 0],
  ] as const)('%s', (_, given, count) => expect(statesOf([version(given)])).toHaveLength(count));
});

describe('it stands', () => {
  const corrected = version({ id: 'v2', version: 2, contentHash: 'b' });
  const repeated = version({ id: 'v2', version: 2 });
  test.each<[string, ExecutedVersion[], { parts?: PartOnVersion[]; wholes?: WholeOnVersion[] }, Partial<PartState>]>([
    ['awaiting, where nobody said anything', [version()], {}, { standing: 'awaiting', source: null }],
    ['validated here', [version()], { parts: [part()] }, { standing: 'validated', source: 'relais', by: 'Karim HADDAD' }],
    ['held', [version()], { parts: [part({ kind: 'hold', reason: 'T4L' })] }, { standing: 'held', reason: 'T4L' }],
    ['refused', [version()], { parts: [part({ kind: 'refuse', reason: 'Repasser' })] }, { standing: 'refused' }],
    ['validated by its LIS', [version({ executorValidator: '' })], {}, { standing: 'validated', source: 'lis', by: '' }],
    [
      'held here though its LIS has said F before',
      [version({ executorValidator: 'X' })],
      { parts: [part({ kind: 'hold', reason: 'T4L' })] },
      { standing: 'held' },
    ],
    [
      'validated by who is of both, over a hold',
      [version()],
      { parts: [part({ kind: 'hold' })], wholes: [whole({ capacities: [THERE] })] },
      { standing: 'validated', source: 'both' },
    ],
    ['not by who is of both others', [version()], { wholes: [whole({ capacities: ['880000791'] })] }, { standing: 'awaiting' }],
    [
      'validated by word',
      [version()],
      { wholes: [whole({ received: 'par téléphone' })] },
      { standing: 'validated', source: 'received', reason: 'par téléphone' },
    ],
    ['awaiting again once corrected', [version(), corrected], { parts: [part()] }, { standing: 'awaiting', observationId: 'v2' }],
    [
      'awaiting again, whoever had signed',
      [version({ executorValidator: 'X' }), corrected],
      { wholes: [whole({ capacities: [THERE], received: 'x' })] },
      { standing: 'awaiting' },
    ],
    ['validated still, when the same comes again', [version(), repeated], { parts: [part()] }, { standing: 'validated', observationId: 'v2' }],
  ])('%s', (_, versions, decided, expected) => expect(statesOf(versions, decided)).toMatchObject([expected]));
});

test('whatever comes in whatever order, it is validated only by a word on the very content that stands', () => {
  const versions = fc
    .array(fc.record({ contentHash: fc.constantFrom('a', 'b'), status: fc.constantFrom('R', 'F', 'X'), isTold: fc.boolean() }), { minLength: 1, maxLength: 6 })
    .map((list) =>
      list.map(({ isTold, ...given }, index) => version({ ...given, id: `v${index}`, version: index + 1, executorValidator: isTold ? '' : null })),
    );
  const parts = fc.array(
    fc.record({ observationVersionId: fc.constantFrom('v0', 'v1', 'v2', 'v3', 'v4', 'v5'), kind: fc.constantFrom('validate', 'hold', 'refuse') }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(versions, parts, (list, decided) => {
      const given = { parts: decided.map((one) => part(one as Partial<PartOnVersion>)) };
      const [state] = statesOf(list, given);
      expect(statesOf(list.toReversed(), given)).toEqual(state ? [state] : []);
      const current = list.at(-1);
      if (!current || state?.standing !== 'validated') return;
      let same = list.length;
      while (same > 0 && list[same - 1]?.contentHash === current.contentHash) same -= 1;
      const stands = list.slice(same);
      const isSaid = stands.some(({ executorValidator }) => executorValidator !== null);
      const isDecided = given.parts.some(({ kind, observationVersionId }) => kind === 'validate' && stands.some(({ id }) => id === observationVersionId));
      expect(isSaid || isDecided).toBe(true);
    }),
  );
});

describe('whose it is to decide', () => {
  const [state] = statesOf([version()]);
  const parts = state ? [state] : [];
  const asked = { kind: 'validate' as const, observationIds: ['v1'], holdReason: '', fingerprint: 'f' };
  const around = { parts, known: new Set(['v1', 'k']), ownFiness: THERE, settled: new Set<string>() };
  test.each([
    ['nothing', { observationIds: [] }, {}, 'nothing-selected'],
    ['what was executed at home', { observationIds: ['k'] }, {}, 'not-your-part'],
    ['what a third one executed', {}, { ownFiness: '880000791' }, 'not-your-part'],
    ['what is not there any more', { observationIds: ['v9'] }, {}, 'dossier-changed'],
    ['what the whole has settled', {}, { settled: new Set(['v1']) }, 'already-decided'],
    ['a hold without a reason', { kind: 'hold' as const }, {}, 'hold-needs-reason'],
    ['a refusal without a reason', { kind: 'refuse' as const }, {}, 'refusal-needs-reason'],
    ['another text than was shown', { fingerprint: 'g' }, {}, 'dossier-changed'],
    ['her own, as shown', {}, {}, null],
  ])('%s', (_, request, given, refusal) => expect(checkPart({ ...asked, ...request }, { ...around, ...given }, 'f')).toBe(refusal));

  test('the whole waits for it, but for who speaks in its name', () => {
    expect(awaitedParts(parts, ['v1'], []).map(({ finessNumber }) => finessNumber)).toEqual([THERE]);
    expect(awaitedParts(parts, ['k'], [])).toEqual([]);
    expect([awaitedParts(parts, ['v1'], [THERE]), capacitiesOf(parts, ['v1'], [THERE]), capacitiesOf(parts, ['v1'], [])]).toEqual([[], [THERE], []]);
  });
});
