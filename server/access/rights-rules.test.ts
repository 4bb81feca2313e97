import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES, type Role } from '../platform/actor';
import {
  checkRpps,
  excludes,
  type HeldRight,
  type Holder,
  PLACE_OF,
  type Right,
  refusalOfEnd,
  refusalOfGrant,
  refusalOfLast,
  refusalOfLogin,
  refusalOfRpps,
} from './rights-rules';

const now = new Date('2026-11-21T08:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const SITE = 'site-1';
const WARD = 'ward-1';
const person: Holder = { kind: 'personal', rppsNumber: '99900000417', prescriberId: 'p' };

const right = (role: Role, changes: Partial<Right> = {}): Right => ({
  role,
  siteId: PLACE_OF[role] === 'site' ? SITE : null,
  wardId: PLACE_OF[role] === 'ward' ? WARD : null,
  validFrom: now,
  validTo: null,
  ...changes,
});
const held = (role: Role, changes: Partial<HeldRight> = {}): HeldRight => ({ ...right(role), validFrom: days(-10), id: role, revokedAt: null, ...changes });
const codeOf = (given: Right, before: readonly HeldRight[] = [], holder: Holder = person) => refusalOfGrant(holder, before, given, now)?.code ?? null;

describe('a right can be given', () => {
  test.each(ROLES)('alone, in its place: %s', (role) => expect(codeOf(right(role))).toBeNull());

  test('beside another that it does not exclude, and beside itself at another site', () => {
    expect(codeOf(right('manager'), [held('biologist')])).toBeNull();
    expect(codeOf(right('quality_manager'), [held('administrator')])).toBeNull();
    expect(codeOf(right('biologist', { siteId: 'site-2' }), [held('biologist')])).toBeNull();
  });

  test('again after it was over, or taken back', () => {
    expect(codeOf(right('biologist'), [held('biologist', { validTo: now })])).toBeNull();
    expect(codeOf(right('biologist'), [held('biologist', { revokedAt: days(-1) })])).toBeNull();
    expect(codeOf(right('administrator'), [held('biologist', { revokedAt: now })])).toBeNull();
    expect(codeOf(right('administrator', { validTo: days(2) }), [held('biologist', { validFrom: days(2) })])).toBeNull();
  });
});

describe('a right is refused', () => {
  test.each([
    ['to an administrator, what reads or decides', 'roles-exclude', right('biologist'), [held('administrator')], person],
    ['to who reads, what administers', 'roles-exclude', right('administrator'), [held('prescriber')], person],
    ['beside remote maintenance', 'roles-exclude', right('manager'), [held('remote_maintainer')], person],
    ['of remote maintenance beside another', 'roles-exclude', right('remote_maintainer'), [held('quality_manager')], person],
    ['that a later one excludes', 'roles-exclude', right('administrator'), [held('technician', { validFrom: days(30) })], person],
    ['twice at one place', 'already-held', right('biologist'), [held('biologist')], person],
    ['twice, the other one later', 'already-held', right('ward_staff'), [held('ward_staff', { validFrom: days(5) })], person],
    ['at no site', 'role-needs-site', right('biologist', { siteId: null }), [], person],
    ['in no ward', 'role-needs-ward', right('ward_staff', { wardId: null }), [], person],
    ['in a ward and at a site', 'role-takes-no-place', right('ward_staff', { siteId: SITE }), [], person],
    ['at a site that it does not need', 'role-takes-no-place', right('administrator', { siteId: SITE }), [], person],
    ['to a prescriber without number', 'role-needs-prescriber', right('prescriber'), [], { ...person, rppsNumber: null }],
    ['to a prescriber whom the directory does not know', 'role-needs-prescriber', right('prescriber'), [], { ...person, prescriberId: null }],
    ['to the emergency account', 'emergency-role-only', right('manager'), [], { ...person, kind: 'emergency' }],
    ['from the past', 'dates-incoherent', right('manager', { validFrom: days(-1) }), [], person],
    ['that ends before it begins', 'dates-incoherent', right('manager', { validFrom: days(3), validTo: days(2) }), [], person],
    ['that is over when it begins', 'dates-incoherent', right('manager', { validTo: now }), [], person],
  ] as const)('%s: %s', (_what, code, given, before, holder) => expect(codeOf(given, before, holder)).toBe(code));
});

test('exclusion is the same from both sides, and no role excludes itself', () => {
  for (const one of ROLES) {
    expect(excludes(one, one)).toBe(false);
    for (const other of ROLES) expect(excludes(one, other)).toBe(excludes(other, one));
  }
});

describe('an end', () => {
  test('comes nearer and never goes further', () => {
    expect(refusalOfEnd(held('manager'), now, now)).toBeNull();
    expect(refusalOfEnd(held('manager'), days(4), now)).toBeNull();
    expect(refusalOfEnd(held('manager', { validTo: days(4) }), days(3), now)).toBeNull();
    expect(refusalOfEnd(held('manager', { validTo: days(4) }), days(4), now)?.code).toBe('dates-incoherent');
    expect(refusalOfEnd(held('manager', { validTo: days(4) }), days(5), now)?.code).toBe('dates-incoherent');
    expect(refusalOfEnd(held('manager'), days(-1), now)?.code).toBe('dates-incoherent');
  });
  test('of what is over is refused', () => {
    expect(refusalOfEnd(held('manager', { revokedAt: days(-1) }), now, now)?.code).toBe('already-ended');
    expect(refusalOfEnd(held('manager', { validTo: now }), now, now)?.code).toBe('already-ended');
  });
  test('of what has not begun is now, or not before it begins', () => {
    const later = held('manager', { validFrom: days(5) });
    expect(refusalOfEnd(later, now, now)).toBeNull();
    expect(refusalOfEnd(later, days(3), now)?.code).toBe('dates-incoherent');
    expect(refusalOfEnd(later, days(6), now)).toBeNull();
  });
});

test('the last administrator stays, also when the other one leaves before', () => {
  expect(refusalOfLast([], now)?.code).toBe('last-administrator');
  expect(refusalOfLast([{ rights: [held('administrator', { revokedAt: days(-1) })] }], now)?.code).toBe('last-administrator');
  expect(refusalOfLast([{ rights: [held('administrator', { validTo: days(2) })] }], days(3))?.code).toBe('last-administrator');
  expect(refusalOfLast([{ rights: [held('administrator')] }], now)).toBeNull();
});

describe('a login', () => {
  test.each(['h.marchetti', 'k.haddad2', 'p.garde', 'jean-marc.petit', 'n_belkacem'])('may be %s', (login) => expect(refusalOfLogin(login)).toBeNull());
  test.each(['', 'x', 'Élise', 'h marchetti', 'a'.repeat(41), '.dot', 'dot.', 'é.m'])('is not %j', (login) =>
    expect(refusalOfLogin(login)?.code).toBe('login-malformed'),
  );
  test.each(['admin', 'biologiste', 'labo2', 'garde.biologie', 'urgences', 'interne-3', 'ide.service'])('names a person, never a function: %s', (login) =>
    expect(refusalOfLogin(login)?.code).toBe('login-names-function'),
  );
});

describe('an RPPS number', () => {
  test('has eleven digits and a key', () => {
    expect(checkRpps('10001234565')).toBe('valid');
    for (const wrong of ['', '1000123456', '100012345650', '1000123456O', '10001234567']) expect(checkRpps(wrong)).toBe('invalid');
  });
  test('of a demonstration is said to be one', () => expect(checkRpps('99900000417')).toBe('fictional'));
  test('with one digit wrong is always seen', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.integer({ min: 1, max: 10 }), (digit, place) => {
        const right = '10001234565';
        const wrong = right.slice(0, place) + String(digit) + right.slice(place + 1);
        expect(checkRpps(wrong)).toBe(wrong === right ? 'valid' : 'invalid');
      }),
    );
  });
  test('that was there before is not asked again', () => {
    expect(refusalOfRpps('10001234567', '10001234567')).toBeNull();
    expect(refusalOfRpps('10001234567', null)?.code).toBe('rpps-invalid');
    expect(refusalOfRpps(null, '10001234567')).toBeNull();
  });
});
