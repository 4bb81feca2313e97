import { z } from 'zod';

const Exercise = z.object({
  codeProfession: z.string().max(10).default(''),
  codeSavoirFaire: z.string().max(20).nullish(),
  activities: z.array(z.object({ codeSectionPharmacien: z.string().max(10).nullish(), numeroFinessSite: z.string().max(20).nullish() })).default([]),
});

/** What Pro Santé Connect says of a person, as far as Relais reads it (interop.md). */
const Claims = z.object({
  sub: z.string().min(1).max(200),
  SubjectNameID: z.string().max(200).optional(),
  given_name: z.string().max(200).default(''),
  family_name: z.string().max(200).default(''),
  otherIds: z.array(z.object({ identifiant: z.string().max(50), origine: z.string().max(50) })).default([]),
  SubjectRefPro: z.object({ exercices: z.array(Exercise).default([]) }).optional(),
});

export interface PscIdentity {
  subject: string;
  rppsNumber: string | null;
  givenName: string;
  familyName: string;
  /** In French, for the account's list: « Médecin », « Pharmacien »… */
  profession: string;
  /** `10:SM03`, `21:G`: profession with savoir-faire, or with the pharmacists' section. */
  expertise: string[];
  /** Medical biologist by profession: a physician with the qualification, or a pharmacist of sections G or EG. */
  isBiologist: boolean;
}

const PROFESSIONS: Record<string, string> = {
  '10': 'Médecin',
  '21': 'Pharmacien',
  '40': 'Chirurgien-dentiste',
  '50': 'Sage-femme',
  '60': 'Infirmier',
};
const PHYSICIANS_QUALIFICATIONS = new Set(['SM03', 'SM63', 'SM64', 'SM65', 'SM66', 'SM67']);
const PHARMACISTS_SECTIONS = new Set(['G', 'EG']);

/** Reads the claims; null when they are not those of Pro Santé Connect. Roles and sites never come from them: a local habilitation does that. */
export function pscIdentityOf(claims: unknown): PscIdentity | null {
  const read = Claims.safeParse(claims);
  if (!read.success) return null;
  const { sub, SubjectNameID, otherIds, given_name, family_name, SubjectRefPro } = read.data;
  const exercises = SubjectRefPro?.exercices ?? [];
  const expertise = exercises.flatMap(({ codeProfession, codeSavoirFaire, activities }) => [
    ...(codeSavoirFaire ? [`${codeProfession}:${codeSavoirFaire}`] : []),
    ...activities.flatMap(({ codeSectionPharmacien: section }) => (section ? [`${codeProfession}:${section}`] : [])),
  ]);
  return {
    subject: sub,
    rppsNumber: rppsOf(otherIds, SubjectNameID),
    givenName: given_name,
    familyName: family_name.toLocaleUpperCase('fr'),
    profession: PROFESSIONS[exercises[0]?.codeProfession ?? ''] ?? 'Professionnel de santé',
    expertise: [...new Set(expertise)].sort(),
    isBiologist: expertise.some(isBiologists),
  };
}

/** The RPPS number stands in the list of identifiers; the national identifier holds it too when it begins with 8, and another register's number else (ANS, « PS_IdNat »). */
function rppsOf(otherIds: readonly { identifiant: string; origine: string }[], nationalId: string | undefined): string | null {
  const listed = otherIds.find(({ origine }) => origine === 'RPPS')?.identifiant;
  const number = listed === undefined ? /^8(\d{11})$/.exec(nationalId ?? '') : /^8?(\d{11})$/.exec(listed);
  return number?.[1] ?? null;
}

function isBiologists(expertise: string): boolean {
  const [profession = '', code = ''] = expertise.split(':', 2);
  return (profession === '10' && PHYSICIANS_QUALIFICATIONS.has(code)) || (profession === '21' && PHARMACISTS_SECTIONS.has(code));
}
