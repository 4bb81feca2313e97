import type { Instant } from './format';

const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' });

/** The calendar day in Paris, `2026-11-21`. */
export const parisDay = (at: Instant): string => isoDay.format(new Date(at));

/** The calendar day `count` days before another. */
export const dayBefore = (day: string, count: number): string => new Date(Date.parse(`${day}T12:00:00Z`) - count * 86_400_000).toISOString().slice(0, 10);
