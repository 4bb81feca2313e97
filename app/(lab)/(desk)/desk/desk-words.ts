import type { DeskRepresentative, DeskTask } from './types';

export const KIND_WORDS: Record<DeskRepresentative['kind'], string> = { parent: 'Parent', guardian: 'Tuteur', trusted: 'Personne de confiance' };

export const STATE_WORDS: Record<DeskRepresentative['state'], string> = {
  'in-force': 'En cours',
  'to-come': 'À venir',
  revoked: 'Retiré',
  expired: 'Arrivé à son terme',
  'of-age': 'Fini à la majorité',
};

const FIELDS: Record<Exclude<DeskTask['field'], ''>, string> = {
  birthFamilyName: 'nom de naissance',
  usedFamilyName: 'nom utilisé',
  givenNames: 'prénoms',
  birthDate: 'date de naissance',
  sex: 'sexe',
  ins: 'INS',
  email: 'adresse e-mail',
  phone: 'téléphone',
};

/** What a patient asks, in a few words. */
export function taskTitle({ kind, field }: Pick<DeskTask, 'kind' | 'field'>): string {
  if (kind === 'rectification') return field === '' ? 'Rectification' : `Rectification, ${FIELDS[field]}`;
  return { reading: 'Une lecture l’étonne', access: 'Question sur ses données', opposition: 'Opposition' }[kind];
}

/** « depuis 3 jours », and that it is late: a month is the law's own delay (RGPD art. 12). */
export function ageWords({ createdAt, dueAt }: Pick<DeskTask, 'createdAt' | 'dueAt'>, now: Date): { text: string; isLate: boolean } {
  const days = Math.floor((now.getTime() - createdAt.getTime()) / 86_400_000);
  const since = days === 0 ? 'aujourd’hui' : `depuis ${days} jour${days > 1 ? 's' : ''}`;
  const isLate = dueAt < now;
  return { text: isLate ? `${since}, délai d’un mois dépassé` : since, isLate };
}
