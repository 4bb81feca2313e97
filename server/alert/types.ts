import { z } from 'zod';
import { WardPhone } from './ward-phones';

const value = z.object({
  observationVersionId: z.string(),
  label: z.string(),
  value: z.string(),
  unit: z.string(),
  flag: z.string(),
  /** Row of the policy, or SIL; and in words. */
  reasonCode: z.string(),
  reason: z.string(),
});

const attempt = z.object({
  id: z.string(),
  at: z.date(),
  by: z.string(),
  place: z.string(),
  number: z.string(),
  outcome: z.enum(['reached', 'no-answer', 'wrong-place']),
  note: z.string(),
});

const escalation = z.object({
  id: z.string(),
  who: z.enum(['on-duty', 'next', 'paper']),
  dueAt: z.date(),
  state: z.enum(['pending', 'done', 'skipped']),
  doneAt: z.date().nullable(),
  outcome: z.string(),
  people: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      state: z.enum(['queued', 'sent', 'failed', 'dropped']),
      channels: z.array(z.string()),
      at: z.date().nullable(),
    }),
  ),
});
export type Escalation = z.infer<typeof escalation>;

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
  triedBy: z.array(z.string()),
  escalation: z.array(escalation),
});
export type CallLine = z.infer<typeof callLineSchema>;

/** What is needed to phone: who, where, what, and who was tried. */
export const callSheetSchema = z.object({
  callId: z.string(),
  openedAt: z.date(),
  dueAt: z.date(),
  /** Where the patient is now; null where no movement or result ever said. */
  place: z
    .object({
      ward: z.string().nullable(),
      /** The number of this hour. */
      phone: z.string().nullable(),
      phoneLabel: z.string(),
      /** What else may be tried there. */
      others: z.array(z.object({ label: z.string(), number: z.string() })),
      since: z.date().nullable(),
    })
    .nullable(),
  /** Whence it was asked, when that is another ward. */
  asked: z.object({ ward: z.string(), phone: z.string().nullable() }).nullable(),
  callbackPhone: z.string(),
  prescriber: z.string(),
  values: z.array(value),
  attempts: z.array(attempt),
  escalation: z.array(escalation),
});
export type CallSheet = z.infer<typeof callSheetSchema>;

/** One that is over, as the dossier remembers it. */
export const endedCallSchema = z.object({
  callId: z.string(),
  state: z.enum(['closed', 'void']),
  closedAt: z.date(),
  /** `portal`: the reader himself retyped the values. */
  via: z.enum(['voice', 'portal']),
  by: z.string(),
  spokenTo: z.string(),
  quality: z.string(),
  openedAt: z.date(),
  collectedAt: z.date().nullable(),
  values: z.array(value.extend({ readBack: z.string().nullable() })),
  attempts: z.array(attempt),
});

/** Critical, known, and therefore not announced again. */
export const silenceSchema = z.object({
  observationVersionId: z.string(),
  label: z.string(),
  value: z.string(),
  unit: z.string(),
  reason: z.string(),
  reasonCode: z.string(),
  at: z.date(),
});

export const callsOfDossierSchema = z.object({ open: callSheetSchema.nullable(), ended: z.array(endedCallSchema), silences: z.array(silenceSchema) });
export type CallsOfDossier = z.infer<typeof callsOfDossierSchema>;

/** The sheets of paper of some open calls. */
export const paperSchema = z.object({
  at: z.date(),
  by: z.string(),
  sheets: z.array(
    z.object({
      callId: z.string(),
      patientName: z.string(),
      patientSex: z.string(),
      patientBirthDate: z.string().nullable(),
      accessionNumber: z.string(),
      laboratory: z.string(),
      laboratoryPhone: z.string(),
      openedAt: z.date(),
      dueAt: z.date(),
      collectedAt: z.date().nullable(),
      prescriber: z.string(),
      callbackPhone: z.string(),
      place: z.string().nullable(),
      numbers: z.array(WardPhone),
      asked: z.object({ ward: z.string(), phone: z.string().nullable() }).nullable(),
      values: z.array(value),
      attempts: z.array(attempt),
    }),
  ),
});
