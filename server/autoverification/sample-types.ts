import { z } from 'zod';

/** What is shown of a drawn dossier: keys that are not here are left out when it is drawn, not when it is shown. */
export const ShownSample = z.object({
  patient: z.object({ birthDate: z.string().nullable(), sex: z.string() }),
  context: z.object({
    clinicalInformation: z.string().nullish(),
    collectedAt: z.string().nullish(),
    receivedAt: z.string().nullish(),
    ward: z.string().nullish(),
  }),
  specimens: z.array(z.object({ kind: z.string(), condition: z.string().nullish() })),
  notes: z.array(z.string()),
  results: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      values: z.array(z.string()),
      unit: z.string(),
      referenceRange: z.string(),
      interpretation: z.string(),
      notes: z.array(z.string()),
    }),
  ),
});
export type ShownSample = z.infer<typeof ShownSample>;
