import { describe, expect, test } from 'vitest';
import { holdSelection, keepSelectable, mentionOf, splitBySelection, unseenResults, wholeSelection } from './selection';
import { at, sampleCard, sampleResult } from './testing';

const na = sampleResult();
const cl = sampleResult({ id: 'r-cl', label: 'Chlorure', flag: 'not-evaluated' });
const k = sampleResult({ id: 'r-k', label: 'Potassium', flag: 'critical-high' });
const held = sampleResult({
  id: 'r-h',
  label: 'Plaquettes',
  standing: 'held',
  decision: { by: 'K', at: at('03:00'), kind: 'hold', reason: 'tube citraté demandé' },
});
const done = sampleResult({ id: 'r-d', standing: 'validated' });
const awaited = sampleResult({ id: 'r-t', label: 'Troponine', standing: 'awaited' });

describe('« Valider tout »', () => {
  test('takes what waits with a flag, and names what it leaves', () => {
    expect(wholeSelection(sampleCard([na, cl, k, held, done, awaited]))).toEqual({
      ids: ['r-na', 'r-k'],
      left: [
        { label: 'Chlorure', reason: 'non évalué' },
        { label: 'Plaquettes', reason: 'en attente' },
      ],
    });
  });

  test('takes what is on hold once nothing else waits', () => {
    expect(wholeSelection(sampleCard([held, done])).ids).toEqual(['r-h']);
  });

  test('leaves what the laboratory was asked to measure again', () => {
    const asked = sampleResult({ id: 'r-q', label: 'Potassium', requests: [{ id: 'q', kind: 'rerun', at: at('03:20'), state: 'acknowledged' }] });
    expect(wholeSelection(sampleCard([na, asked]))).toEqual({ ids: ['r-na'], left: [{ label: 'Potassium', reason: 'contrôle demandé' }] });
  });

  test('takes nothing when nothing has a flag', () => {
    expect(wholeSelection(sampleCard([cl])).ids).toEqual([]);
  });
});

describe('a hold', () => {
  test('is on the selected results that wait, never on one already on hold', () => {
    expect(holdSelection(sampleCard([na, k, held]), new Set(['r-k', 'r-h'])).map(({ id }) => id)).toEqual(['r-k']);
  });

  test('is on all that waits when none is selected', () => {
    expect(holdSelection(sampleCard([na, k, held, done]), new Set()).map(({ id }) => id)).toEqual(['r-na', 'r-k']);
  });
});

describe('a signature', () => {
  test('says what it covers and why the rest is left', () => {
    const split = splitBySelection(sampleCard([na, cl, held, done, awaited]), new Set(['r-na', 'r-d']));
    expect(split.signed.map(({ id }) => id)).toEqual(['r-na']);
    expect(split.unsigned.map(({ result, reason }) => [result.id, reason])).toEqual([
      ['r-cl', 'non sélectionné, reste à valider'],
      ['r-h', 'reste en attente : tube citraté demandé'],
      ['r-t', 'le laboratoire ne l’a pas encore rendu'],
    ]);
    expect(mentionOf(split, { identity: null })).toBe('« Résultats partiels »');
  });

  test('has no mention when nothing remains', () => {
    expect(mentionOf(splitBySelection(sampleCard([na, done]), new Set(['r-na'])), { identity: null })).toBeNull();
    const identity = { changes: [], since: new Date(0), decisionId: null };
    expect(mentionOf(splitBySelection(sampleCard([done]), new Set()), { identity })).toBe('« Annule et remplace : identité corrigée »');
  });
});

test('a new version of a result is never ticked by the tick of the old one', () => {
  expect([...keepSelectable(sampleCard([{ ...k, id: 'r-k2' }, na]), new Set(['r-k', 'r-na']))]).toEqual(['r-na']);
});

test('only what can be decided has to be seen', () => {
  expect(unseenResults(sampleCard([na, done, k]), new Set(['r-na'])).map(({ id }) => id)).toEqual(['r-k']);
});
