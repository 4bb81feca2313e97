import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../hl7/grammar';
import { GENERIC_SETTINGS, type ProfileSettings } from '../profile-settings';
import { refuseByHeader } from '../rules';
import { ORDER, obx, onlyDossier, oru, REQUEST, raw, resultsOf, translated, VALMONT } from '../testing';

/** One block per setting of a link: what it changes, and that nothing changes without it. */
const withSettings = (settings: Partial<ProfileSettings>, ...segments: string[]) =>
  translated(oru(...segments), { ...VALMONT, settings: { ...GENERIC_SETTINGS, ...settings } });
const dossierWith = (settings: Partial<ProfileSettings>, ...segments: string[]) => onlyDossier(withSettings(settings, ...segments));
const resultWith = (settings: Partial<ProfileSettings>, fields: Record<number, string>) => resultsOf(withSettings(settings, ORDER, REQUEST, obx(fields)))[0];

describe('accessionFields', () => {
  const orc = 'ORC|RE|P1|F1|D1';
  const obr = raw('OBR', { 1: '1', 2: 'P2', 3: 'F2', 4: 'NFS', 18: 'B18', 20: 'B20' });
  test.each([
    ['ORC-4', 'D1'],
    ['ORC-3', 'F1'],
    ['ORC-2', 'P1'],
    ['OBR-2', 'P2'],
    ['OBR-3', 'F2'],
    ['OBR-18', 'B18'],
    ['OBR-20', 'B20'],
  ] as const)('%s gives the number of the dossier', (field, number) => {
    expect(dossierWith({ accessionFields: [field] }, orc, obr, obx()).accessionNumber).toBe(number);
    expect(dossierWith({ accessionFields: ['OBR-19' as 'OBR-18', field] }, orc, obr, obx()).accessionNumber).toBe(number);
  });

  test('none of them filled is a refusal, whatever other numbers there are', () => {
    expect(withSettings({ accessionFields: ['OBR-18'] }, orc, REQUEST, obx()).problems).toContainEqual(expect.objectContaining({ severity: 'E', code: '101' }));
  });
});

test.each([
  [['PI', 'MR'], 'A1'],
  [['MR', 'PI'], 'B2'],
  [['an'], 'C3'],
  [['XX'], 'A1'],
])('identifierTypes %j chooses among the identifiers', (identifierTypes, identifier) => {
  const { groups } = withSettings({ identifierTypes }, 'PID|1||A1^^^CH^PI~B2^^^CH^MR~C3^^^CH^AN||PAT-TROIS^DOMINIQUE||19790328|F', ORDER, REQUEST, obx());
  expect(groups[0]?.patient.identifier).toBe(identifier);
});

test.each([
  [['LN'], 'LNC', 'LOCAL-SIDE'],
  [['lnc'], 'LNC', '2823-3'],
  [['http://loinc.org'], 'http://loinc.org', '2823-3'],
])('loincSystems %j with « %s » gives %s', (loincSystems, system, code) => {
  expect(resultWith({ loincSystems }, { 3: `LOCAL-SIDE^Potassium^L^2823-3^K^${system}` })?.code).toBe(code);
});

test.each([
  [{}, 'VT', 'VT'],
  [{ VT: 'R' }, 'VT', 'R'],
  [{ vb: 'F' }, 'VB', 'F'],
  [{ P: 'F' }, 'p', 'F'],
  [{ F: 'R' }, '', 'R'],
] as const)('statuses %j reads « %s » as %s', (statuses, sent, status) => {
  expect(resultWith({ statuses }, { 11: sent })?.status).toBe(status);
});

test('a name that objects inherit is no status of anybody', () => {
  expect(resultWith({}, { 11: 'constructor', 8: 'toString' })).toMatchObject({ status: 'CONSTRUCTOR', interpretation: 'toString' });
});

test.each([
  [['R', 'P', 'S'], 'F', 'Paul GÉRARD'],
  [['R', 'P', 'S', 'F'], 'F', null],
  [['R', 'F'], 'C', 'Paul GÉRARD'],
  [['R', 'C'], 'C', null],
] as const)('awaitsBiologist %j: a named « %s » has the validator %s', (awaitsBiologist, status, validator) => {
  expect(resultWith({ awaitsBiologist: [...awaitsBiologist] }, { 11: status, 16: 'B1^GÉRARD^Paul' })?.lisValidator).toBe(validator);
});

test.each([
  [{}, '++', '++'],
  [{ '++': 'HH', '--': 'LL' }, '++', 'HH'],
  [{ haut: 'H' }, 'HAUT~A', 'H~A'],
])('flags %j reads « %s » as %s', (flags, sent, interpretation) => {
  expect(resultWith({ flags }, { 8: sent })?.interpretation).toBe(interpretation);
});

test.each([
  [[], 'un<BR>deux', 'un<BR>deux'],
  [['<BR>'], 'un<BR>deux', 'un\ndeux'],
  [['|n', '|n|n'], 'un\\F\\n\\F\\ndeux', 'un\ndeux'],
])('lineBreaks %j in notes and values', (lineBreaks, sent, text) => {
  const [result] = resultsOf(withSettings({ lineBreaks }, ORDER, REQUEST, obx({ 2: 'TX', 5: sent }), `NTE|1||${sent}`));
  expect([result?.values, result?.notes]).toEqual([[text], [text]]);
});

describe('privateFields', () => {
  const zbr = 'ZBR|1|a^Lecteur de glycémie, Réanimation~^Autre';
  const at = (meaning: ProfileSettings['privateFields'][number]['meaning']) => ({ privateFields: [{ segment: 'ZBR', field: 2, component: 2, meaning }] });
  const message = ['NTE|1||Venue', 'PV1|1|I|URG', ORDER, `${REQUEST}${'|'.repeat(6)}Malaise`, obx(), zbr];

  test.each([
    ['dossier-note', 'notes', ['Venue', 'Lecteur de glycémie, Réanimation', 'Autre']],
    ['clinical-information', 'clinicalInformation', 'Malaise\nLecteur de glycémie, Réanimation\nAutre'],
    ['ward', 'wardCode', 'Lecteur de glycémie, Réanimation'],
    ['callback-phone', 'callbackPhone', 'Lecteur de glycémie, Réanimation'],
  ] as const)('%s', (meaning, field, expected) => {
    expect(dossierWith(at(meaning), ...message)[field]).toEqual(expected);
  });

  test('origin is that of the results of its request, or of all when it stands before them', () => {
    const origins = (...segments: string[]) => resultsOf(withSettings(at('origin'), ...segments)).map(({ origin }) => origin);
    const other = 'OBR|2|P1|N2|NFS';
    expect(origins(ORDER, REQUEST, obx(), zbr, other, obx())).toEqual(['Lecteur de glycémie, Réanimation', '']);
    expect(origins(zbr, ORDER, REQUEST, obx(), other, obx())).toEqual(['Lecteur de glycémie, Réanimation', 'Lecteur de glycémie, Réanimation']);
  });

  test('a Z-segment that no setting names says nothing', () => {
    expect(dossierWith({}, ...message)).toMatchObject({ notes: ['Venue'], clinicalInformation: 'Malaise', wardCode: 'URG', callbackPhone: '' });
  });
});

test.each([
  [['ORU', 'ADT'], 'ORU^R01', null],
  [['ORU', 'ADT'], 'ADT^A01', null],
  [['ADT'], 'ORU^R01', 'AR'],
  [['ORU'], 'ADT^A01', 'AR'],
  [['ORU', 'ADT'], 'ORM^O01', 'AR'],
] as const)('messageTypes %j: %s is answered %s by its header', (messageTypes, type, answer) => {
  const parsed = parseMessage(`MSH|^~\\&|A|B|C|D|20261121||${type}|1|P|2.5`);
  if (!parsed.ok) throw new Error('no message');
  const settings = { ...GENERIC_SETTINGS, messageTypes: [...messageTypes] };
  expect(refuseByHeader(parsed.message, { isSenderKnown: true, acceptsTests: false, settings })?.answer ?? null).toBe(answer);
});
