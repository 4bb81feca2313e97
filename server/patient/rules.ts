import { insGaps, isValidated } from './ins-rules';
import type { IncomingPatient } from './types';

/**
 * PID-32 values that forbid linking a dossier with others of the same name: provisional or empty, doubled, in collision, deactivated, hidden, anonymous, usurped,
 * invalidated, fictitious, doubtful (GBUI III-2b; table 0445 of PAM-FR).
 */
const UNRELIABLE = new Set(['PROV', 'VIDE', 'DOUB', 'DPOT', 'DOUA', 'COLP', 'COLV', 'DESA', 'CACH', 'ANOM', 'USUR', 'INVA', 'FICT', 'DOUT']);

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
type RecordedPerson = Person & { ins: string | null; insQualified: boolean; loneDossier: string; birthPlaceCode: string | null };

/**
 * True when a message about a known dossier names somebody else: another number of the same authority, or under any number
 * another birth date together with another name. An identity that was provisional on either side may get another number
 * only when birth date, names and sex are the same; the same qualified INS is the same person whatever the number.
 * @see threats.md 17; GBUI III-2b
 */
export function isOtherPerson(known: RecordedPerson, sent: IncomingPatient): boolean {
  if (known.insQualified && known.ins === sent.ins && isInsOf(known, sent)) return false;
  const isSameAuthority = known.assigningAuthority === sent.assigningAuthority;
  if (isSameAuthority && known.identifier === sent.identifier) return contradicts(known, sent);
  if (isSameAuthority && known.loneDossier === '' && isIdentityGuaranteed(sent)) return true;
  return !hasSameTraits(known, sent);
}

/** The number that is qualified here already comes again with nothing against it: what a result leaves out of the traits is what is known. */
function isInsOf(known: RecordedPerson, sent: IncomingPatient): boolean {
  return insGaps({ ...sent, birthPlaceCode: sent.birthPlaceCode ?? known.birthPlaceCode }, { acceptsTests: true }).length === 0;
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

/** An address is confirmed when the admission that sent it vouches for the identity; else nothing is ever sent to it. */
export function confirmsContact(patient: IncomingPatient): boolean {
  return isValidated(patient.identityReliability);
}
