import { z } from 'zod';

const count = z.number().int();

/** The three equations of a day, as the page shows them. */
export const Counts = z.object({
  messages: z.object({ received: count, applied: count, underWay: count, quarantined: count, refused: count, discarded: count }),
  results: z.object({ received: count, toValidate: count, held: count, validated: count, published: count, awaitedAgain: count, takenAway: count }),
  dossiers: z.object({ received: count, toValidate: count, held: count, validated: count, published: count, awaited: count, takenAway: count }),
});

/** The line under the worklist: « 214 reçus = … ». */
export const Today = z.object({ dossiers: Counts.shape.dossiers, checkedAt: z.date().nullable() });

const Difference = z.object({ kind: z.string(), accessionNumber: z.string() });

export const DayView = z.object({
  counts: Counts,
  /** Batches of the day: what their trailers announced and what came in them; and files of batches, the same. */
  batches: z.object({ count, announced: count, received: count, files: count, announcedBatches: count, receivedBatches: count }),
  differences: z.array(Difference),
  isBalanced: z.boolean(),
  checkedAt: z.date(),
  declared: count.nullable(),
  declaredByName: z.string().nullable(),
  declaredAt: z.date().nullable(),
});

export const AlarmView = z.object({
  id: z.string(),
  laboratoryId: z.string().nullable(),
  kind: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])),
  openedAt: z.date(),
  takenByName: z.string().nullable(),
  takenAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closedWhy: z.string().nullable(),
  closedByName: z.string().nullable(),
  /** Its cause cannot go away by itself: a person settles it with a reason. */
  maySettle: z.boolean(),
});

export const Overview = z.object({
  at: z.date(),
  day: z.string(),
  mayAct: z.boolean(),
  /** Whether the repair desk opens to the person. */
  mayMend: z.boolean(),
  laboratories: z.array(
    z.object({
      laboratoryId: z.string(),
      name: z.string(),
      day: DayView.nullable(),
      /** Oldest first. */
      history: z.array(z.object({ day: z.string(), received: count, isBalanced: z.boolean(), declared: count.nullable() })),
      rhythm: z.object({ hours: z.array(count), usual: z.array(count).nullable(), dayKind: z.enum(['weekday', 'saturday', 'sunday']) }),
    }),
  ),
  alarms: z.array(AlarmView),
});

export const BehindInput = z.object({
  laboratoryId: z.uuid(),
  day: z.iso.date(),
  line: z.enum(['messages', 'results', 'dossiers']),
  terms: z
    .array(
      z.enum(['applied', 'stored', 'quarantined', 'refused', 'discarded', 'toValidate', 'held', 'signed', 'validated', 'published', 'awaited', 'takenAway']),
    )
    .min(1)
    .max(5),
});
export type BehindInput = z.infer<typeof BehindInput>;

export const Behind = z.array(
  z.object({ accessionNumbers: z.array(z.string()), code: z.string(), at: z.date().nullable(), term: z.string(), problem: z.string() }),
);

export const DeclareInput = z.object({ laboratoryId: z.uuid(), day: z.iso.date(), count: z.number().int().min(0).max(9_999_999).nullable() });
export const SettleInput = z.object({ alarmId: z.uuid(), why: z.string().trim().min(5).max(300) });
