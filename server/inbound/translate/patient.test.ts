import { describe, expect, test } from 'vitest';
import { ORDER, obx, oru, REQUEST, raw, translated } from '../testing';

const IPP = '0004711^^^CH-VALMONT&880000123&FINEJ^PI';
const INS = '^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS';
const PERSON: Record<number, string> = { 3: IPP, 5: 'PAT-TROIS^DOMINIQUE^^^^^L', 7: '19790328', 8: 'F' };

function read(fields: Record<number, string>) {
  const translation = translated(oru(raw('PID', { ...PERSON, ...fields }), ORDER, REQUEST, obx()));
  return {
    person: translation.groups[0]?.patient,
    told: translation.problems.map((p) => `${p.severity} ${p.segment}-${p.field}:${p.code}`),
    repairs: translation.repairs,
  };
}

describe('the number of the person', () => {
  test.each([
    ['the IPP, wherever it stands', `279035121518989${INS}~${IPP}`, ['0004711', 'CH-VALMONT']],
    ['an authority by its OID when it has no name', '47^^^&1.2.3&ISO^PI', ['47', '1.2.3']],
    ['another kind when there is no IPP', '47^^^MB&1.2&ISO^RI', ['47', 'MB']],
    ['never the national number of another country before it', '999^^^SSIN^NNNBE~47^^^MB', ['47', 'MB']],
    ['the INS when it is all there is', `279035121518989${INS}`, ['279035121518989', 'ASIP-SANTE-INS-NIR']],
  ])('%s', (_what, sent, expected) => {
    const { person } = read({ 3: sent });
    expect([person?.identifier, person?.assigningAuthority]).toEqual(expected);
  });

  test.each([
    ['no number', { 3: '' }, 'E PID-3:101'],
    ['a deleted number', { 3: '""' }, 'E PID-3:101'],
    ['no name', { 5: '' }, 'E PID-5:101'],
    ['a number of 3,000 characters', { 3: `${'9'.repeat(3_000)}^^^A^PI` }, 'E PID-3:104'],
  ])('%s refuses the message', (_what, fields, problem) => {
    expect(read(fields).told).toContain(problem);
  });
});

describe('the INS', () => {
  test.each([
    ['right', '279035121518989', '279035121518989', []],
    ['with spaces', '2 79 03 51 215 189 89', '279035121518989', []],
    ['Corsica 2A', '179032A12151820', '179032A12151820', ['W PID-3:102']],
    ['wrong key', '276037510669380', '276037510669380', ['W PID-3:102']],
    ['wrong key', '170017510112313', '170017510112313', ['W PID-3:102']],
    ['fourteen digits are none', '27903512151898', null, []],
  ])('%s', (_what, sent, ins, told) => {
    const { person, told: problems } = read({ 3: `${IPP}~${sent}${INS}` });
    expect(person?.ins).toBe(ins);
    expect(problems).toEqual(told);
  });

  test('under an authority that gives no INS it is none', () => {
    expect(read({ 3: `${IPP}~279035121518989^^^X&1.2.3&ISO^INS` }).person?.ins).toBeNull();
  });
});

describe('the birth date', () => {
  test.each([
    ['19790328', '1979-03-28', []],
    ['19790328120000', '1979-03-28', []],
    ['197903', null, []],
    ['1979', null, []],
    ['', null, ['W PID-7:101']],
    ['""', null, ['W PID-7:101']],
    ['19420229', null, ['W PID-7:102']],
    ['00010101', null, ['W PID-7:102']],
    ['99991231', null, ['W PID-7:102']],
    ['28/03/1979', null, ['W PID-7:102']],
  ])('« %s »', (sent, birthDate, told) => {
    const { person, told: problems, repairs } = read({ 7: sent });
    expect(person).toMatchObject({ birthDate, birthDateText: sent === '""' ? '' : sent });
    expect(problems).toEqual(told);
    expect(repairs.map(({ kind, subject }) => `${kind} ${subject}`)).toEqual(told.join() === 'W PID-7:102' ? ['identity 0004711'] : []);
  });
});

describe('the reliability of the identity', () => {
  test.each([
    ['VALI', 'VALI'],
    ['prov', 'PROV'],
    ['', ''],
    ['VALI~DOUB', 'DOUB'],
    ['CACH~VALI', 'CACH'],
    ['~VALI', 'VALI'],
  ])('« %s » is %s', (sent, reliability) => {
    expect(read({ 32: sent }).person?.identityReliability).toBe(reliability);
  });
});

test.each([
  ['birth and used name', 'PAT^A^A B^^^^L~DUPRÉ^A^^^^^D', ['PAT', 'DUPRÉ', 'A', 'A B']],
  ['a used name like the birth name is none', 'PAT^A^^^^^L~PAT^A^^^^^D', ['PAT', null, 'A', 'A']],
  ['further given names apart', 'PAT^A^B C^^^^L', ['PAT', null, 'A', 'A B C']],
  ['one without type', 'PAT^A', ['PAT', null, 'A', 'A']],
  ['only a displayed name', 'PAT^A^^^^^D', ['PAT', null, 'A', 'A']],
])('names: %s', (_what, sent, expected) => {
  const { person } = read({ 5: sent });
  expect([person?.birthFamilyName, person?.usedFamilyName, person?.firstGivenName, person?.givenNames]).toEqual(expected);
});

test.each([
  ['mobile and mail of PID-13', { 13: '^PRN^CP^^^^0639980001~^NET^Internet^a.b@courriel.example' }, ['0639980001', 'a.b@courriel.example']],
  ['a mobile before a land line', { 13: '^PRN^PH^^^^0329000000~^PRN^CP^^^^06 39 98 00 02' }, ['0639980002', 'null']],
  ['component 12 before 7', { 13: '^PRN^CP^^^^0611111111^^^^^+33639980003' }, ['+33639980003', 'null']],
  ['PID-14 too', { 14: '0329000000' }, ['0329000000', 'null']],
  ['neither a word nor half an address', { 13: 'liste rouge~^NET^Internet^pas une adresse' }, ['null', 'null']],
])('addresses: %s', (_what, fields, expected) => {
  const { person } = read(fields);
  expect([String(person?.phone), String(person?.email)]).toEqual(expected);
});

test.each([
  ['F', 'F'],
  ['M', 'M'],
  ['A', 'U'],
  ['', 'U'],
])('sex « %s » is %s', (sent, sex) => {
  expect(read({ 8: sent }).person?.sex).toBe(sex);
});
