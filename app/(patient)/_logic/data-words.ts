import { formatCalendarDate, formatPhone, NBSP } from '../../_text/format';
import type { IdentityField, MyData, MyRequest } from './types';

export const FIELD_LABELS: Record<IdentityField, string> = {
  birthFamilyName: 'Nom de naissance',
  usedFamilyName: 'Nom utilisé',
  givenNames: 'Prénoms',
  birthDate: 'Date de naissance',
  sex: 'Sexe',
  ins: 'Identité nationale de santé (INS)',
  email: 'Adresse e-mail',
  phone: 'Téléphone',
};

/** An element of identity as one reads it; what is not known is said so. */
export function identityWords({ field, value }: MyData['identity'][number]): string {
  if (value === '') return 'non connu';
  if (field === 'birthDate') return formatCalendarDate(value);
  if (field === 'phone') return formatPhone(value);
  if (field === 'sex') return { F: 'Féminin', M: 'Masculin' }[value] ?? 'Non précisé';
  return value;
}

const KINDS: Record<MyRequest['kind'], string> = {
  rectification: 'Rectification',
  reading: 'Question sur une lecture',
  access: 'Question sur mes données',
  opposition: 'Opposition',
};

/** « Rectification : date de naissance » */
export const requestTitle = ({ kind, field }: Pick<MyRequest, 'kind' | 'field'>): string =>
  field === '' ? KINDS[kind] : `${KINDS[kind]}${NBSP}: ${FIELD_LABELS[field].charAt(0).toLowerCase()}${FIELD_LABELS[field].slice(1)}`;

/** Where a request stands, in a word. */
export const requestState = (state: MyRequest['state']): string =>
  ({ open: 'Le laboratoire n’a pas encore répondu.', done: 'Fait.', declined: 'Refusé.' })[state];

/** What is done with the data, why, by what law, how long: the same for every patient of a legal entity (GBUI X-4; RGPD art. 13). */
export const PROCESSING: readonly { title: string; text: string }[] = [
  {
    title: 'Ce qui est traité, et pourquoi',
    text: 'Votre identité, vos résultats et leurs comptes rendus, qui les a lus et quand, pour vous soigner et vous les remettre. Les éléments d’identité demandés à l’accueil sont nécessaires : sans eux, un résultat pourrait être rendu à une autre personne.',
  },
  {
    title: 'Ce qui le permet',
    text: 'La mission de soins du laboratoire et ses obligations légales (RGPD, articles 6 et 9 ; code de la santé publique, article D6211-3). Votre consentement n’est pas demandé pour cela ; rien n’est vendu, ni utilisé pour autre chose.',
  },
  {
    title: 'Combien de temps',
    text: 'Aussi longtemps que votre dossier médical dans l’établissement, en général vingt ans après votre dernier passage (code de la santé publique, article R1112-7). La trace des lectures est gardée aussi longtemps.',
  },
  {
    title: 'Vos droits',
    text: 'Savoir ce qui est gardé, en avoir une copie, faire corriger une erreur, vous opposer aux avis ou à la mise en ligne, et vous plaindre à la CNIL (www.cnil.fr).',
  },
];

/** Who answers for the data: the legal entity's officer, reached through the laboratory until the entity has given another address. */
export const officerWords = (laboratory: MyData['laboratory']): string =>
  laboratory
    ? `Le délégué à la protection des données de l’établissement${laboratory.entity === '' ? '' : ` (${laboratory.entity})`} vous répond par écrit à l’adresse de l’établissement, ou par le laboratoire au ${laboratory.phone}.`
    : 'Le délégué à la protection des données de l’établissement vous répond par écrit, à l’adresse de l’établissement.';
