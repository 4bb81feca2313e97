import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PolicyContent, type PolicyRow } from './policy';
import { ageWords, POLICY_COLUMNS, rowCells, rowsOfCsv } from './policy-csv';
import { type Announced, judge, knownBy, type Measured, type Person, type Reason } from './policy-rules';
import { STARTING_POLICY } from './starting-policy';

const NOW = new Date('2026-11-21T03:20:00+01:00');
const K = '2823-3';
const ADULT: Person = { birthDate: '1970-01-01', sex: 'F', wardCode: 'URG', patientClass: 'E' };
const measured = (value: number | null, given: Partial<Measured> = {}): Measured => ({
  loincCode: K,
  values: [String(value)],
  number: value,
  comparator: null,
  unit: 'mmol/L',
  flag: 'normal',
  ...given,
});
const BASE = STARTING_POLICY.rows.find(({ code }) => code === 'K');
const row = (given: Partial<PolicyRow> = {}): PolicyRow => ({ ...(BASE as PolicyRow), ...given });
const policy = (...rows: PolicyRow[]): PolicyContent => ({ ...STARTING_POLICY, rows });
const codeOf = (content: PolicyContent, value: Measured, person: Person = ADULT) => judge(content, value, person, NOW).reason?.code ?? null;

describe('a bound', () => {
  const one = policy(row({ low: 2.5, high: 6.5 }));
  test.each([
    [6.5, null, 'mmol/L', null],
    [6.51, null, 'mmol/L', 'K'],
    [2.5, null, 'mmol/L', null],
    [2.49, null, 'mmol/L', 'K'],
    [4, null, 'mmol/L', null],
    // The same amount in other units.
    [6510, null, 'umol/L', 'K'],
    [0.25, null, 'g/L', null],
    [0.26, null, 'g/L', 'K'],
    [6.6, null, 'mEq/L', null],
    // An interval: what may lie beyond is called, what cannot is not.
    [2, '<', 'mmol/L', 'K'],
    [3, '<', 'mmol/L', 'K'],
    [6, '>', 'mmol/L', 'K'],
    [7, '>', 'mmol/L', 'K'],
  ] as const)('%s %s %s: %s', (number, comparator, unit, code) => expect(codeOf(one, measured(number, { comparator, unit }))).toBe(code));

  test('says what was passed, and that it cannot be ruled out', () => {
    expect(judge(one, measured(6.9), ADULT, NOW).reason?.says).toBe('Potassium > 6,5 mmol/L');
    expect(judge(one, measured(6, { comparator: '>' }), ADULT, NOW).reason?.says).toBe('Potassium > 6,5 mmol/L, ne peut être exclu');
  });

  test('in a unit that nobody understands is told as such, and the flag of the LIS still calls', () => {
    expect(judge(one, measured(6.9, { unit: 'gouttes' }), ADULT, NOW)).toMatchObject({ reason: null, unreadable: ['K'] });
    expect(judge(one, measured(6.9, { unit: 'gouttes', flag: 'critical-high' }), ADULT, NOW)).toMatchObject({ reason: { code: 'SIL' }, unreadable: ['K'] });
  });

  test('is monotone: what is further out is never less critical', () => {
    const number = fc.double({ min: 0, max: 20, noNaN: true });
    const calls = (value: number) => codeOf(one, measured(value)) === 'K';
    const isMonotone = (a: number, b: number): boolean => {
      const [less, more] = a <= b ? [a, b] : [b, a];
      return (less <= 6.51 || calls(more)) && (more >= 2.49 || calls(less));
    };
    expect(fc.check(fc.property(number, number, isMonotone)).failed).toBe(false);
  });
});

describe('which row decides', () => {
  const dialysis = row({ code: 'K-DIAL', high: 7, low: null, wards: ['HEMOD'] });
  const newborn = row({ code: 'K-NN', high: 7.7, low: 2.6, ageBelow: { days: 28 } });
  const all = policy(newborn, dialysis, row());
  test.each([
    ['everywhere else the last row', ADULT, 6.8, 'K'],
    ['in dialysis the exception alone', { ...ADULT, wardCode: 'hemod' }, 6.8, null],
    ['in dialysis beyond the exception', { ...ADULT, wardCode: 'HEMOD' }, 7.1, 'K-DIAL'],
    ['a newborn by his own bounds', { ...ADULT, birthDate: '2026-11-10' }, 7.1, null],
    ['the last day of the newborn’s bounds', { ...ADULT, birthDate: '2026-10-25' }, 7.1, null],
    ['from the 28th day on the adult’s', { ...ADULT, birthDate: '2026-10-24' }, 7.1, 'K'],
    ['without date of birth whichever calls', { ...ADULT, birthDate: null }, 7.1, 'K'],
    ['without ward whichever calls', { ...ADULT, wardCode: '' }, 6.8, 'K'],
  ] as const)('%s', (_what, person, value, code) => expect(codeOf(all, measured(value), person)).toBe(code));

  test('sex and kind of stay are conditions as the others; unknown is tried', () => {
    const men = policy(row({ sex: 'M', patientClasses: ['O'] }));
    expect(codeOf(men, measured(7))).toBeNull();
    expect(codeOf(men, measured(7), { ...ADULT, sex: 'M', patientClass: 'O' })).toBe('K');
    expect(codeOf(men, measured(7), { ...ADULT, sex: 'U', patientClass: '' })).toBe('K');
  });
  test('the flag of the LIS is a reason where no row calls; a text calls by its first words', () => {
    expect(judge(all, measured(5, { flag: 'critical-high' }), ADULT, NOW).reason).toMatchObject({ code: 'SIL', direction: 'high', minutes: 10 });
    const malaria = policy(row({ code: 'PALU', loincCodes: ['32700-7'], unit: '', low: null, high: null, texts: ['Positif'] }));
    const said = (text: string) => codeOf(malaria, measured(null, { loincCode: '32700-7', values: [text], unit: '' }));
    expect([said('POSITIF : P. falciparum'), said('Négatif'), said('non positif')]).toEqual(['PALU', null, null]);
  });
});

describe('what is known', () => {
  const reason = (known: Reason['known']): Reason => ({ code: 'K', says: '', direction: 'high', minutes: 10, known, loincCodes: [K], unit: 'mmol/L' });
  const before = (value: number, hours: number, given: Partial<Announced> = {}): Announced => ({
    ...measured(value),
    callId: 'c',
    at: new Date(NOW.getTime() - hours * 3_600_000),
    direction: 'high',
    ...given,
  });
  const silent = (known: Reason['known'], now: number, announced: Announced[], movedAt: Date | null = null) =>
    knownBy(reason(known), measured(now), announced, NOW, movedAt) !== null;
  test.each([
    ['nothing known', { hours: 24, rule: 'improving' as const }, 7, [], false],
    ['better than announced', { hours: 24, rule: 'improving' as const }, 6.7, [before(7, 3)], true],
    ['the same', { hours: 24, rule: 'improving' as const }, 7, [before(7, 3)], true],
    ['worse', { hours: 24, rule: 'improving' as const }, 7.1, [before(7, 3)], false],
    ['better, in another unit', { hours: 24, rule: 'improving' as const }, 6.7, [before(7000, 3, { unit: 'umol/L' })], true],
    ['better than one that nobody can compare', { hours: 24, rule: 'improving' as const }, 6.7, [before(7, 3, { unit: 'gouttes' })], false],
    ['worse than the newest, better than an older one', { hours: 24, rule: 'improving' as const }, 7, [before(8, 5), before(6.8, 2)], false],
    ['at the last hour', { hours: 24, rule: 'improving' as const }, 6.7, [before(7, 24)], true],
    ['one hour too old', { hours: 24, rule: 'improving' as const }, 6.7, [before(7, 25)], false],
    ['worse, and the laboratory asked for once', { hours: 24, rule: 'known' as const }, 7.4, [before(7, 3)], true],
    ['the other direction', { hours: 24, rule: 'known' as const }, 7, [before(2.1, 3, { direction: 'low' })], false],
    ['another analyte', { hours: 24, rule: 'known' as const }, 7, [before(7, 3, { loincCode: '2951-2' })], false],
    ['always call', null, 6.7, [before(7, 1)], false],
  ])('%s', (_what, known, value, announced, isSilent) => expect(silent(known, value, announced)).toBe(isSilent));

  test('is not, where he was moved since it was told', () => {
    const moved = new Date(NOW.getTime() - 3_600_000);
    expect(silent({ hours: 24, rule: 'known' }, 7, [before(7, 3)], moved)).toBe(false);
    expect(silent({ hours: 24, rule: 'known' }, 7, [before(7, 0.5)], moved)).toBe(true);
  });
});

describe('the table', () => {
  test('that is shipped is sound, each row with a source, and reads the same out of a spreadsheet', () => {
    const content = PolicyContent.parse(STARTING_POLICY);
    expect(content.rows.every(({ source, loincCodes }) => source.length > 5 && loincCodes.length > 0)).toBe(true);
    const quote = (cell: string | number | null) =>
      `"${String(cell ?? '')
        .replaceAll('.', typeof cell === 'number' ? ',' : '.')
        .replaceAll('"', '""')}"`;
    const csv = `\uFEFF${[[...POLICY_COLUMNS], ...content.rows.map(rowCells)].map((cells) => cells.map(quote).join(';')).join('\r\n')}\r\n`;
    expect(rowsOfCsv(csv)).toEqual({ rows: content.rows });
  });
  test.each([
    ['neither bound nor word', { low: null, high: null }, 'ni borne ni mot'],
    ['bounds that cross', { low: 7, high: 6 }, 'sous la borne haute'],
    ['a unit of something else', { unit: 'g' }, 'n’est pas une unité de Potassium'],
    ['a unit of nothing', { unit: 'gouttes' }, 'n’est pas comprise'],
    ['bounds and words', { texts: ['Positif'] }, 'pas les deux'],
  ])('with %s is refused', (_what, given, sentence) => {
    const parsed = PolicyContent.safeParse(policy(row(given)));
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain(sentence);
  });
  test('with the same code twice, or a ladder that does not climb, is refused', () => {
    expect(PolicyContent.safeParse(policy(row(), row())).success).toBe(false);
    const ladder = [
      { afterMinutes: 5, who: 'on-duty' as const },
      { afterMinutes: 5, who: 'paper' as const },
    ];
    expect(PolicyContent.safeParse({ ...policy(row()), ladder }).success).toBe(false);
  });
  test('names the line of a file that cannot be read, and takes nothing', () => {
    const head = POLICY_COLUMNS.join(';');
    expect(rowsOfCsv('a;b')).toMatchObject({ problem: expect.stringContaining('première ligne') });
    expect(rowsOfCsv(`${head}\nK;Potassium;2823-3;mmol/L;2,5;x;;;;;;;;;10;S`)).toMatchObject({ problem: expect.stringContaining('ligne 2') });
    expect(rowsOfCsv(`${head}\nK;Potassium;2823-3;mmol/L;2,5;;;;;28 j;6 mois;F;12;connu;10;S`)).toMatchObject({
      rows: [{ low: 2.5, high: null, ageFrom: { days: 28 }, ageBelow: { months: 6 }, sex: 'F', known: { hours: 12, rule: 'known' } }],
    });
  });
  test('ages as they are written', () => expect([ageWords({ days: 28 }), ageWords({ years: 18 }), ageWords(null)]).toEqual(['28 j', '18 ans', '']));
});
