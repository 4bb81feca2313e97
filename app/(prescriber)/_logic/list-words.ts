import { formatDate, formatDayMonth, formatLongDate, formatMoment, formatTime, formatWritten, NBSP, plural } from '../../_text/format';
import type { FlagKind } from '../../_ui/flag';
import type { Group, ListItem, ReportList } from './types';

export const GROUP_TITLES: Record<Group, string> = {
  critical: 'Critique, non lu',
  abnormal: 'Anormal ou corrigé, non lu',
  quiet: 'Sans anomalie signalée, non lu',
  read: 'Lu',
};

/** The order in which they want to be read. */
export const GROUPS = ['critical', 'abnormal', 'quiet', 'read'] as const satisfies readonly Group[];

/** « Hier à 18:05. Depuis : 7 patients, 9 dossiers nouveaux. À jour à 07:42, mardi 24 novembre 2026. » */
export function visitSentence({ since, fresh, at }: Pick<ReportList, 'since' | 'fresh' | 'at'>): string {
  const news =
    fresh.reports === 0
      ? 'rien de nouveau'
      : `${plural(fresh.patients, 'patient', 'patients')}, ${plural(fresh.reports, 'dossier nouveau', 'dossiers nouveaux')}`;
  const until = `À jour à ${formatTime(at)}, ${formatLongDate(at)}.`;
  if (since === null) return `Première visite${NBSP}: ${news}. ${until}`;
  return `${capital(formatMoment(since, at))}. Depuis${NBSP}: ${news}. ${until}`;
}

/** Says that there is nothing, and since when. */
export function nothingNew({ since, at }: Pick<ReportList, 'since' | 'at'>): string {
  return since === null ? 'Aucun résultat pour le moment.' : `Rien de nouveau depuis ${formatMoment(since, at).replace(/^à /, '')}.`;
}

/** Room, bed and ward of « Médecine interne 3B, 314, P »: « 314, lit P » first, as one looks for a patient. */
export function placeWords(place: string): { bed: string; ward: string } {
  const [ward = '', room = '', ...bed] = place.split(', ');
  return { bed: bed.length > 0 ? `${room}, lit${NBSP}${bed.join(' ')}` : room, ward };
}

const SHOWN: readonly (readonly [keyof ListItem['counts'], FlagKind])[] = [
  ['critical', 'critical'],
  ['high', 'high'],
  ['low', 'low'],
  ['abnormal', 'abnormal'],
];

/** Which flags a report carries, and how many of each, the gravest first. */
export const flagCounts = ({ counts }: Pick<ListItem, 'counts'>): { flag: FlagKind; count: number }[] =>
  SHOWN.map(([key, flag]) => ({ flag, count: counts[key] })).filter(({ count }) => count > 0);

/** The rest in words: « 18 dans l’intervalle, 1 non évalué, 1 annulé ». A result that nobody evaluated is never silent. */
export function quietCounts({ counts }: Pick<ListItem, 'counts'>): string {
  const parts = [
    counts.normal > 0 ? `${counts.normal}${NBSP}dans l’intervalle` : '',
    counts.notEvaluated > 0 ? plural(counts.notEvaluated, 'non évalué', 'non évalués') : '',
    counts.cancelled > 0 ? plural(counts.cancelled, 'annulé', 'annulés') : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** « Version 2, annule et remplace la version 1 »; null for a first version. */
export function versionWords(item: Pick<ListItem, 'version' | 'replaces' | 'kind'>): string | null {
  if (item.replaces !== null) return `Version ${item.version}, annule et remplace la version ${item.replaces}`;
  if (item.version > 1) return `Version ${item.version}, complète le compte rendu partiel`;
  return item.kind === 'partial' ? 'Résultats partiels' : null;
}

/**
 * What has become of what this reader has read, until he opens what stands now: « Remplacé depuis votre lecture de la version 1 (le 23/11 à 18:04) »; null
 * when nothing has.
 */
export function changedWords(item: Pick<ListItem, 'readAt' | 'readBefore' | 'isWithdrawn' | 'underReviewSince' | 'kind'>): string | null {
  const { readBefore, underReviewSince, readAt } = item;
  if (readBefore) {
    const what = item.isWithdrawn ? 'Retiré' : item.kind === 'corrective' ? 'Remplacé' : 'Complété';
    return `${what} depuis votre lecture de la version ${readBefore.version} (${formatDayMonth(readBefore.viewedAt)} à ${formatTime(readBefore.viewedAt)})`;
  }
  if (underReviewSince === null) return null;
  const since =
    readAt !== null && underReviewSince > readAt ? 'depuis votre lecture' : `depuis ${formatDayMonth(underReviewSince)} à ${formatTime(underReviewSince)}`;
  return `En cours de vérification au laboratoire ${since}`;
}

/** « 2 comptes rendus que vous avez lus ont changé depuis. »; null when none has. */
export function changedSentence({ changedSinceRead: count }: Pick<ReportList, 'changedSinceRead'>): string | null {
  if (count === 0) return null;
  return count === 1 ? 'Un compte rendu que vous avez lu a changé depuis.' : `${count} comptes rendus que vous avez lus ont changé depuis.`;
}

export const sexLetter = (sex: 'F' | 'M' | 'U'): string => ({ F: 'F', M: 'H', U: 'sexe non précisé' })[sex];

/** « Lu à 07:05 », « Lu le 10/11 » or « Non lu ». */
export function readWords({ readAt }: Pick<ListItem, 'readAt'>, now: Date): string {
  if (!readAt) return 'Non lu';
  return formatDate(readAt) === formatDate(now) ? `Lu à ${formatTime(readAt)}` : `Lu le ${formatDayMonth(readAt)}`;
}

export const collectedWords = (collectedAt: string | null): string =>
  collectedAt ? `Prélevé le ${formatWritten(collectedAt)}` : 'Date de prélèvement non transmise';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
