import { z } from 'zod';

const value = z.object({ observationVersionId: z.string(), label: z.string(), value: z.string(), unit: z.string(), flag: z.string() });

const attempt = z.object({
  id: z.string(),
  at: z.date(),
  by: z.string(),
  place: z.string(),
  number: z.string(),
  outcome: z.enum(['reached', 'no-answer', 'wrong-place']),
  note: z.string(),
});

/** One line of what is still to be announced. */
export const callLineSchema = z.object({
  callId: z.string(),
  dossierId: z.string(),
  patientName: z.string(),
  patientSex: z.string(),
  patientBirthDate: z.string().nullable(),
  accessionNumber: z.string(),
  siteName: z.string(),
  place: z.string(),
  openedAt: z.date(),
  dueAt: z.date(),
  values: z.array(value),
  attempts: z.number(),
  lastAttempt: attempt.nullable(),
});
export type CallLine = z.infer<typeof callLineSchema>;

/** What is needed to phone: who, where, what, and who was tried. */
export const callSheetSchema = z.object({
  callId: z.string(),
  openedAt: z.date(),
  dueAt: z.date(),
  /** Where the patient is now; null where no movement or result ever said. */
  place: z.object({ ward: z.string().nullable(), phone: z.string().nullable(), since: z.date().nullable() }).nullable(),
  /** Whence it was asked, when that is another ward. */
  asked: z.object({ ward: z.string(), phone: z.string().nullable() }).nullable(),
  callbackPhone: z.string(),
  prescriber: z.string(),
  values: z.array(value),
  attempts: z.array(attempt),
});
export type CallSheet = z.infer<typeof callSheetSchema>;

/** One that is over, as the dossier remembers it. */
export const endedCallSchema = z.object({
  callId: z.string(),
  state: z.enum(['closed', 'void']),
  closedAt: z.date(),
  by: z.string(),
  spokenTo: z.string(),
  quality: z.string(),
  openedAt: z.date(),
  collectedAt: z.date().nullable(),
  values: z.array(value.extend({ readBack: z.string().nullable() })),
  attempts: z.array(attempt),
});

export const callsOfDossierSchema = z.object({ open: callSheetSchema.nullable(), ended: z.array(endedCallSchema) });
export type CallsOfDossier = z.infer<typeof callsOfDossierSchema>;
