import { expect, test } from 'vitest';
import { ORDER, obx, onlyDossier, oru, REQUEST, raw, translated } from '../testing';

const specimenOf = (fields: Record<number, string>) => onlyDossier(translated(oru(ORDER, REQUEST, obx(), raw('SPM', { 1: '1', ...fields })))).specimens;

test('a sample is read whole: kind with its modifiers, site, role, description, state, taken, received', () => {
  expect(
    specimenOf({
      2: 'P1&DPI^F1&SIL',
      4: '119297000^Sang^SCT',
      5: 'ART^Artériel^LOCAL',
      8: 'BD^Bras droit^LOCAL',
      9: 'FOS^Pli du coude^LOCAL',
      11: 'Q^Contrôle de qualité^HL70369',
      14: 'Prélevé sur cathéter \\T\\ purge~à 37 °C',
      17: '20261121024500^20261121025000',
      18: '20261121025830',
      21: 'RH^Hémolyse^HL70490~RC^Coagulé^HL70490',
      24: 'CLOT^Coagulé^HL70493',
    }),
  ).toEqual([
    {
      identifier: 'F1',
      notes: [],
      centrifugedAt: null,
      kind: 'Sang, Artériel',
      site: 'Bras droit, Pli du coude',
      role: 'Contrôle de qualité',
      description: 'Prélevé sur cathéter & purge\nà 37 °C',
      condition: 'Coagulé, Hémolyse, Coagulé',
      collectedAt: new Date('2026-11-21T01:45:00Z'),
      receivedAt: new Date('2026-11-21T01:58:30Z'),
    },
  ]);
});

test.each([
  ['the laboratory’s number', { 2: 'P1^F1' }, 'F1'],
  ['else the ward’s', { 2: 'P1' }, 'P1'],
  ['else its rank', {}, '1'],
])('a sample is known by %s', (_what, fields, identifier) => {
  expect(specimenOf(fields)[0]?.identifier).toBe(identifier);
});

test('a sample of the patient has no role worth telling', () => {
  expect(specimenOf({ 11: 'P^Patient^HL70369' })[0]?.role).toBe('');
});

test('what nobody says of a sample is empty, and no state is none', () => {
  expect(specimenOf({ 2: '^F1' })[0]).toMatchObject({ kind: '', site: '', role: '', description: '', condition: null, collectedAt: null });
});
