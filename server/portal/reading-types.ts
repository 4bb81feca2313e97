import { z } from 'zod';
import { MyData } from '../patient/my-types';
import { Ground } from './types';

/** One line of « Qui a consulté »: nobody can change or remove it. */
export const Reading = z.object({
  id: z.string(),
  at: z.date(),
  who: z.enum(['you', 'representative', 'professional']),
  name: z.string(),
  profession: z.string(),
  ground: Ground,
  medium: z.enum(['screen', 'pdf']),
  reportId: z.string(),
  /** Day of the sample, else of the release. */
  reportOn: z.date(),
  emergency: z.object({ reason: z.string(), reviewedAt: z.date().nullable() }).nullable(),
});
export type Reading = z.infer<typeof Reading>;

export const Readings = z.object({ at: z.date(), name: z.string(), isSelf: z.boolean(), readings: z.array(Reading) });
export type Readings = z.infer<typeof Readings>;

export const Recipient = z.object({ kind: z.enum(['prescriber', 'ward']), name: z.string(), reports: z.number(), latest: z.date() });
export type Recipient = z.infer<typeof Recipient>;

/** What the patient takes away: all that is kept of him here, but the values, which each report's own file holds. */
export const MyExport = z.object({
  madeAt: z.date(),
  data: MyData,
  recipients: z.array(Recipient),
  readings: z.array(Reading),
  reports: z.array(z.object({ reportId: z.string(), collectedAt: z.string().nullable(), availableAt: z.date(), version: z.number(), laboratory: z.string() })),
});
export type MyExport = z.infer<typeof MyExport>;
