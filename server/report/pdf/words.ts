import type { ReportContent } from '../types';

export type Result = ReportContent['chapters'][number]['panels'][number]['results'][number];
export type Flag = Result['flag'];

/** What each flag looks like and says; shape and word alone must be enough in black and white. */
export const FLAGS: Record<Flag, { shape: string; word: string; tone: 'critical' | 'abnormal' | 'quiet' }> = {
  'critical-high': { shape: '▲▲', word: 'CRITIQUE', tone: 'critical' },
  'critical-low': { shape: '▼▼', word: 'CRITIQUE', tone: 'critical' },
  critical: { shape: '■', word: 'CRITIQUE', tone: 'critical' },
  high: { shape: '↑', word: 'élevé', tone: 'abnormal' },
  low: { shape: '↓', word: 'bas', tone: 'abnormal' },
  abnormal: { shape: '●', word: 'anormal', tone: 'abnormal' },
  normal: { shape: '–', word: 'dans l’intervalle', tone: 'quiet' },
  'not-evaluated': { shape: '○', word: 'non évalué', tone: 'quiet' },
};

/** Prints a calendar date as 24/11/2026; what is no date is printed as it came. */
export function frenchDate(text: string): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  return found ? `${found[3]}/${found[2]}/${found[1]}` : text;
}

/** Prints an instant by the clock of its own offset, so that the same report reads the same on every machine. */
export function frenchInstant(text: string): string {
  const found = /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2})/.exec(text);
  // An instant that was sent to the hour, the month or the year is printed as that.
  const hour = /T(\d{2})$/.exec(text)?.[1];
  if (hour) return `${frenchDate(text)} à ${hour} h`;
  if (/^\d{4}(-\d{2})?$/.test(text)) return text.split('-').toReversed().join('/');
  if (!found) return frenchDate(text);
  return `${frenchDate(text)} à ${found[1]}${text.endsWith('Z') ? ' (UTC)' : ''}`;
}

export function orderWord(priority: ReportContent['request']['priority']): string {
  return { stat: 'Urgence vitale', urgent: 'Urgente', routine: 'Courante' }[priority];
}

export function sexWord(sex: ReportContent['patient']['sex']): string {
  return { F: 'féminin', M: 'masculin', U: 'sexe non précisé' }[sex];
}

export function born(sex: ReportContent['patient']['sex']): string {
  return { F: 'née', M: 'né', U: 'né(e)' }[sex];
}

/** The name a person answers to, in full: used name when there is one, then the first given name. */
export function displayName(patient: ReportContent['patient']): string {
  return `${patient.usedName ?? patient.birthFamilyName} ${patient.firstGivenName}`;
}

/** Birth date, or the text that was sent when it is no date, or the plain statement that there is none. */
export function birthText(patient: ReportContent['patient']): string {
  if (patient.birthDate) return frenchDate(patient.birthDate);
  return patient.birthDateText ? `${patient.birthDateText} (date non reconnue)` : 'date de naissance non transmise';
}

export function samplingText({ collectedAt }: ReportContent['collection']): string {
  return collectedAt ? frenchInstant(collectedAt) : 'date non transmise';
}

/** What this version is to the one before it, in the words that regulations and users expect; null for a first one. */
export function standingOf(content: ReportContent): string | null {
  const { supersedes } = content;
  if (!supersedes) return null;
  const former = `la version ${supersedes.version} du ${frenchInstant(supersedes.releasedAt)}`;
  if (content.kind === 'corrective') return `Version ${content.version} : annule et remplace ${former}`;
  return `Version ${content.version} : complète le compte rendu partiel, ${former}`;
}

/** « Résultat partiel » or « Résultats partiels » (CSP D6211-3 III), or null when nothing is awaited. */
export function partialWords(content: ReportContent): string | null {
  if (content.kind !== 'partial' && content.awaited.length === 0) return null;
  const results = content.chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results));
  return results.length === 1 ? 'Résultat partiel' : 'Résultats partiels';
}

/** Keeps a number of several groups, as a phone number, on one line. */
export function unbroken(number: string): string {
  return number.replace(/(\d) (?=\d)/g, '$1\u00a0');
}

export function withRpps(name: string, rppsNumber: string | null): string {
  return rppsNumber ? `${name} (RPPS\u00a0${rppsNumber})` : name;
}

const KINDS: Readonly<Record<string, string>> = { 'application/pdf': 'PDF', 'application/xml': 'XML', 'image/png': 'image PNG', 'image/jpeg': 'image JPEG' };

/** « Document joint, PDF, 34 ko ». */
export const documentWords = ({ mediaType, size }: { mediaType: string; size: number }): string =>
  `Document joint, ${KINDS[mediaType] ?? 'fichier'}, ${Math.max(1, Math.round(size / 1024))} ko`;
