import type { IdentityChange } from '../dossier/identity-rules';
import type { ReportContent } from './types';

type Printed = ReportContent['patient'];

/**
 * Says what a reader of the version before must know of the identity, one sentence for each trait that is printed and differs; none for a used name. Of an
 * identity that was sure and bore another number nothing is repeated: it may be another person's, who is nobody's business here.
 * @see ISO 15189:2022 7.4.1.8; GBUI VIII-3d; pain point 13
 */
export function identityCorrections(before: Printed, after: Printed): string[] {
  if (before.identityGuaranteed && before.identifier !== after.identifier)
    return [`Identité corrigée : la version précédente portait l’identité d’un autre numéro de patient ; celle-ci est celle du numéro ${after.identifier}`];
  return TRAITS.flatMap(({ name, of }) => {
    const [known, told] = [of(before), of(after)];
    return known === told ? [] : [`Identité corrigée : ${name}, ${known} devient ${told}`];
  });
}

/** The same of a change that is told to the laboratory's own system, which knows both. */
export const identitySentences = (changes: readonly IdentityChange[]): string[] =>
  changes.map(({ trait, before, after }) => `Identité corrigée : ${NAMES[trait]}, ${told(trait, before)} devient ${told(trait, after)}`);

const NAMES: Record<IdentityChange['trait'], string> = {
  birthFamilyName: 'nom de naissance',
  firstGivenName: 'prénom',
  birthDate: 'date de naissance',
  sex: 'sexe',
  identifier: 'numéro de patient (IPP)',
  ins: 'INS',
  guaranteed: 'fiabilité',
};

const SEXES: Readonly<Record<string, string>> = { F: 'féminin', M: 'masculin', U: 'non transmis' };

function told(trait: IdentityChange['trait'], value: string | null): string {
  if (trait === 'guaranteed') return value === null ? 'identité non garantie' : 'identité garantie';
  if (value === null || value === '') return trait === 'ins' ? 'non qualifiée' : 'non transmis';
  if (trait === 'birthDate') return frenchDay(value) ?? value;
  return trait === 'sex' ? (SEXES[value] ?? value) : value;
}

const TRAITS: readonly { name: string; of: (patient: Printed) => string }[] = [
  { name: 'nom de naissance', of: ({ birthFamilyName }) => birthFamilyName || 'non transmis' },
  { name: 'prénom', of: ({ firstGivenName }) => firstGivenName || 'non transmis' },
  { name: 'date de naissance', of: ({ birthDate, birthDateText }) => frenchDay(birthDate) ?? (birthDateText || 'non transmise') },
  { name: 'sexe', of: ({ sex }) => SEXES[sex] ?? sex },
  { name: 'numéro de patient (IPP)', of: ({ identifier }) => identifier },
  { name: 'INS', of: ({ ins }) => ins ?? 'non qualifiée' },
  { name: 'fiabilité', of: ({ identityGuaranteed }) => (identityGuaranteed ? 'identité garantie' : 'identité non garantie') },
];

const frenchDay = (day: string | null): string | null => day?.split('-').reverse().join('/') ?? null;
