import type { Transaction } from '../../db/client';
import { biologistsBetween, mailsOf, namesOf } from './staff-store';

export interface Biologist {
  userId: string;
  login: string;
  /** « Dr Hélène MARCHETTI » */
  name: string;
  /** Where the right holds from the first to the last of these instants. */
  siteIds: string[];
}

/** Who may act as a biologist, and at which sites, during the whole of a time. */
export async function readBiologists(tx: Transaction, { from, to }: { from: Date; to: Date }): Promise<Biologist[]> {
  const rows = await biologistsBetween(tx, from, to);
  return [...new Set(rows.map(({ userId }) => userId))].map((userId) => {
    const own = rows.filter((row) => row.userId === userId);
    const [first] = own;
    return { userId, login: first?.login ?? '', name: first ? nameOf(first) : '', siteIds: [...new Set(own.flatMap(({ siteId }) => siteId ?? []))] };
  });
}

/** The names of persons of the staff, by id. */
export async function readStaffNames(tx: Transaction, userIds: readonly string[]): Promise<Map<string, string>> {
  return new Map((await namesOf(tx, [...new Set(userIds)])).map((row) => [row.userId, nameOf(row)]));
}

/** Where a notice without patient data may be written to, for those who have an address. */
export const readStaffMail = async (tx: Transaction, userIds: readonly string[]): Promise<Map<string, string>> =>
  new Map((await mailsOf(tx, userIds)).flatMap(({ userId, mail }): [string, string][] => (mail ? [[userId, mail]] : [])));

const nameOf = ({ title, givenName, familyName }: { title: string; givenName: string; familyName: string }): string =>
  [title, givenName, familyName].filter((word) => word !== '').join(' ');
