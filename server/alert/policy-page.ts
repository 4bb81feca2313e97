import { z } from 'zod';
import { PolicyContent } from './policy';

const version = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(['draft', 'approved']),
  madeByName: z.string(),
  changedAt: z.date(),
  approvedByName: z.string().nullable(),
  approvedAt: z.date().nullable(),
  inForceFrom: z.date().nullable(),
  isInForce: z.boolean(),
  contentHash: z.string(),
  /** Null: written by an older product and unreadable by this one. */
  content: PolicyContent.nullable(),
});

/** The policies of the person's laboratories, the newest version first. */
export const PolicyListSchema = z.object({
  now: z.date(),
  laboratories: z.array(
    z.object({ laboratoryId: z.string(), laboratory: z.string(), mayChange: z.boolean(), mayApprove: z.boolean(), versions: z.array(version) }),
  ),
});
export type PolicyList = z.infer<typeof PolicyListSchema>;
