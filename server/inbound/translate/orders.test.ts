import { describe, expect, test } from 'vitest';
import { ORDER, obx, onlyDossier, oru, REQUEST, raw, resultsOf, translated } from '../testing';

const keysOf = (...segments: string[]) => resultsOf(translated(oru(...segments))).map(({ observationKey }) => observationKey);
const dossierOf = (...segments: string[]) => onlyDossier(translated(oru(...segments)));

describe('the number of the dossier', () => {
  test.each([
    ['ORC-4', 'ORC|RE|P1|F1|D1', 'OBR|1|P2|F2', 'D1'],
    ['then ORC-3', 'ORC|RE|P1|F1', 'OBR|1|P2|F2', 'F1'],
    ['then OBR-3', 'ORC|RE|P1', 'OBR|1|P2|F2', 'F2'],
    ['then ORC-2', 'ORC|RE|P1', 'OBR|1|P2|', 'P1'],
    ['then OBR-2', 'ORC|RE', 'OBR|1|P2|', 'P2'],
    ['never a word of deletion', 'ORC|RE|P1|""|""', 'OBR|1|P2|F2', 'F2'],
  ])('is %s', (_what, orc, obr, number) => {
    expect(dossierOf(orc, obr, obx()).accessionNumber).toBe(number);
  });

  test('a request without an ORC of its own belongs to the order before', () => {
    expect(dossierOf('ORC|RE|P1||D1', 'OBR|1||F1|A', obx(), 'OBR|2||F2|B', obx()).requests).toHaveLength(2);
  });

  test('an ORC that stands after its request is its own, and not that of the next', () => {
    const { groups } = translated(oru('OBR|1||F1|A', 'ORC|RE|||D1', obx(), 'OBR|2||F2|B', 'ORC|RE|||D2', obx()));
    expect(groups.flatMap(({ dossiers }) => dossiers.map(({ accessionNumber }) => accessionNumber))).toEqual(['D1', 'D2']);
  });

  test('without any number the message is refused, whatever else is right', () => {
    expect(translated(oru('OBR|1|||A', obx())).problems).toContainEqual(expect.objectContaining({ severity: 'E', segment: 'OBR', field: 3, code: '101' }));
  });
});

describe('the key of a result', () => {
  test('does not depend on what else the message holds: a later correction finds it', () => {
    const alone = keysOf(ORDER, 'OBR|1|P1|N1|NFS', obx());
    const beside = keysOf(ORDER, 'OBR|1|P1|N1|IONO', obx(), 'OBR|2|P1|N1|NFS', obx());
    expect(beside).toContain(alone[0]);
    expect(new Set(beside).size).toBe(2);
  });

  test('is never given twice: repeated lines, repeated requests, sub-ids that look like ranks', () => {
    const glucose = 'OBR|1|P1|N1|HGPO';
    const keys = keysOf(ORDER, glucose, obx(), obx(), obx({ 4: '#2' }), glucose, obx(), glucose, obx());
    expect(new Set(keys).size).toBe(5);
    expect(dossierOf(ORDER, glucose, obx(), glucose, obx()).requests.map(({ requestKey }) => requestKey)).toEqual(['N1/HGPO', 'N1/HGPO#2']);
  });
});

describe('a note belongs to what stands before it', () => {
  const note = (text: string) => `NTE|1|L|${text}`;

  test('patient, request and result', () => {
    const dossier = dossierOf(note('patient'), 'PV1|1|I|URG', note('séjour'), ORDER, REQUEST, note('demande'), obx(), note('un'), note('deux'));
    expect(dossier.notes).toEqual(['patient', 'séjour']);
    expect(dossier.requests[0]?.notes).toEqual(['demande']);
    expect(dossier.requests[0]?.observations[0]?.notes).toEqual(['un', 'deux']);
  });

  test('a note after an ORC or a sample is none on the result before', () => {
    const dossier = dossierOf(ORDER, REQUEST, obx(), 'SPM|1|S1||BLD^Sang', note('coagulé'), ORDER, note('prochaine'), raw('OBR', { 3: 'N2', 4: 'NFS' }), obx());
    expect(dossier.requests.map(({ notes }) => notes)).toEqual([[], ['prochaine']]);
    // What was said of a sample is said of nothing else (GBUI IV-3).
    expect(dossier.specimens.map(({ notes }) => notes)).toEqual([['coagulé']]);
    expect(dossier.requests.flatMap(({ observations }) => observations.flatMap(({ notes }) => notes))).toEqual([]);
  });

  test('repetitions and line breaks stay, an empty note is none, a Z-segment in between changes nothing', () => {
    const dossier = dossierOf(ORDER, REQUEST, obx(), note('  '), 'ZZZ|1|x', note('a~b\\.br\\c'));
    expect(dossier.requests[0]?.observations[0]?.notes).toEqual(['a\nb\nc']);
  });
});

test('a result before any request is told and goes to repair, the rest goes on', () => {
  const translation = translated(oru(obx({ 1: '7' }), ORDER, REQUEST, obx()));
  expect(resultsOf(translation)).toHaveLength(1);
  expect(translation.problems).toContainEqual(expect.objectContaining({ severity: 'W', segment: 'OBX', field: null, code: '100' }));
  expect(translation.repairs).toContainEqual({ kind: 'unreadable_line', subject: 'OBX 7', segment: 'OBX', field: null, accessionNumber: '' });
});

describe('the priority', () => {
  const request = (fields: Record<number, string>) => raw('OBR', { 3: 'N1', 4: 'IONO', ...fields });
  const timing = raw('TQ1', { 1: '1', 9: 'S^Urgence vitale' });

  test.each([
    ['TQ1-9', [ORDER, request({ 27: '^^^^^R' }), timing], 'stat'],
    ['then OBR-27', [raw('ORC', { 4: 'D1', 7: '^^^^^R' }), request({ 27: '^^^^^A' })], 'urgent'],
    ['then ORC-7', [raw('ORC', { 4: 'D1', 7: '^^^^^S' }), request({ 5: 'R' })], 'stat'],
    ['then OBR-5', [ORDER, request({ 5: 'STAT' })], 'stat'],
    ['any other word is routine', [ORDER, request({ 27: '^^^^^T' })], 'routine'],
    ['none said, none guessed', [ORDER, request({})], null],
    ['the most pressing of the requests', [ORDER, request({ 5: 'R' }), request({ 3: 'N2', 5: 'U' }), request({ 3: 'N3' })], 'urgent'],
  ])('%s', (_what, segments, priority) => {
    expect(dossierOf(...segments).priority).toBe(priority);
  });
});

describe('the prescriber', () => {
  const rpps = '10001234567^MARCHAL^Élise^^^Dr^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^RPPS';
  const local = 'NEPH^DUBOIS^Ève^^^Dr';

  test.each([
    ['ORC-12', rpps, '', ['10001234567', 'Élise MARCHAL']],
    ['OBR-16', '', rpps, ['10001234567', 'Élise MARCHAL']],
    ['the one with an RPPS number, wherever it stands', local, rpps, ['10001234567', 'Élise MARCHAL']],
    ['a name alone identifies nobody', local, '', ['', 'Ève DUBOIS']],
    ['eleven digits of another authority are no RPPS', '22315678901^Coppens^Dirk^^^Dr^^^AZ^L^^^NIHDI', '', ['', 'Dirk Coppens']],
    ['nor are ten of the right one', '1000123456^X^Y^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^RPPS', '', ['', 'Y X']],
    ['nobody', '', '', ['', '']],
  ])('%s', (_what, orc12, obr16, expected) => {
    const dossier = dossierOf(raw('ORC', { 4: 'D1', 12: orc12 }), raw('OBR', { 3: 'N1', 4: 'IONO', 16: obr16 }), obx());
    expect([dossier.prescriberRpps, dossier.prescriberName]).toEqual(expected);
  });
});

test('the sampling is the earliest of OBR-7, else of the samples', () => {
  const sample = raw('SPM', { 2: 'S1', 17: '20261121024000' });
  expect(dossierOf(ORDER, raw('OBR', { 3: 'N1', 7: '20261121025000' }), raw('OBR', { 3: 'N2', 7: '20261121024500' })).collectedAt).toEqual(
    new Date('2026-11-21T02:45:00+01:00'),
  );
  expect(dossierOf(ORDER, raw('OBR', { 3: 'N1' }), sample).collectedAt).toEqual(new Date('2026-11-21T02:40:00+01:00'));
});

test('clinical information keeps what its sender left unescaped and is said once', () => {
  const request = (number: string) => raw('OBR', { 3: number, 4: 'A', 13: 'Fièvre & toux ^ J3' });
  expect(dossierOf(ORDER, request('N1'), request('N2')).clinicalInformation).toBe('Fièvre & toux ^ J3');
});

test('two patients in one message stay apart, and that is told', () => {
  const second = 'PID|2||0009999^^^CH-VALMONT^PI||AUTRE^PAUL^^^^^L||19500101|M';
  const translation = translated(
    oru('PID|1||0004711^^^CH-VALMONT^PI||UN^LUC^^^^^L||19600101|M', ORDER, REQUEST, obx(), second, 'ORC|RE|P2||26112100002', REQUEST, obx({ 5: '9' })),
  );
  expect(translation.groups.map(({ patient, dossiers }) => [patient.birthFamilyName, dossiers.map(({ accessionNumber }) => accessionNumber)])).toEqual([
    ['UN', ['26112100001']],
    ['AUTRE', ['26112100002']],
  ]);
  expect(translation.problems).toContainEqual(expect.objectContaining({ severity: 'W', segment: 'PID' }));
});

describe('a segment whose name is no name', () => {
  const translation = translated(oru(ORDER, REQUEST, obx({ 1: '1' }), 'OBC|2|NM|2823-3^Potassium^LN||7.5|mmol/L|||||F', 'NTE|1||Hémolyse', 'ZZZ|1', 'SFT|x'));

  test('is told and waits for a person, while the results beside it go on', () => {
    expect(translation.problems).toContainEqual(expect.objectContaining({ severity: 'W', segment: 'OBC', code: '100' }));
    expect(translation.repairs).toContainEqual({ kind: 'unreadable_line', subject: 'OBC 2', segment: 'OBC', field: null, accessionNumber: '' });
    expect(resultsOf(translation)).toHaveLength(1);
    expect(translation.problems.map(({ segment }) => segment)).not.toContain('ZZZ');
    expect(translation.problems.map(({ segment }) => segment)).not.toContain('SFT');
  });

  test('keeps its note from the result before', () => {
    expect(resultsOf(translation)[0]?.notes).toEqual([]);
  });
});
