import { z } from 'zod';

/** One line of the trace: who, what, when, from where, with what outcome. */
export const TraceLine = z.object({
  sequence: z.number(),
  at: z.date(),
  action: z.string(),
  outcome: z.enum(['done', 'refused']),
  actorKind: z.enum(['system', 'professional', 'patient', 'anonymous']),
  actorName: z.string(),
  /** Roles held at that moment, joined by commas. */
  actorRole: z.string(),
  address: z.string(),
  terminal: z.string(),
  accessionNumber: z.string().nullable(),
  /** Ids, codes, counts and hashes only. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
});
export type TraceLine = z.infer<typeof TraceLine>;

export const TrailInput = z.object({
  /** Null = the newest events of all. */
  accessionNumber: z.string().trim().min(1).max(60).nullable(),
  /** Only events with a smaller number. */
  before: z.number().int().nullable(),
});
export type TrailInput = z.infer<typeof TrailInput>;
