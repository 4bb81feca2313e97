import { z } from 'zod';
import type { Antibiogram } from './antibiogram';
import { CATEGORIES } from './susceptibility';

/** An antibiogram as it is shown and frozen with a report. */
export const antibiogramSchema = z.object({
  requestId: z.string(),
  organisms: z.array(z.object({ name: z.string(), quantity: z.string().nullable(), comment: z.string().nullable(), observationId: z.string().nullable() })),
  rows: z.array(
    z.object({
      antibiotic: z.string(),
      cells: z.array(
        z
          .object({
            category: z.enum(CATEGORIES).nullable(),
            mic: z.string().nullable(),
            zone: z.string().nullable(),
            method: z.string().nullable(),
            observationIds: z.array(z.string()),
          })
          .nullable(),
      ),
    }),
  ),
}) satisfies z.ZodType<Antibiogram>;
