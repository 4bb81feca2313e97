import type { IncomingPatient } from './types';

/** PID-32 values that forbid linking a dossier with others of the same name (GBUI III-2b; PAM-FR table). */
const UNRELIABLE = new Set(['PROV', 'VIDE', 'DOUB', 'DESA', 'CACH', 'ANOM']);

/**
 * Says whether results may be linked to this person and shown to her: an identifier, a possible birth date and no word of
 * the sender that the identity is provisional. Not guaranteed = the dossier stands alone, with its mention.
 * @see GBUI III-2a, III-2b; PID-32
 */
export function isIdentityGuaranteed(patient: IncomingPatient): boolean {
  return patient.identifier !== '' && patient.birthDate !== null && !UNRELIABLE.has(patient.identityReliability);
}

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
