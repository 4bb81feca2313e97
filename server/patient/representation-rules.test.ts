import { describe, expect, test } from 'vitest';
import {
  grantRefusal,
  isHiddenFromRepresentatives,
  mayEndHimself,
  type Representation,
  representationState,
  representativeOpens,
  yearsOld,
} from './representation-rules';

const now = new Date('2026-11-24T11:00:00Z');
const at = (text: string) => new Date(text);

describe('completed years, by the calendar of Paris', () => {
  test.each([
    ['2008-11-24', '2026-11-23T22:59:59Z', 17],
    ['2008-11-24', '2026-11-23T23:00:00Z', 18],
    ['2011-07-01', '2026-06-30T21:59:59Z', 14],
    ['2011-07-01', '2026-06-30T22:00:00Z', 15],
    ['2008-02-29', '2026-02-28T12:00:00Z', 17],
    ['2008-02-29', '2026-02-28T23:00:00Z', 18],
    ['2008-02-29', '2028-02-28T12:00:00Z', 19],
    ['2008-02-29', '2028-02-29T12:00:00Z', 20],
    ['2026-11-24', '2026-11-24T12:00:00Z', 0],
  ])('born on %s, at %s: %i', (birthDate, instant, years) => {
    expect(yearsOld(birthDate, at(instant))).toBe(years);
  });
});

const row = (changes: Partial<Representation> = {}): Representation => ({
  kind: 'trusted',
  validFrom: at('2026-01-01T00:00:00Z'),
  validTo: at('2027-06-30T00:00:00Z'),
  revokedAt: null,
  ...changes,
});
const CHILD = '2018-05-05';
const ADULT = '1950-05-05';

describe('a representation', () => {
  test.each<[string, Partial<Representation>, string | null, string]>([
    ['is in force within its dates', {}, ADULT, 'in-force'],
    ['of a parent is in force while the child is a minor', { kind: 'parent', validTo: null }, CHILD, 'in-force'],
    ['of a parent ends on the eighteenth birthday', { kind: 'parent', validTo: null }, '2008-11-24', 'of-age'],
    ['of a parent stands the day before it', { kind: 'parent', validTo: null }, '2008-11-25', 'in-force'],
    ['of a parent never begins when the age is not known', { kind: 'parent' }, null, 'of-age'],
    ['of a guardian does not end with majority', { kind: 'guardian' }, ADULT, 'in-force'],
    ['is not yet in force before its first day', { validFrom: at('2026-11-24T11:00:01Z') }, ADULT, 'to-come'],
    ['begins at its very instant', { validFrom: now }, ADULT, 'in-force'],
    ['ends at its very instant', { validTo: now }, ADULT, 'expired'],
    ['that was revoked is revoked, whatever its dates', { revokedAt: now, validTo: null }, ADULT, 'revoked'],
  ])('%s', (_what, changes, birthDate, state) => {
    expect(representationState(row(changes), birthDate, now)).toBe(state);
  });
});

describe('a dossier is hidden from whoever represents the patient', () => {
  const open = { confidentiality: [], protectsMinor: false };
  test.each([
    ['never when nothing says so', open, CHILD, false],
    ['when flagged so, at any age', { ...open, confidentiality: ['INVISIBLE_REP_LEGAUX'] }, ADULT, true],
    ['not below fifteen for what the law protects', { ...open, protectsMinor: true }, '2011-11-25', false],
    ['from the fifteenth birthday for what the law protects', { ...open, protectsMinor: true }, '2011-11-24', true],
    ['not for the rest from fifteen', open, '2011-11-24', false],
    ['until the eve of the eighteenth birthday', { ...open, protectsMinor: true }, '2008-11-25', true],
    ['no longer of an adult', { ...open, protectsMinor: true }, '2008-11-24', false],
    ['when the age is not known', open, null, true],
  ])('%s', (_what, dossier, birthDate, hidden) => {
    expect(isHiddenFromRepresentatives(dossier, birthDate, now)).toBe(hidden);
  });

  test('and closed while it waits for the doctor to tell the patient', () => {
    expect(representativeOpens(row(), { ...open, confidentiality: ['INVISIBLE_PATIENT'] }, ADULT, now)).toBe(false);
    expect(representativeOpens(row(), open, ADULT, now)).toBe(true);
    expect(representativeOpens(row({ revokedAt: now }), open, ADULT, now)).toBe(false);
  });
});

describe('the laboratory grants', () => {
  const from = now;
  const to = at('2027-06-30T00:00:00Z');
  test.each([
    ['a parent of a minor without an end', { kind: 'parent', validFrom: from, validTo: null }, CHILD, null],
    ['no parent of an adult', { kind: 'parent', validFrom: from, validTo: null }, ADULT, 'not-a-minor'],
    ['no parent of somebody whose age is not known', { kind: 'parent', validFrom: from, validTo: null }, null, 'not-a-minor'],
    ['a person of trust of an adult, dated', { kind: 'trusted', validFrom: from, validTo: to }, ADULT, null],
    ['no person of trust of a minor', { kind: 'trusted', validFrom: from, validTo: to }, CHILD, 'not-of-age'],
    ['no person of trust for ever', { kind: 'trusted', validFrom: from, validTo: null }, ADULT, 'end-date-needed'],
    ['a guardian of a minor or of an adult, dated', { kind: 'guardian', validFrom: from, validTo: to }, CHILD, null],
    ['no guardian for ever', { kind: 'guardian', validFrom: from, validTo: null }, ADULT, 'end-date-needed'],
    ['nothing that ends before it begins', { kind: 'guardian', validFrom: to, validTo: from }, ADULT, 'wrong-dates'],
    ['nothing that is over', { kind: 'guardian', validFrom: at('2020-01-01'), validTo: at('2021-01-01') }, ADULT, 'wrong-dates'],
    ['nothing longer than ten years', { kind: 'trusted', validFrom: from, validTo: at('2037-01-01') }, ADULT, 'wrong-dates'],
  ] as const)('%s', (_what, grant, birthDate, refusal) => {
    expect(grantRefusal(grant, birthDate, now)).toBe(refusal);
  });
});

test.each([
  ['trusted', ADULT, true],
  ['trusted', CHILD, false],
  ['trusted', null, false],
  ['parent', '2010-01-01', false],
  ['guardian', ADULT, false],
] as const)('a patient ends the access of a %s himself (born %s): %s', (kind, birthDate, expected) => {
  expect(mayEndHimself(kind, birthDate, now)).toBe(expected);
});
