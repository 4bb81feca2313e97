import { z } from 'zod';
import { dayAfter, dayOf } from '../platform/paris-days';

export const PRIORITIES = ['stat', 'urgent', 'routine'] as const;
export const AGES = ['newborn', 'child', 'adult', 'elder'] as const;
/** What a rule asks for, as far as it holds something back. */
export const EFFECTS_SHOWN = ['hold', 'call', 'block'] as const;

/** What a person wants to see of the list; an empty list of anything means all of it. */
export const filtersSchema = z.object({
  tab: z.enum(['awaiting', 'held']),
  siteIds: z.array(z.uuid()).max(200),
  search: z.string().max(200),
  wards: z.array(z.string().max(200)).max(100),
  priorities: z.array(z.enum(PRIORITIES)),
  chapters: z.array(z.string().max(100)).max(50),
  ages: z.array(z.enum(AGES)),
  effects: z.array(z.enum(EFFECTS_SHOWN)),
});
export type Filters = z.infer<typeof filtersSchema>;

export const NO_FILTERS: Filters = { tab: 'awaiting', siteIds: [], search: '', wards: [], priorities: [], chapters: [], ages: [], effects: [] };

/** Where a page ended: the place of its last line in the order, as the database writes it. */
const cursorSchema = z.string().regex(/^\d\|[\d :.+-]{10,40}\|[\d :.+-]{10,40}\|[0-9a-f-]{36}$/);

export const worklistInput = z.object({
  filters: filtersSchema,
  /** After that line; null = from the top. */
  cursor: cursorSchema.nullable(),
  limit: z.number().int().min(1).max(200),
  /** Lines that are on the screen: answered as they are now, those that left the list left out. */
  known: z.array(z.uuid()).max(100),
  /** The dossier that is open, whether it answers the filter or not. */
  open: z.uuid().nullable(),
  /** Counts what came since then and belongs above that line. */
  since: z.object({ at: z.date(), upTo: cursorSchema }).nullable(),
});
export type WorklistInput = z.infer<typeof worklistInput>;

export const FIRST_PAGE: WorklistInput = { filters: NO_FILTERS, cursor: null, limit: 50, known: [], open: null, since: null };

/** A stretch of birth dates: after `after`, not after `until`. */
export interface BornBetween {
  after: string;
  until: string;
}

const FIRST_DAY = '0000-00-00';
const LAST_DAY = '9999-12-31';
const NEWBORN_DAYS = 28;

/** Who is of that age today, by the day in Paris: younger than 28 days, then until 18, then until 75 years. */
export function bornFor(age: (typeof AGES)[number], now: Date): BornBetween {
  const today = dayOf(now);
  const [newborn, of18, of75] = [dayAfter(today, -NEWBORN_DAYS), yearsBefore(today, 18), yearsBefore(today, 75)];
  switch (age) {
    case 'newborn':
      return { after: newborn, until: LAST_DAY };
    case 'child':
      return { after: of18, until: newborn };
    case 'adult':
      return { after: of75, until: of18 };
    case 'elder':
      return { after: FIRST_DAY, until: of75 };
  }
}

/** The same day so many years ago; whoever was born on 29 February has his birthday on 1 March elsewhere: as text, the day compares as it should. */
const yearsBefore = (day: string, years: number): string => `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`;

export type Group = 'now' | 'tonight' | 'next';

/** What cannot wait, what was promised for an hour, and the rest. */
export const groupOfTier = (tier: number): Group => (tier <= 2 ? 'now' : tier === 3 ? 'tonight' : 'next');
