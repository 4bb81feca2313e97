import { expect, test } from 'vitest';
import { fixture, obx, onlyDossier, oru, raw, translated } from '../testing';

const requestOf = (orc: string, fields: Record<number, string>) =>
  onlyDossier(translated(oru(orc, raw('OBR', { 1: '1', 3: 'N2', 4: 'ATB', ...fields }), obx()))).requests[0];
const ORC = 'ORC|RE|P2|N2|D1';

test.each([
  ['nothing: no parent', ORC, {}, { parentNumber: '', parentCode: '', parentSubId: '', parentText: '' }],
  [
    'OBR-26 and OBR-29',
    ORC,
    { 26: '600-7&Hémoculture&LN^1^Escherichia coli', 29: 'P1&DPI^N1&SIL' },
    { parentNumber: 'N1', parentCode: '600-7', parentSubId: '1', parentText: 'Escherichia coli' },
  ],
  ['LOINC second', ORC, { 26: 'MECH&Culture&LOCAL&11475-1&Organism&LN^2' }, { parentCode: '11475-1', parentSubId: '2' }],
  ['a code of the sender', ORC, { 26: 'GERME^1', 29: 'P1' }, { parentNumber: 'P1', parentCode: 'GERME' }],
  ['ORC-8 when OBR-29 is empty', `${ORC}||||^N1`, {}, { parentNumber: 'N1' }],
  ['a word of deletion', ORC, { 26: '""', 29: '""' }, { parentNumber: '', parentCode: '' }],
])('%s', (_what, orc, fields, parent) => {
  expect(requestOf(orc, fields)).toMatchObject(parent);
});

test('the blood culture names the organism of which its report speaks', () => {
  const [first] = translated(fixture('blood_culture_fr_orc_groups')).groups.flatMap((group) => group.dossiers.flatMap((dossier) => dossier.requests));
  expect(first).toMatchObject({ parentCode: '11475-1', parentSubId: '1' });
});
