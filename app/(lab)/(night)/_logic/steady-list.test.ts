import { describe, expect, test } from 'vitest';
import { neighbourOf, nextAfter, type SteadyList, settle, takeIn, waitingWords } from './steady-list';
import { sampleEntry } from './testing';

const ids = (list: SteadyList) => list.shown.map(({ entry, gone }) => (gone ? `(${entry.dossierId})` : entry.dossierId));
const urgent = (id: string) => sampleEntry(id, { rank: 0, tier: 1, group: 'now' });

describe('a list in use', () => {
  const before = settle([urgent('a'), urgent('b'), sampleEntry('c')]);

  test('keeps a new urgent dossier behind the door instead of moving a line', () => {
    const after = takeIn(before, [urgent('x'), urgent('a'), urgent('b'), sampleEntry('c')]);
    expect(ids(after)).toEqual(['a', 'b', 'c']);
    expect(after.waiting).toEqual({ fresh: 1, pressing: 0 });
  });

  test('adds what comes after every other line, which moves nothing', () => {
    expect(ids(takeIn(before, [urgent('a'), urgent('b'), sampleEntry('c'), sampleEntry('d')]))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('never adds an urgent one below a group that can wait', () => {
    const after = takeIn(before, [urgent('a'), urgent('b'), sampleEntry('c'), urgent('late')]);
    expect(ids(after)).toEqual(['a', 'b', 'c']);
    expect(after.waiting.fresh).toBe(1);
  });

  test('leaves the place of a dossier that somebody decided', () => {
    expect(ids(takeIn(before, [urgent('a'), sampleEntry('c')]))).toEqual(['a', '(b)', 'c']);
  });

  test('changes values in place and says who became urgent', () => {
    const after = takeIn(before, [urgent('a'), urgent('b'), sampleEntry('c', { rank: 0, tier: 1, group: 'now', criticalCount: 1 })]);
    expect(after.shown[2]).toMatchObject({ group: 'next', entry: { criticalCount: 1 } });
    expect(after.waiting).toEqual({ fresh: 0, pressing: 1 });
  });

  test('brings a dossier back at its old place when it waits again', () => {
    const without = takeIn(before, [urgent('a'), sampleEntry('c')]);
    expect(ids(takeIn(without, [urgent('a'), urgent('b'), sampleEntry('c')]))).toEqual(['a', 'b', 'c']);
  });

  test('fills an empty screen by itself', () => {
    expect(ids(takeIn(settle([]), [urgent('a')]))).toEqual(['a']);
    expect(ids(takeIn(takeIn(settle([urgent('z')]), []), [urgent('a')]))).toEqual(['a']);
  });
});

test('the door says how many wait', () => {
  expect(waitingWords({ fresh: 0, pressing: 0 })).toBe('');
  expect(waitingWords({ fresh: 1, pressing: 0 })).toBe('1 nouveau');
  expect(waitingWords({ fresh: 3, pressing: 1 })).toBe('3 nouveaux, 1 devenu urgent');
});

describe('the next dossier', () => {
  const { shown } = takeIn(settle([urgent('a'), urgent('b'), sampleEntry('c')]), [urgent('a'), sampleEntry('c')]);

  test('skips what somebody else decided', () => {
    expect(neighbourOf(shown, 'a', 1)).toBe('c');
  });

  test('starts at the top again after the last, and walks back to the top only', () => {
    expect(neighbourOf(shown, 'c', 1)).toBe('a');
    expect(neighbourOf(shown, 'c', -1)).toBe('a');
    expect(neighbourOf(shown, 'a', -1)).toBeNull();
  });

  test('follows a dossier that has just been decided', () => {
    expect(neighbourOf(shown, 'b', 1)).toBe('c');
  });

  test('is nobody when the list is empty', () => {
    expect(neighbourOf([], 'a', 1)).toBeNull();
  });
});

describe('what comes up by itself', () => {
  const { shown } = settle([urgent('a'), sampleEntry('b'), sampleEntry('c')]);

  test('is the next line', () => {
    expect(nextAfter(shown, shown, 'a')).toBe('b');
  });

  test('is what cannot wait and came in meanwhile', () => {
    expect(nextAfter(shown, settle([urgent('x'), sampleEntry('b')]).shown, 'a')).toBe('x');
    expect(nextAfter(shown, settle([sampleEntry('x'), sampleEntry('b')]).shown, 'a')).toBe('b');
  });

  test('is never one that is signed already, nor the decided one', () => {
    const pending = settle([urgent('a'), sampleEntry('b', { standing: 'pending' })]).shown;
    expect(nextAfter(pending, pending, 'a')).toBeNull();
  });
});
