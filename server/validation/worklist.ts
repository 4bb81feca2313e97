import { z } from 'zod';

export const worklistSchema = z.object({
  now: z.date(),
  /** Null = not on duty anywhere now. */
  duty: z.object({ kind: z.string(), startsAt: z.date(), endsAt: z.date() }).nullable(),
  sites: z.array(z.object({ id: z.string(), name: z.string(), awaiting: z.number(), held: z.number(), lastArrivalAt: z.date().nullable() })),
  entries: z.array(
    z.object({
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
      /** Traits of the patient that changed after a decision, until a biologist signs them. */
      identityChanges: z.array(z.string()),
      /** What the laboratory's rules ask for among the open results, the gravest: hold, call, block; '' = nothing. */
      ruleEffect: z.string(),
      /** Open results of which a rule says something. */
      findingCount: z.number(),
      /** 0 = cannot wait, 1 = urgent, 2 = replaces something released, 3 = routine. */
      rank: z.number(),
    }),
  ),
});

export type Worklist = z.infer<typeof worklistSchema>;
