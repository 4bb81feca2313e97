import { describe, expect, test } from 'vitest';
import { type ImportLine, type KnownAccount, planImport } from './import-rules';
import type { HeldRight } from './rights-rules';

const now = new Date('2026-11-21T08:00:00Z');
const held = (changes: Partial<HeldRight> = {}): HeldRight => ({
  id: 'h',
  role: 'biologist',
  siteId: 's1',
  wardId: null,
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: null,
  revokedAt: null,
  ...changes,
});
const identity = { familyName: 'NOUVELLE', givenName: 'Lise', title: '', profession: 'Technicienne', rppsNumber: null, email: null, prescriberId: null };
const known = (changes: Partial<KnownAccount> = {}): KnownAccount => ({
  ...identity,
  id: 'u1',
  login: 'l.nouvelle',
  kind: 'personal',
  disabledAt: null,
  rights: [],
  ...changes,
});
let row = 1;
const line = (changes: Partial<ImportLine> = {}): ImportLine => ({
  row: (row += 1),
  login: 'l.nouvelle',
  identity,
  right: { role: 'biologist', siteId: 's1', wardId: null, from: null, to: null },
  problems: [],
  ...changes,
});
const right = (changes: Partial<NonNullable<ImportLine['right']>>) => ({
  right: { role: 'biologist' as const, siteId: 's1', wardId: null, from: null, to: null, ...changes },
});
const plan = (lines: ImportLine[], accounts: KnownAccount[] = [], importer = 'admin') => planImport(lines, accounts, importer, now);
const said = (lines: ImportLine[], accounts: KnownAccount[] = [], importer = 'admin') =>
  plan(lines, accounts, importer).lines.map(({ outcome, reasons }) => [outcome, ...reasons].join(' '));

describe('a line', () => {
  test('makes an account once, with each right of its lines', () => {
    const { lines, creations, grants } = plan([line(), line(right({ siteId: 's2' }))]);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['create', 'create']);
    expect(creations.map(({ login }) => login)).toEqual(['l.nouvelle']);
    expect(grants.map((grant) => grant.right.siteId)).toEqual(['s1', 's2']);
  });

  test('without a role makes an account without rights', () => expect(plan([line({ right: null })])).toMatchObject({ creations: [{}], grants: [] }));

  test('of what is there already changes nothing', () => {
    expect(said([line()], [known({ rights: [held()] })])).toEqual(['unchanged']);
    expect(plan([line({ identity: { ...identity, familyName: '', profession: '' } })], [known({ rights: [held()] })]).identities).toEqual([]);
  });

  test('changes a name, an address, or gives a right in addition', () => {
    const { lines, identities } = plan([line({ identity: { ...identity, familyName: 'AUTRE' } })], [known({ rights: [held()] })]);
    expect(lines).toMatchObject([{ outcome: 'change', fields: ['familyName'], givesRight: false }]);
    expect(identities).toMatchObject([{ userId: 'u1', identity: { familyName: 'AUTRE' } }]);
    expect(plan([line()], [known()]).lines).toMatchObject([{ outcome: 'change', givesRight: true }]);
  });

  test('lengthens a right by another that begins where the first ends', () => {
    const validTo = new Date('2026-12-31T23:00:00Z');
    expect(plan([line()], [known({ rights: [held({ validTo })] })]).grants).toMatchObject([{ right: { validFrom: validTo, validTo: null } }]);
  });
});

describe('a line is refused', () => {
  test.each([
    ['that cannot be read', 'refused site-unknown', line({ problems: ['site-unknown'] }), []],
    ['with an impossible login', 'refused login-malformed', line({ login: 'Lise N' }), []],
    ['with a login of a function', 'refused login-names-function', line({ login: 'biologiste' }), []],
    ['with a wrong RPPS', 'refused rpps-invalid', line({ identity: { ...identity, rppsNumber: '10001234567' } }), []],
    ['without a name', 'refused identity-missing', line({ identity: { ...identity, familyName: '' } }), []],
    ['of a disabled account', 'refused account-disabled', line(), [known({ disabledAt: now })]],
    ['of excluded roles', 'refused roles-exclude', line(), [known({ rights: [held({ role: 'administrator', siteId: null })] })]],
    ['that would shorten a right', 'refused removes-right', line(right({ to: '2026-12-01' })), [known({ rights: [held()] })]],
    ['from the past', 'refused dates-incoherent', line(right({ from: '2026-11-01' })), [known()]],
    ['without its site', 'refused role-needs-site', line(right({ siteId: null })), []],
    ['of a prescriber whom the directory does not know', 'refused role-needs-prescriber', line(right({ role: 'prescriber', siteId: null })), []],
  ] as const)('%s', (_what, expected, given, accounts) => expect(said([given], [...accounts])).toEqual([expected]));

  test('that gives the importer something', () => expect(said([line()], [known()], 'u1')).toEqual(['refused own-rights']));
  test('that stands twice', () => expect(said([line(), line()])).toEqual(['create', 'refused duplicate-line']));
  test('that says something else of the same person', () =>
    expect(said([line(), line({ ...right({ siteId: 's2' }), identity: { ...identity, familyName: 'AUTRE' } })])).toEqual([
      'create',
      'refused contradicts-line',
    ]));
  test('that excludes another line of the same person', () =>
    expect(said([line(), line(right({ role: 'administrator', siteId: null }))])).toEqual(['create', 'refused roles-exclude']));
});
