import type { DigestNumbers } from '../../db/schema/handover';
import { instantOfWallClock } from '../hl7/zone';
import { dayAfter } from '../platform/paris-days';

const NIGHT_BEGINS = '20:00';
const MORNING = '07:00';

/**
 * The night that ends in the morning of a calendar day, by the clock of the site: eleven hours, ten or twelve when the clocks change in it. Its last instant is the
 * first of the day.
 */
export function nightOf(day: string, timeZone: string): { fromAt: Date; toAt: Date } {
  const at = (on: string, clock: string) => new Date(instantOfWallClock(Date.parse(`${on}T${clock}:00Z`), timeZone).instantMs);
  return { fromAt: at(dayAfter(day, -1), NIGHT_BEGINS), toAt: at(day, MORNING) };
}

/** The morning whose account is due: today's from seven on, else yesterday's, so that a product that was down makes it when it is back. */
export function dayDue(now: Date, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now);
  return now >= nightOf(day, timeZone).toAt ? day : dayAfter(day, -1);
}

/** What became of each dossier that a night brought, by the books of the decisions. */
export interface CountedDossier {
  /** As its line of the worklist says; null = it is in no list. */
  standing: string | null;
  /** Kinds of the decisions that validate it with effect. */
  kinds: readonly string[];
  isBehind: boolean;
}

type Fate = 'validated' | 'byLis' | 'automatic' | 'held' | 'waiting' | 'pending' | 'awaited' | 'cancelled' | 'lost';

/** Each dossier has exactly one fate; what no book knows, or knows in an older version, is lost, and said so. */
export function fateOf({ standing, kinds, isBehind }: CountedDossier): Fate {
  if (standing === null || isBehind) return 'lost';
  switch (standing) {
    case 'awaiting':
      return 'waiting';
    case 'held':
      return 'held';
    case 'pending':
      return 'pending';
    case 'expected':
      return 'awaited';
    case 'partial':
    case 'validated':
      if (kinds.length > 0 && kinds.every((kind) => kind === 'lis')) return 'byLis';
      return kinds.length > 0 && kinds.every((kind) => kind === 'auto' || kind === 'lis') ? 'automatic' : 'validated';
    case 'empty':
      return 'cancelled';
    default:
      return 'lost';
  }
}

/** Adds up: what came in is what was validated, held, waits and so on, and nothing is lost. */
export const isBalanced = (n: DigestNumbers): boolean =>
  n.lost === 0 && n.received === n.validated + n.byLis + n.automatic + n.held + n.waiting + n.pending + n.awaited + n.cancelled;
