import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageInWords } from './age';
import { hasRightKey, insGaps } from './ins-rules';
import { isIdentityGuaranteed, isOtherPerson } from './rules';
import type { IncomingPatient } from './types';

const INS = '279035121518989';

const person = (changes: Partial<IncomingPatient> = {}): IncomingPatient => ({
  assigningAuthority: 'CH-VALMONT',
  identifier: '0004711',
  birthFamilyName: 'PAT-TROIS',
  usedFamilyName: 'DUPRÉ',
  givenNames: 'DOMINIQUE',
  firstGivenName: 'DOMINIQUE',
  birthDate: '1979-03-28',
  birthDateText: '19790328',
  sex: 'F',
  birthPlaceCode: '63220',
  ins: null,
  insAuthority: null,
  identityReliability: 'VALI',
  email: null,
  phone: null,
  ...changes,
});

describe('an identity is guaranteed', () => {
  test.each([
    ['with a number and a birth date', {}, true],
    ['also when nothing is said of its reliability', { identityReliability: '' }, true],
    ['not when it is provisional', { identityReliability: 'PROV' }, false],
    ['not when it is a doubt, a ruse, an anonymous birth…', { identityReliability: 'DOUB' }, false],
    ['not when it is empty', { identityReliability: 'VIDE' }, false],
    ['not without a birth date', { birthDate: null }, false],
    ['not without a number', { identifier: '' }, false],
  ])('%s', (_what, changes, expected) => {
    expect(isIdentityGuaranteed(person(changes))).toBe(expected);
  });
});

describe('the INS', () => {
  const qualified = { ins: INS, insAuthority: '1.2.250.1.213.1.4.8', identityReliability: 'VALI' };

  test.each([
    ['nothing with authority, key, validated identity and five traits', {}, ''],
    ['nothing under a NIA', { insAuthority: '1.2.250.1.213.1.4.9' }, ''],
    ['nothing when the admission system writes QUAL', { identityReliability: 'QUAL' }, ''],
    ['nothing when the month of birth was not known', { ins: '279205121518970' }, ''],
    ['the authority', { insAuthority: '1.2.250.1.213.1.4.7' }, 'unknown-authority'],
    ['the authority when none came', { insAuthority: null }, 'unknown-authority'],
    ['an authority of persons (TEST)', { insAuthority: '1.2.250.1.213.1.4.10' }, 'test-authority'],
    ['an authority of persons (DEMO)', { insAuthority: '1.2.250.1.213.1.4.11' }, 'test-authority'],
    ['the key, and it speaks of another birth', { ins: '276037510669380' }, 'wrong-key birth-differs'],
    ['a validated identity', { identityReliability: '' }, 'not-validated'],
    ['a validated identity, while it is provisional', { identityReliability: 'PROV' }, 'not-validated'],
    ['the birth name', { birthFamilyName: '' }, 'birth-name'],
    ['the first name', { firstGivenName: '' }, 'first-name'],
    ['the birth date', { birthDate: null }, 'birth-date'],
    ['the sex', { sex: 'U' as const }, 'sex'],
    ['the birth place', { birthPlaceCode: null }, 'birth-place'],
    ['a birth place that is one', { birthPlaceCode: 'NANCY' }, 'birth-place'],
    ['the right sex', { sex: 'M' as const }, 'sex-differs'],
    ['the right year of birth', { birthDate: '1978-03-28' }, 'birth-differs'],
    ['the right month of birth', { birthDate: '1979-04-28' }, 'birth-differs'],
    ['everything when there is none', { ins: null, birthFamilyName: '' }, 'no-ins'],
  ])('lacks %s', (_what, changes, gaps) => {
    expect(insGaps(person({ ...qualified, ...changes }), { acceptsTests: false }).join(' ')).toBe(gaps);
  });

  test.each(['1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11'])('of %s is taken by a demonstration', (insAuthority) => {
    expect(insGaps(person({ ...qualified, insAuthority }), { acceptsTests: true })).toEqual([]);
  });

  test.each(['63220', '2A004', '2B033', '99109', '97411'])('a birth place of the COG is %s', (birthPlaceCode) => {
    expect(insGaps(person({ ...qualified, birthPlaceCode }), { acceptsTests: false })).toEqual([]);
  });

  test.each([
    [INS, true],
    ['276037510669380', false],
    ['170017510112313', false],
    ['27903512151898', false],
    ['', false],
  ])('key of « %s »', (ins, right) => {
    expect(hasRightKey(ins)).toBe(right);
  });

  test('has one right key and 96 wrong ones, Corsica included', () => {
    const digits = (count: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
    fc.assert(
      fc.property(digits(5), fc.oneof(digits(2), fc.constantFrom('2A', '2B')), digits(6), (before, department, after) => {
        const right = Array.from({ length: 99 }, (_, key) => String(key + 1).padStart(2, '0')).filter((key) =>
          hasRightKey(`${before}${department}${after}${key}`),
        );
        expect(right).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a message names somebody else', () => {
  const known = { ...person(), insQualified: false, loneDossier: '' };
  const provisional = { ...person({ identifier: 'P-1' }), insQualified: false, loneDossier: 'x/1' };

  test.each<[string, Parameters<typeof isOtherPerson>[0], Partial<IncomingPatient>, boolean]>([
    ['never when nothing differs', known, {}, false],
    ['with another number of the same authority', known, { identifier: '9' }, true],
    ['with another birth date and another name under her number', known, { birthDate: '1950-01-01', birthFamilyName: 'AUTRE', usedFamilyName: null }, true],
    ['not for a corrected birth date', known, { birthDate: '1979-03-29' }, false],
    ['not for another name (a marriage)', known, { birthFamilyName: 'AUTRE', usedFamilyName: null }, false],
    ['not when the other date is unknown', known, { birthDate: null, birthFamilyName: 'AUTRE', usedFamilyName: null }, false],
    ['not when a used name is the birth name of before', known, { birthDate: '1979-03-29', birthFamilyName: 'AUTRE', usedFamilyName: 'Pat Trois' }, false],
    ['not when accents are written otherwise', known, { birthDate: '1979-03-29', birthFamilyName: 'dupre', usedFamilyName: null }, false],
    ['not under a number of another authority, when all traits are hers', known, { assigningAuthority: 'CH-HAUTERIVE', identifier: '9' }, false],
    ['under a number of another authority, with another date', known, { assigningAuthority: 'CH-HAUTERIVE', identifier: '9', birthDate: '1950-01-01' }, true],
    ['not when a provisional identity gets its number', provisional, {}, false],
    ['when a provisional identity gets the number of her twin', provisional, { firstGivenName: 'CAMILLE' }, true],
    ['when a provisional identity gets the number of another sex', provisional, { sex: 'M' }, true],
    ['when a provisional identity without birth date gets a number', { ...provisional, birthDate: null }, {}, true],
    ['not when a late copy from her provisional days comes', known, { identifier: 'P-1', identityReliability: 'PROV' }, false],
    [
      'not under the same qualified INS, whatever the number',
      { ...known, ins: INS, insQualified: true },
      { identifier: '9', ins: INS, insAuthority: '1.2.250.1.213.1.4.8' },
      false,
    ],
    [
      'under the same INS that is not qualified',
      { ...known, ins: INS, insQualified: false },
      { identifier: '9', ins: INS, insAuthority: '1.2.250.1.213.1.4.8' },
      true,
    ],
  ])('%s', (_what, recorded, changes, expected) => {
    expect(isOtherPerson(recorded, person(changes))).toBe(expected);
  });
});

describe('the age', () => {
  const at = new Date('2026-11-21T03:00:00Z');
  test.each([
    ['2026-11-21', '0 jour'],
    ['2026-11-20', '1 jour'],
    ['2026-10-25', '27 jours'],
    ['2026-10-20', '1 mois'],
    ['2025-01-01', '22 mois'],
    ['1979-03-28', '47 ans'],
    ['1979-11-21', '47 ans'],
    ['1979-11-22', '46 ans'],
    ['2027-01-01', ''],
    [null, ''],
  ])('of a person born on %s is « %s »', (birthDate, words) => {
    expect(ageInWords(birthDate, at)).toBe(words);
  });
});
