import type { IdentityTraits } from '../../db/schema/dossier';

/** What tells a person from another, of all that is known of her. */
export const traitsOf = (patient: IdentityTraits & { insQualified: boolean }): IdentityTraits => ({
  identifier: patient.identifier,
  birthFamilyName: patient.birthFamilyName,
  firstGivenName: patient.firstGivenName,
  birthDate: patient.birthDate,
  sex: patient.sex,
  ins: patient.insQualified ? patient.ins : null,
});

/** Names the traits that differ. A used name, an address or a reliability tell nobody apart and are not among them. */
export function changedTraits(before: IdentityTraits, after: IdentityTraits): (keyof IdentityTraits)[] {
  const names: (keyof IdentityTraits)[] = ['identifier', 'birthFamilyName', 'firstGivenName', 'birthDate', 'sex', 'ins'];
  return names.filter((name) => before[name] !== after[name]);
}
