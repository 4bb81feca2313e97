import { z } from 'zod';

const entry = z.object({
  dossierId: z.string(),
  siteId: z.string(),
  siteName: z.string(),
  standing: z.enum(['awaiting', 'held', 'pending']),
  revision: z.number(),
  accessionNumber: z.string(),
  patientName: z.string(),
  patientSex: z.enum(['F', 'M', 'U']),
  patientBirthDate: z.string().nullable(),
  place: z.string(),
  priority: z.enum(['stat', 'urgent', 'routine']),
  requestedAt: z.date().nullable(),
  collectedAt: z.date().nullable(),
  deadlineAt: z.date().nullable(),
  arrivedAt: z.date(),
  criticalCount: z.number(),
  abnormalCount: z.number(),
  awaitingCount: z.number(),
  highlights: z.array(z.object({ label: z.string(), value: z.string(), unit: z.string(), flag: z.string(), changedFrom: z.string().nullable() })),
  awaited: z.array(z.string()),
  holdReason: z.string(),
  /** Since when a hold asks to be looked at again. */
  remindedAt: z.date().nullable(),
  /** A second reader is asked for, or gave the signature back. */
  reading: z.object({ state: z.enum(['asked', 'refused']), by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  /** Asked of the laboratory, not answered. */
  requested: z.array(z.object({ kind: z.string(), requestedAt: z.string(), labels: z.array(z.string()), state: z.string() })),
  isModified: z.boolean(),
  /** Holds results measured at the bedside. */
  isBedside: z.boolean(),
  isAutomatic: z.boolean(),
  /** The laboratory that sampled, of a line that is about the part that one's own laboratory executed; null = the whole. */
  partFor: z.string().nullable(),
  /** Executing laboratories whose validation is awaited. */
  partsAwaited: z.array(z.string()),
  /** Traits of the patient that changed after a decision, until a biologist signs them. */
  identityChanges: z.array(z.string()),
  /** What the laboratory's rules ask for among the open results, the gravest: hold, call, block; '' = nothing. */
  ruleEffect: z.string(),
  /** Open results of which a rule says something. */
  findingCount: z.number(),
  ward: z.string(),
  plannedFor: z.date().nullable(),
  /** When its open call is due; null = none is open. */
  openCallAt: z.date().nullable(),
  group: z.enum(['now', 'tonight', 'next']),
  /** Its place in the order: by tier, then by what presses first, then by what waits longest, then by id. */
  tier: z.number(),
  pressesAt: z.date(),
  /** 0 = cannot wait, 1 = urgent, 2 = replaces something released, 3 = routine. */
  rank: z.number(),
});

export const worklistSchema = z.object({
  now: z.date(),
  /** Null = not on duty anywhere now. */
  duty: z.object({ kind: z.string(), startsAt: z.date(), endsAt: z.date() }).nullable(),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      awaiting: z.number(),
      held: z.number(),
      /** Of those awaiting, the ones that cannot wait. */
      pressing: z.number(),
      lastArrivalAt: z.date().nullable(),
    }),
  ),
  /** One page, in its order. */
  entries: z.array(entry),
  /** The lines that were asked for by name, as they are now; who is missing left the list. */
  known: z.array(entry),
  /** The dossier that is open, whether it answers the filter or not; without a line when it does not wait any more. */
  open: z.object({ dossierId: z.string(), entry: entry.nullable() }).nullable(),
  /** Where the next page begins; null = this was the last one. */
  cursor: z.string().nullable(),
  /** The place of the page's last line; null = an empty page. */
  lastPlace: z.string().nullable(),
  /** How many lines answer the filter, all pages together. */
  groups: z.object({ now: z.number(), tonight: z.number(), next: z.number() }),
  /** How many came since the instant that was named and belong above the place that was named. */
  arrivedAbove: z.number(),
});

export type Worklist = z.infer<typeof worklistSchema>;

const choice = z.array(z.object({ name: z.string(), count: z.number() }));
export const worklistChoicesSchema = z.object({ wards: choice, chapters: choice });
export type WorklistChoices = z.infer<typeof worklistChoicesSchema>;
