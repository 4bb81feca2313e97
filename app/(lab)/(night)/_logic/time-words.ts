import { formatAgo, formatDate, formatDuration, formatRemaining, formatTime, type Instant } from '../../../_text/format';
import type { WorklistEntry } from './types';

export interface TimeWords {
  text: string;
  /** Below a third of the legal delay, or over it. */
  urgent: boolean;
}

type Times = Pick<WorklistEntry, 'deadlineAt' | 'collectedAt' | 'requestedAt' | 'arrivedAt'>;

/**
 * Says what of the delay is left (« 14 min », « dépassé 6 min »), or how long the dossier has been asked for when nobody
 * set a delay. Red below a third of the delay, which runs from the sampling.
 * @see arrêté of 15 December 2016; screens « Rules of the picture »
 */
export function timeWords(times: Times, now: Instant): TimeWords {
  const { deadlineAt, collectedAt } = times;
  if (deadlineAt) return formatRemaining(deadlineAt, now, collectedAt ? deadlineAt.getTime() - collectedAt.getTime() : undefined);
  const since = times.requestedAt ?? collectedAt ?? times.arrivedAt;
  return { text: formatDuration(new Date(now).getTime() - since.getTime()), urgent: false };
}

/** The same as a group heads its lines: what is left of the delay or of the call, the hour that was promised, or since when. */
export function groupTimeWords(entry: Times & Pick<WorklistEntry, 'openCallAt' | 'plannedFor'>, group: WorklistEntry['group'], now: Instant): TimeWords {
  if (entry.openCallAt !== null) return formatRemaining(entry.openCallAt, now);
  if (group === 'tonight' && entry.plannedFor !== null) return { text: hourOf(entry.plannedFor, now), urgent: entry.plannedFor <= new Date(now) };
  const { text, urgent } = timeWords(entry, now);
  return { text: entry.deadlineAt === null && group === 'now' ? `depuis ${text}` : text, urgent };
}

/** True when the time that heads the line already counts from the request: saying it again is noise. */
export const headSaysAsked = (entry: Times & Pick<WorklistEntry, 'openCallAt' | 'plannedFor'>, group: WorklistEntry['group']): boolean =>
  entry.requestedAt !== null && entry.openCallAt === null && entry.deadlineAt === null && !(group === 'tonight' && entry.plannedFor !== null);

/** Says since when the dossier is asked for, or received when the request has no hour. */
export function askedWords({ requestedAt, arrivedAt }: Pick<WorklistEntry, 'requestedAt' | 'arrivedAt'>, now: Instant): string {
  return requestedAt ? `demandé ${formatAgo(requestedAt, now)}` : `reçu ${formatAgo(arrivedAt, now)}`;
}

/** The hour alone on the day of `reference`, with its date on any other day: no hour is taken for tonight's. */
export function hourOf(instant: Date, reference: Instant): string {
  return formatDate(instant) === formatDate(reference) ? formatTime(instant) : `${formatDate(instant)} ${formatTime(instant)}`;
}

/** The same in a sentence: « à 02:58 » on the day of `reference`, « le 21/11/2026 à 02:58 » on any other. */
export function atHour(instant: Date, reference: Instant): string {
  return formatDate(instant) === formatDate(reference) ? `à ${formatTime(instant)}` : `le ${formatDate(instant)} à ${formatTime(instant)}`;
}
