import { describe, expect, test } from 'vitest';
import { flagOf } from '../../dossier/values';
import { ORDER, obx, onlyDossier, oru, REQUEST, raw, resultOf, resultsOf, translated } from '../testing';

describe('the code of a result', () => {
  test.each([
    ['LOINC first', '2823-3^Long^LN^K^Potassium^LOCAL', { code: '2823-3', codeSystem: 'LN', localCode: 'K', label: 'Potassium' }, []],
    ['LOINC second', 'K^Potassium^LOCAL^2823-3^Long^LN', { code: '2823-3', codeSystem: 'LN', localCode: 'K', label: 'Potassium' }, []],
    ['LOINC alone', '2823-3^Kalium^LN', { code: '2823-3', codeSystem: 'LN', localCode: '', label: 'Kalium' }, []],
    ['local alone', 'TRAK^Anticorps^LOCAL', { code: 'TRAK', codeSystem: 'LOCAL', localCode: 'TRAK', label: 'Anticorps' }, ['OBX-3:103']],
    ['no label at all', 'TRAK', { code: 'TRAK', codeSystem: '', localCode: 'TRAK', label: 'TRAK' }, ['OBX-3:103']],
  ])('%s', (_what, coded, expected, told) => {
    const { result, told: problems } = resultOf({ 3: coded });
    expect(result).toMatchObject(expected);
    expect(problems).toEqual(told);
  });

  test('a line without code goes to repair, its neighbours go on', () => {
    const translation = translated(oru(ORDER, REQUEST, obx({ 3: '' }), obx({ 1: '2' })));
    expect(resultsOf(translation).map(({ localCode }) => localCode)).toEqual(['K']);
    expect(translation.repairs).toEqual([{ kind: 'unreadable_line', subject: 'OBX 1', segment: 'OBX', field: 3, accessionNumber: '26112100001' }]);
  });
});

describe('the flag', () => {
  test.each([
    ['HH', 'critical-high'],
    ['ll', 'critical-low'],
    ['>', 'critical-high'],
    ['AA', 'critical'],
    ['H', 'high'],
    ['N', 'normal'],
    ['', 'not-evaluated'],
    ['POS', 'not-evaluated'],
    ['N~HH', 'critical-high'],
    ['A~L', 'low'],
    ['H^Haut^HL70078', 'high'],
  ])('« %s » is %s', (sent, flag) => {
    expect(flagOf(resultOf({ 8: sent }).result.interpretation)).toBe(flag);
  });
});

test('a result without status waits, with a warning', () => {
  const { result, told } = resultOf({ 11: '' });
  expect(result.status).toBe('R');
  expect(told).toEqual(['OBX-11:101']);
});

test.each(['99999999', '20261340', '00010101000000', '00010101', 'hier'])('an impossible date « %s » is left out, the result stays', (date) => {
  const { result, told } = resultOf({ 14: date });
  expect(result).toMatchObject({ values: ['4.1'], observedAt: new Date('2026-11-21T02:45:00+01:00') });
  expect(told).toEqual(['OBX-14:102']);
});

test('the instant of the measure is OBX-14, else OBX-19, else the sampling', () => {
  expect(resultOf({ 14: '20261121030711', 19: '20261121030000' }).result.observedAt).toEqual(new Date('2026-11-21T03:07:11+01:00'));
  expect(resultOf({ 19: '20261121030000' }).result.observedAt).toEqual(new Date('2026-11-21T03:00:00+01:00'));
  expect(resultOf({}).result.observedAt).toEqual(new Date('2026-11-21T02:45:00+01:00'));
});

describe('who has validated', () => {
  const own = 'LBM-VALMONT^Laboratoire de Valmont';
  const elsewhere = 'LBM-HAUTERIVE^Laboratoire de Hauterive';
  const finess = (number: string) => `^^^^^^FINEG^^^${number}`;

  /** OBX-11, OBX-15, OBX-16, OBX-23 → the named validator, if this F is published without a biologist. */
  test.each([
    ['F of the own laboratory, named', 'F', '', 'BIO003^GÉRARD^Paul', '', 'Paul GÉRARD'],
    ['C of the own laboratory, named', 'C', own, 'BIO003^GÉRARD^Paul', '', 'Paul GÉRARD'],
    ['F of the own laboratory by FINESS', 'F', own, 'BIO003^GÉRARD^Paul', finess('880000789'), 'Paul GÉRARD'],
    ['F without a name', 'F', own, '', '', null],
    ['F of another FINESS', 'F', own, 'BIO003^GÉRARD^Paul', finess('880000790'), null],
    ['F of another code', 'F', elsewhere, 'BIO003^GÉRARD^Paul', '', null],
    ['F of a laboratory known by its name alone', 'F', '', 'BIO003^GÉRARD^Paul', 'Laboratoire extérieur', null],
    ['R with a name', 'R', '', 'TECH12^ROUX^Anaïs', '', null],
    ['P with a name', 'P', '', 'TECH12^ROUX^Anaïs', '', null],
  ])('%s', (_what, status, producer, responsible, organisation, validator) => {
    const { result } = resultOf({ 11: status, 15: producer, 16: responsible, 23: organisation });
    expect(result.lisValidator).toBe(validator);
  });

  test('OBR-32 names the validator when OBX-16 does not', () => {
    const request = raw('OBR', { 3: '26112100001-B', 4: 'IONO', 25: 'F', 32: 'BIO003&GÉRARD&Paul' });
    const [result] = resultsOf(translated(oru(ORDER, request, obx({ 11: 'F' }))));
    expect(result?.lisValidator).toBe('Paul GÉRARD');
  });

  test('an F that nobody signed is told', () => {
    expect(resultOf({ 11: 'F' }).told).toEqual(['OBX-11:101']);
  });
});

test('the executing laboratory is named by OBX-15 and OBX-23', () => {
  const { result } = resultOf({ 15: 'LBM-HAUTERIVE^Laboratoire de Hauterive', 23: '^^^^^^FINEG^^^880000790' });
  expect(result).toMatchObject({ performerCode: 'LBM-HAUTERIVE', performerName: 'Laboratoire de Hauterive', performerFiness: '880000790' });
});

test('method, analyser and observer are read; a NUL, which no database keeps, is left out', () => {
  const { result } = resultOf({ 16: 'TECH12^ROUX^Ana\u0000ïs', 17: 'ISE^Potentiométrie\\X00\\', 18: 'COBAS-1' });
  expect(result).toMatchObject({ responsibleObserver: 'Anaïs ROUX', method: 'Potentiométrie', equipment: 'COBAS-1' });
});

test('a code too long for any index refuses the message instead of stopping its dossier', () => {
  const translation = translated(oru(ORDER, REQUEST, obx({ 3: `${'x'.repeat(3_000)}^Long^LOCAL` })));
  expect(translation.problems).toContainEqual(expect.objectContaining({ severity: 'E', segment: 'OBX', field: 3, code: '104' }));
  expect(onlyDossier(translation).requests[0]?.observations[0]?.code).toHaveLength(200);
});
