import { formatDate, formatNumber, NBSP } from '../../../_text/format';
import type { DelayLine } from './types';

/** What is in force, and where it comes from. */
export function delayInForce({ proposed, versions }: Pick<DelayLine, 'proposed' | 'versions'>): { minutes: number | null; isOwn: boolean } {
  const [newest] = versions;
  return newest ? { minutes: newest.minutes, isOwn: true } : { minutes: proposed, isOwn: false };
}

/** « 45 min », « 26 h », « 1 h 30 »; nothing when there is none. */
export function minutesWords(minutes: number | null): string {
  if (minutes === null) return '';
  if (minutes < 60) return `${formatNumber(minutes)}${NBSP}min`;
  const rest = minutes % 60;
  return `${formatNumber(Math.floor(minutes / 60))}${NBSP}h${rest === 0 ? '' : `${NBSP}${String(rest).padStart(2, '0')}`}`;
}

/** Who says so: the laboratory, by whom and since when, or nobody yet. */
export function delayOrigin({ proposed, versions }: Pick<DelayLine, 'proposed' | 'versions'>): string {
  const [newest] = versions;
  if (newest) return `${newest.minutes === null ? 'retiré' : 'fixé'} par ${newest.madeByName}, le ${formatDate(newest.since)}`;
  return proposed === null ? '' : 'proposé par Relais, à confirmer';
}

/** What was typed: minutes, no delay at all, or nothing that can be read. */
export function typedMinutes(text: string): number | null | undefined {
  const plain = text.trim();
  if (plain === '') return null;
  const minutes = Number(plain);
  return /^\d{1,4}$/.test(plain) && minutes >= 5 && minutes <= 2880 ? minutes : undefined;
}

export type DelayFilter = 'all' | 'urgent' | 'proposed';

/** The lines that a search and a filter leave, in their order. */
export function delaysShown(lines: readonly DelayLine[], search: string, filter: DelayFilter): DelayLine[] {
  const wanted = search.trim().toLowerCase();
  return lines.filter((line) => {
    const { minutes, isOwn } = delayInForce(line);
    if (filter === 'urgent' && minutes === null) return false;
    if (filter === 'proposed' && (isOwn || minutes === null)) return false;
    return `${line.label} ${line.loincCode} ${line.chapter}`.toLowerCase().includes(wanted);
  });
}
