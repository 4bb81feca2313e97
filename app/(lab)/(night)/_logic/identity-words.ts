import { formatAge, formatCalendarDate, type Instant } from '../../../_text/format';
import type { Card, WorklistEntry } from './types';

const SEXES = { F: 'Femme', M: 'Homme', U: 'Sexe non transmis' } as const;
const LETTERS = { F: 'F', M: 'H', U: 'sexe ?' } as const;

/** « PAT-TROIS Dominique »: birth family name, then first given name. */
export const nameOf = ({ birthFamilyName, firstGivenName }: Pick<Card['patient'], 'birthFamilyName' | 'firstGivenName'>): string =>
  `${birthFamilyName} ${firstGivenName}`.trim();

/** « Femme, 47 ans, née le 28/03/1979 »; a birth date that is none is shown as it was sent. */
export function personWords({ sex, birthDate, birthDateText }: Pick<Card['patient'], 'sex' | 'birthDate' | 'birthDateText'>, now: Instant): string {
  const born = { F: 'née', M: 'né', U: 'né(e)' }[sex];
  const age = formatAge(birthDate, now);
  const date = birthDate
    ? `${born} le ${formatCalendarDate(birthDate)}`
    : birthDateText
      ? `date de naissance transmise : ${birthDateText}`
      : 'date de naissance non transmise';
  return [SEXES[sex], age, date].filter((part) => part !== '').join(', ');
}

/** « F 47 ans », beside the name in the list. */
export const briefPerson = ({ patientSex, patientBirthDate }: Pick<WorklistEntry, 'patientSex' | 'patientBirthDate'>, now: Instant): string =>
  [LETTERS[patientSex], formatAge(patientBirthDate, now)].filter((part) => part !== '').join(' ');

/** An INS the way its cards print it, `2 79 03 51 215 189 89`; anything else as it is. */
export function insWords(ins: string): string {
  const parts = /^(\d)(\d{2})(\d{2})(\d[\dAB])(\d{3})(\d{3})(\d{2})?$/i.exec(ins.replace(/\s/g, ''));
  return parts ? parts.slice(1).filter(Boolean).join(' ') : ins;
}

/** « Urgences, Box 4, lit 1 »: where the patient lies, as far as it was sent. */
export function placeWords({ ward, room, bed }: Pick<Card['place'], 'ward' | 'room' | 'bed'>): string {
  const where = [ward, room && (/^\d/.test(room) ? `ch. ${room}` : room), bed && (/^(lit|fauteuil|place)/i.test(bed) ? bed : `lit ${bed}`)].filter(Boolean);
  return where.length > 0 ? where.join(', ') : 'Service non transmis';
}

type Gap = Card['patient']['insGaps'][number];

const GAPS: Record<Gap, string> = {
  'no-ins': 'aucun matricule reçu',
  'unknown-authority': 'autorité (OID) inconnue',
  'test-authority': 'matricule de test',
  'wrong-key': 'clé fausse',
  'not-validated': 'identité non validée par l’admission',
  'birth-name': 'nom de naissance manquant',
  'first-name': 'prénom de naissance manquant',
  'birth-date': 'date de naissance manquante',
  sex: 'sexe manquant',
  'birth-place': 'lieu de naissance (code COG) manquant',
  'sex-differs': 'le matricule dit un autre sexe',
  'birth-differs': 'le matricule dit une autre naissance',
};

/** « INS non qualifiée : clé fausse, lieu de naissance (code COG) manquant ». */
export const insGapWords = (gaps: readonly Gap[]): string =>
  gaps.length === 0 ? 'INS non qualifiée' : `INS non qualifiée : ${gaps.map((gap) => GAPS[gap]).join(', ')}`;
