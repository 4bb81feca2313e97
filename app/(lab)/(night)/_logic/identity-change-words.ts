import { formatCalendarDate } from '../../../_text/format';
import { insWords } from './identity-words';
import type { Card } from './types';

export type IdentityChange = NonNullable<Card['identity']>['changes'][number];

const NAMES: Record<IdentityChange['trait'], string> = {
  birthFamilyName: 'nom de naissance',
  firstGivenName: 'prénom',
  birthDate: 'date de naissance',
  sex: 'sexe',
  identifier: 'IPP',
  ins: 'INS',
  guaranteed: 'fiabilité',
};

const isTrait = (name: string): name is IdentityChange['trait'] => name in NAMES;

/** « date de naissance, INS »: what changed, for the list. */
export const traitNames = (traits: readonly string[]): string => traits.map((name) => (isTrait(name) ? NAMES[name] : name)).join(', ');

export const traitName = (trait: IdentityChange['trait']): string => `${NAMES[trait].charAt(0).toUpperCase()}${NAMES[trait].slice(1)}`;

/** A trait as a person reads it. */
export function traitWords(trait: IdentityChange['trait'], value: string | null): string {
  if (trait === 'guaranteed') return value === null ? 'identité non garantie' : 'identité garantie';
  if (value === null || value === '') return trait === 'ins' ? 'non qualifiée' : trait === 'birthDate' ? 'non transmise' : 'non transmis';
  if (trait === 'birthDate') return formatCalendarDate(value);
  if (trait === 'sex') return { F: 'féminin', M: 'masculin' }[value] ?? 'non transmis';
  return trait === 'ins' ? insWords(value) : value;
}
