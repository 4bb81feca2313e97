import { formatCalendarDate, formatInstant, formatWritten, NBSP } from '../../_text/format';
import type { ReportContent, Result, ViewedReport } from './types';

type Patient = ReportContent['patient'];

/** « EXEMPLE Monique » */
export const nameWords = (patient: Patient): string => `${patient.usedName ?? patient.birthFamilyName} ${patient.firstGivenName}`;

export const bornWord = (sex: Patient['sex']): string => ({ F: 'née', M: 'né', U: 'né(e)' })[sex];

export const sexWord = (sex: Patient['sex']): string => ({ F: 'féminin', M: 'masculin', U: 'sexe non précisé' })[sex];

/** The birth date, or what was sent when that is no date. */
export function birthWords(patient: Patient): string {
  if (patient.birthDate) return formatCalendarDate(patient.birthDate);
  return patient.birthDateText ? `${patient.birthDateText} (date non reconnue)` : 'date de naissance non transmise';
}

export const priorityWord = (priority: ReportContent['request']['priority']): string =>
  ({ stat: 'Urgence vitale', urgent: 'Urgente', routine: 'Courante' })[priority];

export const kindWords = (kind: ReportContent['kind']): string =>
  ({ partial: 'Résultats partiels', complete: 'Compte rendu complet', corrective: 'Compte rendu correctif' })[kind];

/** What this version is to the one before; null for a first one. */
export function standingWords({ kind, version, supersedes }: Pick<ReportContent, 'kind' | 'version' | 'supersedes'>): string | null {
  if (!supersedes) return null;
  const former = `la version ${supersedes.version} du ${formatInstant(supersedes.releasedAt).replace(' ', ' à ')}`;
  return kind === 'corrective'
    ? `Version ${version}${NBSP}: annule et remplace ${former}`
    : `Version ${version}${NBSP}: complète le compte rendu partiel, ${former}`;
}

/** « Résultat partiel. Encore attendu : vitamine B12. »; null when nothing is awaited. */
export function awaitedWords({ kind, awaited, chapters }: Pick<ReportContent, 'kind' | 'awaited' | 'chapters'>): string | null {
  if (kind !== 'partial' && awaited.length === 0) return null;
  const results = chapters.flatMap((chapter) => chapter.panels.flatMap((panel) => panel.results));
  const partial = results.length === 1 ? 'Résultat partiel.' : 'Résultats partiels.';
  return awaited.length === 0 ? partial : `${partial} Encore attendu${NBSP}: ${awaited.join(', ')}.`;
}

/** Collection, or reception, or what is known of neither. */
export const instantWords = (at: string | null): string => (at ? formatWritten(at).replace(' ', ' à ') : 'date non transmise');

export const withRpps = (name: string, rppsNumber: string | null): string => (rppsNumber ? `${name} (RPPS${NBSP}${rppsNumber})` : name);

/** The earlier value with its day, or the reason why there is none: never an empty cell for both. */
export function priorWords(result: Pick<Result, 'prior' | 'priorAbsence'>): { value: string; on: string } {
  if (result.prior) return { value: result.prior.value, on: formatCalendarDate(result.prior.on.slice(0, 10)).slice(0, 5) };
  return { value: result.priorAbsence ?? 'non recherché', on: '' };
}

/** « Vous avez lu la version 1 le 23/11/2026 à 18:04 : elle ne vaut plus. » */
export function readBeforeWords({ kind }: Pick<ReportContent, 'kind'>, { version, viewedAt }: NonNullable<ViewedReport['readBefore']>): string {
  const end = kind === 'corrective' ? ' : elle ne vaut plus' : ' : celle-ci la complète';
  return `Vous avez lu la version ${version} le ${formatInstant(viewedAt).replace(' ', ' à ')}${end.replace(' :', `${NBSP}:`)}.`;
}
