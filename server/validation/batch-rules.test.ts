import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BATCH_BARS, type BatchBar, type BatchFacts, type BatchResult, batchBarsOf, SEEN_AT_LEAST_MS } from './batch-rules';

const result = (given: Partial<BatchResult> = {}): BatchResult => ({
  id: 'r-na',
  standing: 'awaiting',
  isReminded: false,
  isUnread: false,
  replacesReleased: false,
  status: 'R',
  interpretation: 'N',
  origin: '',
  isExecutedElsewhere: false,
  analyserFlags: 0,
  controls: ['in', 'unknown'],
  isMeasuredAgain: false,
  ...given,
});
const dossier = (given: Partial<BatchFacts> = {}): BatchFacts => ({
  isTest: false,
  identityGuaranteed: true,
  hasIdentityChange: false,
  hasOpenCall: false,
  isOpenedElsewhere: false,
  hasOpenRequest: false,
  needsSecondReader: false,
  hasOwnResult: false,
  hasDocuments: false,
  hasSampleRemark: false,
  verdict: { findings: 0, isEvaluable: true },
  results: [result()],
  ...given,
});
const SEEN = [{ id: 'r-na', ms: SEEN_AT_LEAST_MS }];
const of = (given: Partial<BatchFacts>) => batchBarsOf(dossier(given), SEEN);
const ofResult = (given: Partial<BatchResult>) => of({ results: [result(given)] });

test('a dull dossier whose every result was in sight may be signed with others', () => expect(batchBarsOf(dossier(), SEEN)).toEqual([]));

const EACH: Record<BatchBar, () => BatchBar[]> = {
  'not-displayed': () => batchBarsOf(dossier(), []),
  'test-message': () => of({ isTest: true }),
  'nothing-waits': () => ofResult({ standing: 'validated' }),
  'identity-changed': () => of({ hasIdentityChange: true }),
  'identity-not-guaranteed': () => of({ identityGuaranteed: false }),
  'call-open': () => of({ hasOpenCall: true }),
  'set-aside': () => ofResult({ standing: 'held' }),
  'opened-elsewhere': () => of({ isOpenedElsewhere: true }),
  'request-open': () => of({ hasOpenRequest: true }),
  'second-reader': () => of({ needsSecondReader: true }),
  'own-result': () => of({ hasOwnResult: true }),
  awaited: () => ofResult({ standing: 'awaited' }),
  bedside: () => ofResult({ origin: 'EBMD' }),
  'executed-elsewhere': () => ofResult({ isExecutedElsewhere: true }),
  'replaces-released': () => ofResult({ replacesReleased: true }),
  'not-a-result': () => ofResult({ status: 'X' }),
  critical: () => ofResult({ interpretation: 'HH' }),
  flagged: () => ofResult({ interpretation: 'L' }),
  'not-evaluated': () => ofResult({ interpretation: '' }),
  'analyser-flag': () => ofResult({ analyserFlags: 1 }),
  'control-failed': () => ofResult({ controls: ['in', 'warning'] }),
  'measured-again': () => ofResult({ isMeasuredAgain: true }),
  'sample-remark': () => of({ hasSampleRemark: true }),
  documents: () => of({ hasDocuments: true }),
  'no-verdict': () => of({ verdict: null }),
  'rule-found': () => of({ verdict: { findings: 1, isEvaluable: true } }),
  'rule-not-evaluable': () => of({ verdict: { findings: 0, isEvaluable: false } }),
};

describe('keeps out of a batch', () => {
  test.each(BATCH_BARS)('%s', (bar) => expect(EACH[bar]()).toContain(bar));

  test('a result that was in sight for a blink only', () => {
    expect(batchBarsOf(dossier(), [{ id: 'r-na', ms: SEEN_AT_LEAST_MS - 1 }])).toEqual(['not-displayed']);
  });

  test('a dossier one of whose results was not displayed, also one that is validated already', () => {
    const results = [result(), result({ id: 'r-k', standing: 'validated' })];
    expect(of({ results })).toEqual(['not-displayed']);
    expect(batchBarsOf(dossier({ results }), [...SEEN, { id: 'r-k', ms: 800 }])).toEqual([]);
  });

  test('what nobody needs to see does not: a result that was dropped before anybody decided', () => {
    expect(of({ results: [result(), result({ id: 'r-k', standing: 'dropped' })] })).toEqual([]);
  });

  test('whatever is said beside a normal flag', () => expect(ofResult({ interpretation: 'N~PLT_CLUMP' })).toEqual(['flagged']));
});

test('no result that was not displayed ever goes, whatever the rest', () => {
  const facts = fc.record({ ids: fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 6 }), shown: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }) });
  fc.assert(
    fc.property(facts, ({ ids, shown }) => {
      const seen = ids.filter((_, index) => shown[index]).map((id) => ({ id, ms: 900 }));
      const bars = batchBarsOf(dossier({ results: ids.map((id) => result({ id })) }), seen);
      expect(bars.includes('not-displayed')).toBe(seen.length < ids.length);
    }),
  );
});
