import { expect, test } from 'vitest';
import { isLoinc } from '../catalogue/loinc';
import { isRpps, nearnessOf } from '../directory/rules';
import { gapsOf } from './gap-rules';
import { previewImport } from './mapping-import';
import { applyMappings, isSameUnit, type Mappings, mappingKey, NO_MAPPINGS } from './mapping-rules';
import { ORDER, obx, oru, REQUEST, resultsOf, translated } from './testing';

const target = (source: string, to: string, sourceSystem = '') => ({ source, sourceSystem, target: to, targetLabel: '', chapter: '' });
const LOCAL = translated(oru(ORDER, REQUEST, obx({ 3: 'TRAK^Récepteur^LOCAL', 6: 'UI/L' })));
const withCode = (to: string): Mappings => ({ ...NO_MAPPINGS, inForce: new Map([[mappingKey('code', 'TRAK'), target('TRAK', to)]]) });

test('a mapped code is named and no longer to repair; its key stays that of the message', () => {
  const mapped = applyMappings(LOCAL, withCode('5385-0'));
  expect(resultsOf(mapped)[0]).toMatchObject({ code: '5385-0', codeSystem: 'LN', localCode: 'TRAK', observationKey: resultsOf(LOCAL)[0]?.observationKey });
  expect(mapped.repairs.filter(({ kind }) => kind === 'unmapped_code')).toEqual([]);
  expect(applyMappings(LOCAL, NO_MAPPINGS).repairs.filter(({ kind }) => kind === 'unmapped_code')).toHaveLength(1);
});

test('« sans code » keeps the local code, and asks no more', () => {
  const mapped = applyMappings(LOCAL, withCode(''));
  expect(resultsOf(mapped)[0]).toMatchObject({ code: 'TRAK' });
  expect(mapped.repairs).toEqual([]);
});

test('a unit that is not the catalogue’s is told once; the same unit written otherwise is not', () => {
  const units = new Map([['2823-3', ['mmol/L']]]);
  const kinds = (unit: string, more: Partial<Mappings> = {}) =>
    applyMappings(translated(oru(ORDER, REQUEST, obx({ 6: unit }))), { ...NO_MAPPINGS, units, ...more }).repairs.map(
      ({ kind, subject }) => `${kind} ${subject}`,
    );
  expect(kinds('g/L')).toEqual(['unit_mismatch 2823-3 g/L']);
  expect(kinds('MMOL/L')).toEqual([]);
  expect(kinds('mEq/L', { inForce: new Map([[mappingKey('unit', 'mEq/L', '2823-3'), target('mEq/L', 'mmol/L', '2823-3')]]) })).toEqual([]);
  expect(isSameUnit('µmol/L', 'umol/L')).toBe(true);
  expect(isSameUnit('g/L', 'mg/L')).toBe(false);
});

test('an RPPS and a LOINC are told by their keys', () => {
  expect([isRpps('10003456780'), isRpps('1000345678'), isLoinc('2823-3'), isLoinc('2823-4')].slice(1)).toEqual([false, true, false]);
  expect(Array.from({ length: 10 }, (_, key) => isRpps(`1000345678${key}`)).filter(Boolean)).toHaveLength(1);
});

test('near prescribers are told by how they resemble, never picked', () => {
  const known = { rppsNumber: '10009876534', familyName: 'LEROY', givenName: 'Hugues' };
  expect(nearnessOf({ rpps: '10009876543', name: '' }, known)).toBe('swapped-digits');
  expect(nearnessOf({ rpps: '10009876535', name: '' }, known)).toBe('one-digit');
  expect(nearnessOf({ rpps: '', name: 'Hugues Leroy' }, known)).toBe('same-name');
  expect(nearnessOf({ rpps: '10001111111', name: 'Paul MARTIN' }, known)).toBeNull();
});

test('an import tells every line by its number, and twice is once', () => {
  const lines = [
    { line: 2, cells: ['TRAK', '', '5385-0', 'Récepteur', 'Hormonologie'] },
    { line: 3, cells: ['K', '', '2823-4'] },
    { line: 4, cells: ['TRAK', '', '5385-0'] },
  ];
  const preview = previewImport('code', lines, []);
  expect(preview.unreadable.map(({ line }) => line)).toEqual([3, 4]);
  expect(previewImport('code', lines.slice(0, 1), preview.added)).toMatchObject({ added: [], changed: [], unchanged: 1 });
});

test('gaps are told by kind', () => {
  const row = { codeSystem: 'LN', localCode: 'K', label: 'Potassium', unit: 'mmol/L', results: 2, dossiers: 1, lastAt: new Date(0) };
  const gaps = gapsOf(
    [
      { ...row, code: '2823-3' },
      { ...row, code: '2823-3', unit: 'g/L' },
      { ...row, code: '6298-4' },
      { ...row, code: 'ZZ', codeSystem: 'L' },
    ],
    new Set(['2823-3']),
  );
  expect(gaps.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
    'units-differ 2823-3',
    'not-in-catalogue 6298-4',
    'no-chapter 6298-4',
    'no-loinc ZZ',
    'no-chapter ZZ',
    'mapped-twice K',
  ]);
});
