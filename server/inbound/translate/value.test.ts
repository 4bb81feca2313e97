import { describe, expect, test } from 'vitest';
import { resultOf } from '../testing';
import { parseRange } from './value';

/** OBX-2 and OBX-5 as sent → values for a person, number, comparator, type, problems told. */
const VALUES: readonly (readonly [
  type: string,
  sent: string,
  values: string[],
  number: number | null,
  comparator: string | null,
  as: string,
  told: string[],
])[] = [
  ['NM', '6.9', ['6.9'], 6.9, null, 'NM', []],
  ['NM', '6,9', ['6,9'], 6.9, null, 'NM', []],
  ['NM', '-2.5', ['-2.5'], -2.5, null, 'NM', []],
  ['NM', '4.10', ['4.10'], 4.1, null, 'NM', []],
  ['NM', '<^10', ['<10'], 10, '<', 'SN', ['OBX-5:102']],
  ['NM', '<10', ['<10'], 10, '<', 'SN', ['OBX-5:102']],
  ['NM', '> 200', ['> 200'], 200, '>', 'SN', ['OBX-5:102']],
  ['NM', '^12', ['12'], 12, null, 'SN', ['OBX-5:102']],
  ['NM', 'coagulé', ['coagulé'], null, null, 'NM', ['OBX-5:102']],
  ['NM', '1 234', ['1 234'], null, null, 'NM', ['OBX-5:102']],
  ['NM', '5^6', ['5^6'], null, null, 'NM', ['OBX-5:102']],
  ['NM', '', [], null, null, 'NM', []],
  ['NM', '""', [], null, null, 'NM', []],
  ['NM', '4.1~4.2', ['4.1', '4.2'], 4.1, null, 'NM', []],
  ['NM', '9'.repeat(400), ['9'.repeat(400)], null, null, 'SN', ['OBX-5:102']],
  ['SN', '<^0.01', ['<0.01'], 0.01, '<', 'SN', []],
  ['SN', '>=^100', ['>=100'], 100, '>=', 'SN', []],
  ['SN', '^12', ['12'], 12, null, 'SN', []],
  ['SN', '^1^:^128', ['1:128'], null, null, 'SN', []],
  ['SN', '^2^-^3', ['2-3'], null, null, 'SN', []],
  ['SN', '^10^+', ['10+'], null, null, 'SN', []],
  ['ST', 'R^Résistant', ['R (Résistant)'], null, null, 'ST', []],
  ['ST', 'x^2 & y', ['x^2 & y'], null, null, 'ST', []],
  ['TX', 'a \\T\\ b\\.br\\c \\F\\ d', ['a & b\nc | d'], null, null, 'TX', []],
  ['FT', 'un~deux', ['un', 'deux'], null, null, 'FT', []],
  ['CE', '91302008^Escherichia coli^SCT', ['Escherichia coli'], null, null, 'CE', []],
  ['CWE', 'EC^En cours^LOCAL', ['En cours'], null, null, 'CWE', []],
  ['CWE', 'EC', ['EC'], null, null, 'CWE', []],
  ['CWE', 'A^^L^B^Autre libellé^L2', ['Autre libellé'], null, null, 'CWE', []],
  ['CWE', '^^^^^^^^Texte libre', ['Texte libre'], null, null, 'CWE', []],
  ['CWE', 'A^Un~B^Deux', ['Un', 'Deux'], null, null, 'CWE', []],
  ['CE', '^^^^', [], null, null, 'CE', []],
  ['ED', '^application^pdf^Base64^JVBERi0x', ['Document joint (pdf)'], null, null, 'ED', []],
  ['ED', '^TEXT^^Base64^AAAA', ['Document joint (TEXT)'], null, null, 'ED', []],
  ['ED', '^^^Base64^AAAA', ['Document joint (format non précisé)'], null, null, 'ED', []],
  ['RP', 'toto.pdf', ['Document externe : toto.pdf'], null, null, 'RP', []],
  ['XTN', '^PRN^PH^^^^0329000000', ['0329000000'], null, null, 'XTN', []],
  ['XTN', '0329000000', ['0329000000'], null, null, 'XTN', []],
  ['CX', '0004711^^^CH-VALMONT', ['0004711'], null, null, 'CX', []],
  ['XTN', '^WPN^PH^^33^3^29000415^12', ['+33 3 29000415 poste 12'], null, null, 'XTN', []],
  ['XTN', '^PRN^PH^^1^555^5552004', ['+1 555 5552004'], null, null, 'XTN', []],
  ['XTN', '^NET^Internet^accueil@lbm.example', ['accueil@lbm.example'], null, null, 'XTN', []],
  ['XTN', '^PRN^CP^^^^^^^^^+33601020304', ['+33601020304'], null, null, 'XTN', []],
  ['XTN', '^PRN^CP^^33^6^01020304^^^^^+33601020304', ['+33601020304'], null, null, 'XTN', []],
  ['TN', '0329000000', ['0329000000'], null, null, 'TN', []],
  ['EI', 'F1^SIL', ['F1'], null, null, 'EI', []],
  ['HD', '^1.2.250.1^ISO', ['1.2.250.1'], null, null, 'HD', []],
  ['XPN', 'PAT-TROIS&x^DOMINIQUE^JEAN^^^^L', ['DOMINIQUE JEAN PAT-TROIS'], null, null, 'XPN', []],
  ['PN', 'MARCHAL^Élise', ['Élise MARCHAL'], null, null, 'PN', []],
  ['XCN', 'TECH12^ROUX^Anaïs', ['Anaïs ROUX'], null, null, 'XCN', []],
  ['XCN', 'TECH12', ['TECH12'], null, null, 'XCN', []],
  ['XON', 'Laboratoire de Valmont^L^^^^^^^^880000789', ['Laboratoire de Valmont'], null, null, 'XON', []],
  ['AD', '12 rue des Tilleuls^^VALMONT^^88100^FRA', ['12 rue des Tilleuls, 88100 VALMONT, FRA'], null, null, 'AD', []],
  ['MO', '12.50^EUR', ['12.50 EUR'], null, null, 'MO', []],
  ['CP', '12.50&EUR^UP', ['12.50 EUR'], null, null, 'CP', []],
  ['CQ', '5^mL&millilitre', ['5 mL'], null, null, 'CQ', []],
  ['NR', '3.5^5.1', ['3.5 – 5.1'], null, null, 'NR', []],
  ['NR', '^5.1', ['≤ 5.1'], null, null, 'NR', []],
  ['DR', '20261101^', ['≥ 20261101'], null, null, 'DR', []],
  ['ID', 'Y', ['Y'], null, null, 'ID', []],
  ['IS', 'POS', ['POS'], null, null, 'IS', []],
  ['SI', '3', ['3'], null, null, 'SI', []],
  ['CNE', 'A^Un', ['Un'], null, null, 'CNE', []],
  ['CF', 'A^Un\\.br\\deux', ['Un\ndeux'], null, null, 'CF', []],
  ['FT', '\\.in+4\\a\\.sp2\\b\\H\\c\\N\\', ['a\n\nbc'], null, null, 'FT', []],
  ['NM', '+4.1', ['+4.1'], 4.1, null, 'NM', []],
  ['NM', '007', ['007'], 7, null, 'NM', []],
  ['NM', '.5', ['.5'], 0.5, null, 'NM', []],
  ['NM', '5.', ['5.'], 5, null, 'NM', []],
  ['NM', '1.2E3', ['1.2E3'], 1200, null, 'NM', []],
  ['NM', '1E999', ['1E999'], null, null, 'SN', ['OBX-5:102']],
  ['NM', '1.2.3', ['1.2.3'], null, null, 'NM', ['OBX-5:102']],
  ['NM', '1,234,5', ['1,234,5'], null, null, 'NM', ['OBX-5:102']],
  ['NM', '  6.9 ', ['6.9'], 6.9, null, 'NM', []],
  ['NM', '""~4.2', ['4.2'], 4.2, null, 'NM', []],
  ['NM', '<>^3', ['<>3'], 3, '<>', 'SN', ['OBX-5:102']],
  ['SN', '<', ['<'], null, null, 'SN', []],
  ['SN', '^1^/^128', ['1/128'], null, null, 'SN', []],
  ['SN', '<^1^:^8', ['<1:8'], null, null, 'SN', []],
  ['SN', '>^10~<^2', ['>10', '<2'], 10, '>', 'SN', []],
  ['DT', '20261121', ['20261121'], null, null, 'DT', []],
  ['DT', '20260229', ['20260229'], null, null, 'DT', ['OBX-5:102']],
  ['TS', '202611210307+0100^M', ['202611210307+0100'], null, null, 'TS', []],
  ['DTM', '2026', ['2026'], null, null, 'DTM', []],
  ['TM', '0307', ['0307'], null, null, 'TM', []],
  ['TM', '2460', ['2460'], null, null, 'TM', ['OBX-5:102']],
  ['', 'sans type', ['sans type'], null, null, '', []],
  ['ZZ', 'type inconnu', ['type inconnu'], null, null, 'ZZ', []],
];

test.each(VALUES)('%s « %s »', (type, sent, values, number, comparator, as, told) => {
  const { result, told: problems } = resultOf({ 2: type, 5: sent });
  expect(result).toMatchObject({ values, number, comparator, valueType: as });
  expect(problems).toEqual(told);
});

describe('an interval of reference', () => {
  test.each([
    ['3.5 - 5.1', 3.5, 5.1],
    ['3,5-5,1', 3.5, 5.1],
    ['-2 à 2', -2, 2],
    ['0.27–4.20', 0.27, 4.2],
    ['<=0.25', null, 0.25],
    ['< 5', null, 5],
    ['> 60', 60, null],
    ['négatif', null, null],
    ['3.5', null, null],
    ['', null, null],
    [`0 - ${'9'.repeat(400)}`, 0, null],
  ])('« %s » has its bounds, or none', (text, low, high) => {
    expect(parseRange(text)).toEqual({ low, high });
  });

  test('keeps the words after an ampersand that the sender left unescaped', () => {
    const { result } = resultOf({ 7: 'H : 13 - 17 & F : 12 - 16' });
    expect(result.referenceRange).toBe('H : 13 - 17 & F : 12 - 16');
  });
});
