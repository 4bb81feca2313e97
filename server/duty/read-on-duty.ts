import type { Transaction } from '../../db/client';
import { readStaffNames } from '../access/read-staff';
import { readPresent, readResponsible } from './responsibility';
import { endOf } from './rules';
import { contactsOf, type DutyRow, dutiesBetween } from './store';
import { type AbsenceRow, absencesBetween } from './swap-store';

export interface OnDuty {
  userId: string;
  name: string;
  siteId: string;
}

const DAY_MS = 24 * 3_600_000;

/** Who answers at these sites at that instant: everybody on duty and not away, and whoever holds the site until a colleague has accepted her hand-over. */
export async function readOnDuty(tx: Transaction, siteIds: readonly string[], at: Date): Promise<OnDuty[]> {
  const present = (await readPresent(tx, at)).filter(({ siteId }) => siteIds.includes(siteId));
  const held = [...(await readResponsible(tx, at, siteIds))].map(([siteId, { userId }]) => ({ siteId, userId }));
  const more = held.filter(({ siteId, userId }) => !present.some((person) => person.siteId === siteId && person.userId === userId));
  return named(tx, [...present, ...more]);
}

/** Who takes over there first within a day, and is there then. */
export async function readNextOnDuty(tx: Transaction, siteIds: readonly string[], at: Date): Promise<OnDuty[]> {
  const until = new Date(at.getTime() + DAY_MS);
  const absences = await absencesBetween(tx, at, until);
  const coming = (await dutiesBetween(tx, at, until)).filter(
    (duty) => siteIds.includes(duty.siteId) && duty.startsAt > at && !isAway(duty, absences, duty.startsAt),
  );
  const [first] = coming;
  return first
    ? named(
        tx,
        coming.filter(({ startsAt }) => startsAt.getTime() === first.startsAt.getTime()),
      )
    : [];
}

/** The numbers at which these persons are reached, in their order. */
export const readContactNumbers = async (tx: Transaction, userIds: readonly string[]): Promise<Map<string, string[]>> =>
  new Map([...(await contactsOf(tx, userIds))].map(([userId, contacts]) => [userId, contacts.map(({ number }) => number)]));

const isAway = (duty: DutyRow, absences: readonly AbsenceRow[], at: Date): boolean =>
  absences.some((absence) => absence.userId === duty.userId && absence.startsAt <= at && endOf(absence) > at);

async function named(tx: Transaction, duties: readonly Pick<DutyRow, 'userId' | 'siteId'>[]): Promise<OnDuty[]> {
  const names = await readStaffNames(
    tx,
    duties.map(({ userId }) => userId),
  );
  return duties.map(({ userId, siteId }) => ({ userId, siteId, name: names.get(userId) ?? '' }));
}
