import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';

const MINUTE_MS = 60_000;

/** An asking that nobody agreed to in that time is void: the technician was spoken to for now, not for tomorrow. */
export const ASKING_GOOD_FOR_MS = 2 * 60 * MINUTE_MS;
/** The call to the technician is of the same day's work, and not of the future. */
export const CONTACT_WITHIN_MS = 12 * 60 * MINUTE_MS;

export interface WindowTimes {
  askedAt: Date;
  opensAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
}

export type WindowState = 'asked' | 'lapsed' | 'open' | 'closed';

/** What a window is at `now`; one whose time is over is closed, whether or not anybody has written so. */
export function stateOfWindow({ askedAt, opensAt, closesAt, closedAt }: WindowTimes, now: Date): WindowState {
  if (closedAt !== null) return 'closed';
  if (opensAt !== null && closesAt !== null) return now < closesAt ? 'open' : 'closed';
  return now.getTime() - askedAt.getTime() < ASKING_GOOD_FOR_MS ? 'asked' : 'lapsed';
}

/** Whether a biologist may still agree to an asking. */
export function mayAgree(times: WindowTimes, now: Date): Outcome<true, Refusal<'maintenance-decided' | 'maintenance-lapsed'>> {
  const state = stateOfWindow(times, now);
  if (state === 'asked') return done(true);
  return refuse(state === 'lapsed' ? 'maintenance-lapsed' : 'maintenance-decided');
}

/** When the technician was spoken to: before now, and not long ago. */
export function isRecentContact(contactedAt: Date, now: Date): boolean {
  const gone = now.getTime() - contactedAt.getTime();
  return gone > -MINUTE_MS && gone <= CONTACT_WITHIN_MS;
}

export const endOfWindow = (opensAt: Date, minutes: number): Date => new Date(opensAt.getTime() + minutes * MINUTE_MS);
