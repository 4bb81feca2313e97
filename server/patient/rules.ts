import type { IncomingPatient } from './types';

/** PID-32 values that forbid linking a dossier with others of the same name (GBUI III-2b; PAM-FR table). */
const UNRELIABLE = new Set(['PROV', 'VIDE', 'DOUB', 'DESA', 'CACH', 'ANOM']);

/** True for a word of PID-32 that says that the identity is not, or no longer, sure. */
export const isUnreliable = (reliability: string): boolean => UNRELIABLE.has(reliability);

/**
 * Says whether results may be linked to this person and shown to her: an identifier, a possible birth date and no word of
 * the sender that the identity is provisional. Not guaranteed = the dossier stands alone, with its mention.
 * @see GBUI III-2a, III-2b; PID-32
 */
export function isIdentityGuaranteed(patient: IncomingPatient): boolean {
  return patient.identifier !== '' && patient.birthDate !== null && !isUnreliable(patient.identityReliability);
}

/** What two messages are compared by. */
type Person = Pick<IncomingPatient, 'assigningAuthority' | 'identifier' | 'birthFamilyName' | 'usedFamilyName' | 'firstGivenName' | 'birthDate'> & {
  sex: string;
};

/** A person as recorded; `loneDossier` is empty for a guaranteed identity. */
type RecordedPerson = Person & { ins: string | null; insQualified: boolean; loneDossier: string };

/**
 * True when a message about a known dossier names somebody else: another number of the same authority, or under any number
 * another birth date together with another name. An identity that was provisional on either side may get another number
 * only when birth date, names and sex are the same; the same qualified INS is the same person whatever the number.
 * @see threats.md 17; GBUI III-2b
 */
export function isOtherPerson(known: RecordedPerson, sent: IncomingPatient): boolean {
  if (known.insQualified && known.ins === sent.ins && isInsQualified(sent)) return false;
  const isSameAuthority = known.assigningAuthority === sent.assigningAuthority;
  if (isSameAuthority && known.identifier === sent.identifier) return contradicts(known, sent);
  if (isSameAuthority && known.loneDossier === '' && isIdentityGuaranteed(sent)) return true;
  return !hasSameTraits(known, sent);
}

/** True when both the birth date and every family name differ: one alone may be a correction or a marriage. */
export function contradicts(known: Person, sent: Person): boolean {
  return known.birthDate !== null && sent.birthDate !== null && known.birthDate !== sent.birthDate && !sharesFamilyName(known, sent);
}

/** Given name and sex count too: twins share all the rest. */
function hasSameTraits(known: Person, sent: Person): boolean {
  const isSameSex = known.sex === sent.sex || known.sex === 'U' || sent.sex === 'U';
  return (
    known.birthDate !== null &&
    known.birthDate === sent.birthDate &&
    isSameSex &&
    sharesFamilyName(known, sent) &&
    plainName(known.firstGivenName) === plainName(sent.firstGivenName)
  );
}

function sharesFamilyName(one: Person, other: Person): boolean {
  const names = familyNames(one);
  return familyNames(other).some((name) => names.includes(name));
}

const familyNames = (person: Person): string[] => [person.birthFamilyName, person.usedFamilyName ?? ''].map(plainName).filter((name) => name !== '');

const plainName = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/[^\p{L}]/gu, '')
    .toUpperCase();

/** OIDs under which an INS travels; TEST and DEMO count in the demo only for the look of the screens. */
const INS_AUTHORITIES = new Set(['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']);

/**
 * An INS is qualified only with a known authority, a right key and a validated identity; anything else is never used.
 * @see référentiel INS; PID-3, PID-32 = VALI
 */
export function isInsQualified(patient: IncomingPatient): boolean {
  return (
    patient.ins !== null &&
    patient.insAuthority !== null &&
    INS_AUTHORITIES.has(patient.insAuthority) &&
    hasRightKey(patient.ins) &&
    patient.identityReliability === 'VALI'
  );
}

/** Key = 97 − (first 13 digits mod 97), with Corsica 2A read as 19 and 2B as 18. */
export function hasRightKey(ins: string): boolean {
  const match = /^(\d{5}(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(ins);
  if (!match?.[1] || !match[2]) return false;
  const digits = match[1].replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(digits) % 97n) === Number(match[2]);
}

/** An address is confirmed when the admission that sent it vouches for the identity; else nothing is ever sent to it. */
export function confirmsContact(patient: IncomingPatient): boolean {
  return patient.identityReliability === 'VALI';
}
