import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CurrentObservation, changeOf, contentHashOf, revisionHashOf } from './rules';
import type { IncomingObservation } from './types';
import { classOf, displayRange, displayUnit, displayValue } from './values';

const result = (changes: Partial<IncomingObservation> = {}): IncomingObservation => ({
  observationKey: 'N1/IONO|K|',
  code: '2823-3',
  codeSystem: 'LN',
  localCode: 'K',
  label: 'Potassium',
  subId: '',
  valueType: 'NM',
  values: ['4.1'],
  number: 4.1,
  comparator: null,
  unit: 'mmol/L',
  referenceRange: '3.5 - 5.1',
  referenceLow: 3.5,
  referenceHigh: 5.1,
  interpretation: '',
  status: 'R',
  observedAt: null,
  analysedAt: null,
  performerCode: '',
  performerName: '',
  performerFiness: '',
  responsibleObserver: '',
  method: '',
  equipment: '',
  notes: [],
  lisValidator: null,
  origin: '',
  ...changes,
});

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 3, minute));

const current = (observation: IncomingObservation, sentAt = at(10), version = 1): CurrentObservation => ({
  id: 'present',
  observationKey: observation.observationKey,
  version,
  contentHash: contentHashOf(observation),
  status: observation.status,
  sentAt,
  lisValidator: observation.lisValidator,
  origin: observation.origin,
});

describe('one line of a message', () => {
  test.each<[string, Partial<IncomingObservation>, Partial<IncomingObservation>, number, 'changed' | 'kept']>([
    ['the same again changes nothing', {}, {}, 20, 'kept'],
    ['our decision echoed as F changes nothing', {}, { status: 'F', responsibleObserver: 'Dr X' }, 20, 'kept'],
    ['another analyser time changes nothing', {}, { analysedAt: at(5), equipment: 'COBAS-2' }, 20, 'kept'],
    ['measured at the bedside is another version', {}, { origin: 'Lecteur 3' }, 20, 'changed'],
    ['by another device too', { origin: 'Lecteur 3' }, { origin: 'Lecteur 4' }, 20, 'changed'],
    ['an echo that names neither origin nor equipment leaves the origin', { origin: 'Lecteur 3' }, { status: 'F', responsibleObserver: 'Dr X' }, 20, 'kept'],
    ['nor does its validator count', { origin: 'Lecteur 3' }, { status: 'F', lisValidator: 'Dr X' }, 20, 'kept'],
    ['measured again in the laboratory is another version', { origin: 'Lecteur 3' }, { equipment: 'COBAS-1' }, 20, 'changed'],
    ['F with its validator is another version', {}, { status: 'F', lisValidator: 'Dr X' }, 20, 'changed'],
    ['F with a validator, again, is not', { status: 'F', lisValidator: 'Dr X' }, { status: 'F', lisValidator: 'Dr Y' }, 20, 'kept'],
    ['another value is another version', {}, { values: ['4.2'] }, 20, 'changed'],
    ['another digit too', {}, { values: ['4.10'] }, 20, 'changed'],
    ['another unit', {}, { unit: 'mol/L' }, 20, 'changed'],
    ['another interval', {}, { referenceRange: '3.4 - 5.0' }, 20, 'changed'],
    ['another flag', {}, { interpretation: 'H' }, 20, 'changed'],
    ['another note', {}, { notes: ['Repassé.'] }, 20, 'changed'],
    ['another method', {}, { method: 'ISE' }, 20, 'changed'],
    ['another laboratory', {}, { performerFiness: '880000790' }, 20, 'changed'],
    ['a late message never overwrites', { values: ['4.2'] }, { values: ['4.1'] }, 5, 'kept'],
    ['nor takes away', {}, { status: 'D' }, 5, 'kept'],
    ['the same second: the later arrival wins', {}, { values: ['4.2'] }, 10, 'changed'],
    ['a result does not become awaited again', {}, { status: 'I', values: [] }, 20, 'kept'],
    ['what was awaited gets its result', { status: 'I', values: [] }, {}, 20, 'changed'],
    ['deleted', {}, { status: 'D' }, 20, 'changed'],
    ['not obtainable', {}, { status: 'X', values: [] }, 20, 'changed'],
    ['wrong patient', {}, { status: 'W' }, 20, 'changed'],
    ['not obtainable, then wrong patient', { status: 'X' }, { status: 'W' }, 20, 'changed'],
    ['deleted, then there again', { status: 'D' }, {}, 20, 'changed'],
  ])('%s', (_what, before, sent, minute, kind) => {
    const change = changeOf(result(sent), current(result(before)), at(minute));
    expect(change).toMatchObject(kind === 'kept' ? { kind, id: 'present' } : { kind, version: 2 });
  });

  test('that nobody knew is new, also when it comes late', () => {
    expect(changeOf(result(), undefined, at(0))).toMatchObject({ kind: 'new', version: 1 });
  });
});

test('messages in any order of arrival end in the newest result', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 8 }), (minutes) => {
      let present: CurrentObservation | undefined;
      let shown = -1;
      for (const minute of minutes) {
        const change = changeOf(result({ values: [String(minute)] }), present, at(minute));
        if (change.kind === 'kept') continue;
        present = current(change.observation, at(minute), change.version);
        shown = minute;
      }
      expect(shown).toBe(Math.max(...minutes));
    }),
  );
});

describe('the hash of a revision', () => {
  const version = (observationKey: string, contentHash = 'h') => ({ observationKey, version: 1, contentHash });
  const request = (requestKey: string, notes: string[] = []) => ({ requestKey, label: 'Ionogramme', notes });

  test('is the same in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 6 }), fc.uniqueArray(fc.string(), { maxLength: 4 }), (keys, requests) => {
        const forwards = revisionHashOf(
          keys.map((key) => version(key)),
          ['n'],
          requests.map((key) => request(key)),
        );
        const backwards = revisionHashOf(
          [...keys].reverse().map((key) => version(key)),
          ['n'],
          [...requests].reverse().map((key) => request(key)),
        );
        expect(backwards).toBe(forwards);
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    ['a version', [version('a', 'other')], ['n'], [request('r')]],
    ['a note on the dossier', [version('a')], ['m'], [request('r')]],
    ['a note on a request', [version('a')], ['n'], [request('r', ['x'])]],
    ['one result less', [], ['n'], [request('r')]],
  ])('differs with %s', (_what, versions, notes, requests) => {
    expect(revisionHashOf(versions, notes, requests)).not.toBe(revisionHashOf([version('a')], ['n'], [request('r')]));
  });
});

test.each([
  ['R', 'result'],
  ['P', 'result'],
  ['F', 'result'],
  ['C', 'result'],
  ['S', 'result'],
  ['?', 'result'],
  ['I', 'awaited'],
  ['O', 'awaited'],
  ['X', 'removed'],
  ['D', 'removed'],
  ['W', 'removed'],
  ['N', 'removed'],
] as const)('status %s is %s', (status, kind) => {
  expect(classOf(status)).toBe(kind);
});

test('values are shown as French people write them, texts verbatim', () => {
  expect(displayValue({ values: ['6.9'], number: 6.9 })).toBe('6,9');
  expect(displayValue({ values: ['<0.01'], number: 0.01 })).toBe('<0,01');
  expect(displayValue({ values: ['v1.2'], number: null })).toBe('v1.2');
  expect(displayValue({ values: ['un', 'deux'], number: null })).toBe('un\ndeux');
  expect(displayValue({ values: [], number: null })).toBe('');
  expect(displayRange('3.5 - 5.1')).toBe('3,5 – 5,1');
  expect(displayRange('<=0.25')).toBe('<=0,25');
  expect(displayRange('v1.2 négatif')).toBe('v1.2 négatif');
  expect(displayUnit('umol/L')).toBe('µmol/L');
  expect(displayUnit('10*9/L')).toBe('10⁹/L');
  expect(displayUnit('U/L')).toBe('U/L');
});
