import type { IncomingPatient } from './types';

/** What the qualification of an INS rests on. */
export type InsTraits = Pick<
  IncomingPatient,
  'birthFamilyName' | 'firstGivenName' | 'birthDate' | 'birthPlaceCode' | 'ins' | 'insAuthority' | 'identityReliability'
> & { sex: string };

/** Why an INS is not qualified, in the order in which it is said. */
export const INS_GAPS = [
  'no-ins',
  'unknown-authority',
  'test-authority',
  'wrong-key',
  'not-validated',
  'birth-name',
  'first-name',
  'birth-date',
  'sex',
  'birth-place',
  'sex-differs',
  'birth-differs',
] as const;
export type InsGap = (typeof INS_GAPS)[number];

/** OID of a NIR and of a NIA. */
const AUTHORITIES = new Set(['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9']);
/** OID of TEST and DEMO: no person's, taken by a demonstration only. */
const TEST_AUTHORITIES = new Set(['1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']);

export const isTestAuthority = (authority: string | null): boolean => authority !== null && TEST_AUTHORITIES.has(authority);

/**
 * Names everything that is missing for an INS to be qualified: a known authority, a right key, an identity that its admission has validated, the five strict
 * traits (birth name, first birth name, birth date, sex, COG code of the birth place), and a number that does not speak of another sex or another birth.
 * The place in the number is not compared: communes merge and departments change their codes, and a number does not.
 * @see référentiel national d’identitovigilance (RNIV); référentiel INS; PID-3, PID-11, PID-32
 */
export function insGaps(person: InsTraits, { acceptsTests }: { acceptsTests: boolean }): InsGap[] {
  const { ins, insAuthority } = person;
  if (ins === null) return ['no-ins'];
  const isTest = isTestAuthority(insAuthority);
  const holds: Record<Exclude<InsGap, 'no-ins'>, boolean> = {
    'unknown-authority': isTest || (insAuthority !== null && AUTHORITIES.has(insAuthority)),
    'test-authority': !isTest || acceptsTests,
    'wrong-key': hasRightKey(ins),
    'not-validated': isValidated(person.identityReliability),
    'birth-name': person.birthFamilyName !== '',
    'first-name': person.firstGivenName !== '',
    'birth-date': person.birthDate !== null,
    sex: person.sex === 'F' || person.sex === 'M',
    'birth-place': person.birthPlaceCode !== null && isCogCode(person.birthPlaceCode),
    'sex-differs': !isOtherSex(ins, person.sex),
    'birth-differs': !isOtherBirth(ins, person.birthDate),
  };
  return INS_GAPS.filter((gap) => gap !== 'no-ins' && !holds[gap]);
}

/** `QUAL` is no word of table 0445; some admission systems write it for a validated identity with a qualified INS. */
export const isValidated = (reliability: string): boolean => reliability === 'VALI' || reliability === 'QUAL';

/** Code officiel géographique: five characters, Corsica 2A and 2B, 99 for abroad. */
export const isCogCode = (text: string): boolean => /^(\d{2}|2[AB])\d{3}$/.test(text);

/** Key = 97 − (first 13 digits mod 97), with Corsica 2A read as 19 and 2B as 18. */
export function hasRightKey(ins: string): boolean {
  const match = /^(\d{5}(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(ins);
  if (!match?.[1] || !match[2]) return false;
  const digits = match[1].replace(/^(\d{5})2A/, '$119').replace(/^(\d{5})2B/, '$118');
  return 97 - Number(BigInt(digits) % 97n) === Number(match[2]);
}

/** 1 and 7 are men's numbers, 2 and 8 women's; another first digit says nothing. */
function isOtherSex(ins: string, sex: string): boolean {
  const told = { '1': 'M', '7': 'M', '2': 'F', '8': 'F' }[ins.charAt(0)];
  return told !== undefined && (sex === 'F' || sex === 'M') && told !== sex;
}

/** A month beyond 12 stands for one that was not known when the number was given. */
function isOtherBirth(ins: string, birthDate: string | null): boolean {
  if (birthDate === null) return false;
  const [year, month] = [ins.slice(1, 3), ins.slice(3, 5)];
  return year !== birthDate.slice(2, 4) || (Number(month) >= 1 && Number(month) <= 12 && month !== birthDate.slice(5, 7));
}
