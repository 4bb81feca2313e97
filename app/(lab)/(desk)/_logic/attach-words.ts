import { formatCalendarDate, plural } from '../../../_text/format';
import type { ComparedPerson, UnsureDossier, UnsureList } from './types';

type Trait = keyof Pick<
  ComparedPerson,
  'identifier' | 'birthFamilyName' | 'usedFamilyName' | 'firstGivenName' | 'birthDate' | 'sex' | 'birthPlaceCode' | 'ins'
>;

/** The traits of an identity in the order in which a référent compares them. */
export const TRAITS: readonly { trait: Trait; label: string }[] = [
  { trait: 'birthFamilyName', label: 'Nom de naissance' },
  { trait: 'usedFamilyName', label: 'Nom utilisé' },
  { trait: 'firstGivenName', label: 'Prénom' },
  { trait: 'birthDate', label: 'Né(e) le' },
  { trait: 'sex', label: 'Sexe' },
  { trait: 'birthPlaceCode', label: 'Lieu (COG)' },
  { trait: 'ins', label: 'INS' },
  { trait: 'identifier', label: 'IPP' },
];

/** A trait as it is read; a dash where it was not sent. */
export function valueOf(person: ComparedPerson, trait: Trait): string {
  if (trait === 'birthDate') return bornOn(person);
  if (trait === 'sex') return { F: 'féminin', M: 'masculin' }[person.sex] ?? 'non transmis';
  if (trait === 'firstGivenName') return person.givenNames || person.firstGivenName || '–';
  return person[trait] || '–';
}

/** A birth date that is none is shown as it was sent. */
export const bornOn = ({ birthDate, birthDateText }: Pick<ComparedPerson, 'birthDate' | 'birthDateText'>): string =>
  birthDate ? formatCalendarDate(birthDate) : birthDateText || 'non transmise';

const RELIABILITIES: Record<string, string> = {
  PROV: 'provisoire',
  VIDE: 'non renseignée',
  VALI: 'validée',
  QUAL: 'qualifiée',
  DOUB: 'doublon',
  DPOT: 'doublon possible',
  DOUA: 'doublon avéré',
  COLP: 'collision possible',
  COLV: 'collision avérée',
  DESA: 'désactivée',
  USUR: 'usurpée',
  INVA: 'invalidée',
  FICT: 'fictive',
  DOUT: 'douteuse',
};

/** PID-32 in words. */
export const reliabilityWords = (code: string): string => (code === '' ? 'fiabilité non dite' : (RELIABILITIES[code] ?? code));

/** « PAT-TROIS Dominique, 28/03/1979 » */
export const unsureWords = (dossier: UnsureDossier): string => `${`${dossier.birthFamilyName} ${dossier.firstGivenName}`.trim()}, ${bornOn(dossier)}`;

export const differenceWords = (count: number): string => (count === 0 ? 'Aucune différence' : plural(count, 'différence', 'différences'));

/** What the list leaves out, and why: nothing is missing without being said. */
export function leftOutWords({ leftOut, isCut }: Pick<UnsureList, 'leftOut' | 'isCut'>): string {
  const said = [
    leftOut.older > 0 && `${plural(leftOut.older, 'plus ancien n’est pas montré', 'plus anciens ne sont pas montrés')}.`,
    leftOut.hidden > 0 &&
      `${plural(leftOut.hidden, 'identité cachée ou anonyme', 'identités cachées ou anonymes')} à part\u00a0: voulue${leftOut.hidden > 1 ? 's' : ''} ainsi.`,
    isCut && 'Les 200 premiers seulement.',
  ];
  return said.filter(Boolean).join(' ') || 'Rien n’est laissé de côté.';
}

/** Where nothing is shown: that nothing waits, or only that nothing recent does. */
export const nothingWords = ({ leftOut }: Pick<UnsureList, 'leftOut'>, older: boolean): string =>
  leftOut.older > 0
    ? 'Rien à rattacher depuis soixante jours. De plus anciens attendent encore\u00a0: montrez-les par le filtre.'
    : `Rien à rattacher\u00a0: tous les dossiers reçus ${older || leftOut.hidden === 0 ? '' : 'et non cachés '}ont une identité sûre.`;
