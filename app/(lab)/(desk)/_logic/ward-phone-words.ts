import type { WardPhoneLine } from './types';

export const DAY_LETTERS = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim'] as const;

/** « tous les jours », « du lundi au vendredi », « ven, sam ». */
export function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return 'tous les jours';
  if (sorted.join('') === '12345') return 'du lundi au vendredi';
  if (sorted.join('') === '67') return 'samedi et dimanche';
  return sorted.map((day) => DAY_LETTERS[day - 1] ?? '').join(', ');
}

/** « tous les jours de 20:30 à 07:30 », « à toute heure », « quand aucun autre ne répond à cette heure ». */
export function lineHours({ days, from, to, isDuty }: Pick<WardPhoneLine, 'days' | 'from' | 'to' | 'isDuty'>): string {
  if (isDuty) return 'numéro de garde, à défaut d’un autre';
  return from === to ? (days.length === 7 ? 'à toute heure' : `${daysWords(days)}, toute la journée`) : `${daysWords(days)} de ${from} à ${to}`;
}
