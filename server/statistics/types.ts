import { z } from 'zod';

const Day = z.iso.date();

export const ActivityInput = z
  .object({ from: Day, to: Day, siteId: z.uuid().nullable() })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 92 * 86_400_000, 'a period goes forward, three months at most');
export type ActivityInput = z.infer<typeof ActivityInput>;

const Counts = z.object({
  /** Null = all of them. */
  siteId: z.string().nullable(),
  name: z.string(),
  received: z.number(),
  validated: z.number(),
  /** Of the validated ones, those of which everything is. */
  completed: z.number(),
  available: z.number(),
  read: z.number(),
  waitingLate: z.number(),
  unreadLate: z.number(),
});

const Delay = z.object({
  siteId: z.string().nullable(),
  name: z.string(),
  count: z.number(),
  medianMs: z.number().nullable(),
  ninetiethMs: z.number().nullable(),
});

/** Counts and instants; no name of a patient, no value, nobody ranked. */
export const Activity = z.object({
  at: z.date(),
  from: Day,
  to: Day,
  today: Day,
  sites: z.array(z.object({ id: z.string(), name: z.string(), laboratoryId: z.string() })),
  total: Counts,
  bySite: z.array(Counts),
  /** Received before the period and still without any validation. */
  waitingBefore: z.number(),
  delays: z.object({ urgent: z.array(Delay), routine: z.array(Delay), targetsMs: z.object({ urgent: z.number(), routine: z.number() }) }),
  /** Critical results to announce, opened in the period; void ones are not counted. */
  calls: z.array(
    z.object({
      siteId: z.string(),
      name: z.string(),
      opened: z.number(),
      inTime: z.number(),
      /** Announced after the delay, or not announced and overdue. */
      late: z.number(),
      waiting: z.number(),
      byReader: z.number(),
      medianMs: z.number().nullable(),
    }),
  ),
  /** Today's hours beside the usual ones; empty when the period does not end today. */
  hours: z.array(
    z.object({
      siteId: z.string(),
      name: z.string(),
      total: z.number(),
      weeks: z.number(),
      hours: z.array(z.object({ hour: z.number(), count: z.number(), usual: z.number().nullable() })),
    }),
  ),
  /** The thirty days up to the end of the period. */
  days: z.array(
    z.object({ siteId: z.string(), name: z.string(), total: z.number(), days: z.array(z.object({ day: Day, received: z.number(), validated: z.number() })) }),
  ),
});
export type Activity = z.infer<typeof Activity>;
