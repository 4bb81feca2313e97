import { z } from 'zod';

/** The asking, as the biologist confirms it; the instant stays a text, since the proof is bound to it. */
export const AskInput = z.object({
  technicianId: z.uuid(),
  reference: z.string().trim().min(2).max(80),
  reason: z.string().trim().min(10).max(500),
  minutes: z.number().int().min(5).max(480),
  contactedAt: z.iso.datetime(),
});

export const MaintenanceWindow = z.object({
  id: z.string(),
  state: z.enum(['asked', 'lapsed', 'open', 'closed']),
  technicianId: z.string(),
  technician: z.string(),
  reference: z.string(),
  reason: z.string(),
  minutes: z.number(),
  contactedAt: z.date(),
  asker: z.string(),
  askedBy: z.string(),
  askedAt: z.date(),
  agreer: z.string().nullable(),
  opensAt: z.date().nullable(),
  closesAt: z.date().nullable(),
  closedAt: z.date().nullable(),
  closedReason: z.enum(['time-over', 'closed', 'technician-left', 'withdrawn']).nullable(),
  closer: z.string().nullable(),
});

export const Sheet = z.object({
  at: z.date(),
  window: MaintenanceWindow,
  commands: z.array(
    z.object({
      id: z.string(),
      /** `call`: another door of the product, by its name alone. */
      kind: z.enum(['command', 'call']),
      command: z.string(),
      at: z.date(),
      /** Null while it runs, and for calls. */
      outcome: z.string().nullable(),
    }),
  ),
});
