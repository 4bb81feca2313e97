import { formatLongDate, formatTime, NBSP, plural } from '../../_text/format';
import type { MyList, MyReport, MyResult } from './types';

/** Results that deserve the whole line and their sentence first; the others are told in one line each, all of them. */
export const isMarked = (result: Pick<MyResult, 'flag' | 'cancelled'>): boolean =>
  result.cancelled === null && result.flag !== 'normal' && result.flag !== 'not-evaluated';

/**
 * What the laboratory's flag says, in plain words: no colour, no arrow, no diagnosis, no « anormal ». How far a value is from the range is not in the
 * flag, so it is not said either.
 */
export function flagSentence({ flag, cancelled, referenceRange }: Pick<MyResult, 'flag' | 'cancelled' | 'referenceRange'>): string {
  if (cancelled !== null) return 'Ce résultat n’a pas pu être rendu.';
  switch (flag) {
    case 'normal':
      return referenceRange === '' ? 'Dans l’intervalle habituel.' : `Dans l’intervalle habituel, ${referenceRange}.`;
    case 'high':
    case 'critical-high':
      return 'Au-dessus de l’intervalle habituel.';
    case 'low':
    case 'critical-low':
      return 'Au-dessous de l’intervalle habituel.';
    case 'abnormal':
    case 'critical':
      return 'Signalé par le laboratoire à votre médecin.';
    case 'not-evaluated':
      return `Non évalué par le laboratoire${NBSP}: ce résultat se lit selon votre situation. Votre médecin vous le dira.`;
  }
}

/** What to do about a flagged value; a critical one has been read by a professional or has waited long enough. */
export const adviceSentence = (flag: MyResult['flag']): string =>
  flag.startsWith('critical')
    ? 'Ce résultat seul ne permet pas de conclure. Parlez-en à votre médecin dès maintenant.'
    : 'Ce résultat seul ne permet pas de conclure. Parlez-en à votre médecin.';

/** « Mai 2026 : 70. », or why there is none. */
export function priorSentence({ prior, priorAbsence }: Pick<MyResult, 'prior' | 'priorAbsence'>): string {
  if (prior) return `${capital(monthWords(prior.on))}${NBSP}: ${prior.value}.`;
  return priorAbsence ? `${capital(priorAbsence)}.` : '';
}

/** « mai 2026 » */
export const monthWords = (on: string): string => MONTH.format(new Date(`${on.slice(0, 10)}T12:00:00Z`));

const MONTH = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'Europe/Paris' });
const DAY = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', timeZone: 'Europe/Paris' });

/** « le 24 novembre » */
export const dayWords = (at: Date | string): string => `le ${DAY.format(new Date(at))}`;

/** « aujourd’hui à 11:20 », « le 19 novembre à 08:05 » */
export function whenWords(at: Date | string, now: Date): string {
  const when = new Date(at);
  return formatLongDate(when) === formatLongDate(now) ? `aujourd’hui à ${formatTime(when)}` : `${dayWords(when)} à ${formatTime(when)}`;
}

/** The same for an instant that may have been sent without its hour, its day or its month: « le 19 novembre », « en novembre 2026 ». */
export function collectedWhen(at: string, now: Date): string {
  if (/^\d{4}$/.test(at)) return `en ${at}`;
  if (/^\d{4}-\d{2}$/.test(at)) return `en ${monthWords(`${at}-01`)}`;
  return at.length < 16 ? dayWords(`${at.slice(0, 10)}T12:00:00Z`) : whenWords(at, now);
}

/** « 1 compte rendu nouveau. » or « Tout est lu. » */
export function newsSentence({ reports }: Pick<MyList, 'reports'>): string {
  const fresh = reports.filter((report) => report.isNew).length;
  return fresh === 0 ? 'Vous avez tout lu.' : `${plural(fresh, 'compte rendu nouveau', 'comptes rendus nouveaux')}.`;
}

/** What has become of a report in the list of a patient, before he opens it; null for an ordinary one. */
export function changeSentence({
  kind,
  standing,
  isChangedSinceRead,
}: Pick<MyList['reports'][number], 'kind' | 'standing' | 'isChangedSinceRead'>): string | null {
  switch (standing) {
    case 'replaced':
      return 'Remplacé ou retiré par le laboratoire. Ne l’utilisez plus.';
    case 'withdrawn':
      return isChangedSinceRead ? 'Retiré depuis votre lecture. Ne l’utilisez plus.' : 'Retiré par le laboratoire.';
    case 'under-review':
      return 'Le laboratoire en vérifie une partie. Attendez la nouvelle version.';
    case 'in-force':
      if (!isChangedSinceRead) return kind === 'corrective' ? 'Corrigé, remplace le précédent.' : null;
      return kind === 'corrective' ? 'Corrigé depuis votre lecture, remplace ce que vous avez lu.' : 'Complété depuis votre lecture.';
  }
}

/** What a patient must know of a version before its values; empty for an ordinary first one. */
export function versionSentences({
  kind,
  supersedes,
  isReplaced,
  awaited,
  readBefore,
}: Pick<MyReport, 'kind' | 'supersedes' | 'isReplaced' | 'awaited'> & Partial<Pick<MyReport, 'readBefore'>>): string[] {
  return [
    isReplaced ? 'Ce compte rendu a été remplacé. Ne l’utilisez plus.' : '',
    kind === 'corrective' && supersedes ? `Ce compte rendu a été corrigé. Il remplace celui qui était disponible ${dayWords(supersedes.releasedAt)}.` : '',
    kind === 'corrective' && readBefore ? `Vous aviez lu l’ancien ${dayWords(readBefore.viewedAt)} : il ne vaut plus.`.replace(' :', `${NBSP}:`) : '',
    kind === 'complete' && supersedes ? `Ce compte rendu complète celui qui était disponible ${dayWords(supersedes.releasedAt)}.` : '',
    awaited.length > 0 ? `En cours au laboratoire${NBSP}: ${awaited.join(', ')}.` : '',
  ].filter((sentence) => sentence !== '');
}

/** The digits to dial of « 03 53 01 22 00, jour et nuit ». */
export const dialOf = (phone: string): string => /^[+\d][\d\s.\u00a0]*/.exec(phone)?.[0].replace(/[^\d+]/g, '') ?? '';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
