import { describe, expect, test } from 'vitest';
import { evolutionOf, pointsOf } from './evolution';
import { at, sampleCard, samplePrior, sampleResult } from './testing';

const old = samplePrior('140', { on: at('08:00', '2026-08-14') });
const sodium = sampleResult({ priors: [samplePrior('138'), old], priorAbsence: null });

describe('the scale of time', () => {
  test('is one for all graphs of the card', () => {
    expect(evolutionOf(sampleCard([sodium, sampleResult()]))).toMatchObject({ from: old.on, until: at('02:45'), span: '99 jours' });
  });

  test('does not look back further than two years, and is none without an earlier number', () => {
    expect(evolutionOf(sampleCard([sampleResult({ priors: [samplePrior('1', { on: at('08:00', '2020-01-01') })] })]))).toBeNull();
    expect(evolutionOf(sampleCard([sampleResult()]))).toBeNull();
  });
});

describe('the points', () => {
  const scale = { from: old.on, until: at('02:45'), span: '' };

  test('run from the oldest to the value that is being decided', () => {
    expect(pointsOf(sodium, scale).map(({ shown }) => shown)).toEqual(['140', '138', '134']);
  });

  test('keep what is below or above the measuring limit', () => {
    expect(pointsOf({ ...sodium, value: '<10', number: 10, comparator: '<' }, scale).at(-1)).toMatchObject({ value: 10, limit: 'below' });
    expect(pointsOf({ ...sodium, priors: [samplePrior('9', { comparator: '>' })] }, scale)[0]).toMatchObject({ limit: 'above' });
  });

  test('leave out other units and texts', () => {
    expect(pointsOf({ ...sodium, priors: [samplePrior('3', { unit: 'g/L' })] }, scale)).toEqual([]);
    expect(pointsOf({ ...sodium, isNumeric: false }, scale)).toEqual([]);
  });
});
