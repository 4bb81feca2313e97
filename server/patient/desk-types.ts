import { z } from 'zod';
import { MyRequest, Representative } from './my-types';
import { REPRESENTATION_KINDS } from './representation-rules';
import { OPPOSITION_SUBJECTS, REQUEST_FIELDS, REQUEST_KINDS } from './types';

/** Enough to be sure that it is the person at the desk; nothing of any result. */
export const DeskPatient = z.object({
  patientId: z.string(),
  name: z.string(),
  birthName: z.string(),
  birthDate: z.string().nullable(),
  sex: z.string(),
  identifier: z.string(),
  hospital: z.string(),
});
export type DeskPatient = z.infer<typeof DeskPatient>;

export const DeskFile = DeskPatient.extend({
  at: z.date(),
  hasAccount: z.boolean(),
  hasConfirmedContact: z.boolean(),
  representatives: z.array(Representative.extend({ evidence: z.string(), birthDate: z.string() })),
  oppositions: z.array(z.object({ subject: z.enum(OPPOSITION_SUBJECTS), since: z.date(), endedAt: z.date().nullable() })),
  requests: z.array(MyRequest),
});
export type DeskFile = z.infer<typeof DeskFile>;

const Day = z.iso.date();
const Name = z.string().trim().min(1).max(100);

export const NewRepresentation = z.object({
  patientId: z.uuid(),
  kind: z.enum(REPRESENTATION_KINDS),
  familyName: Name,
  givenName: Name,
  birthDate: Day,
  relation: Name,
  /** Reference of the document seen, never its content. */
  evidence: z.string().trim().min(3).max(200),
  fromDay: Day,
  /** Last day, included; null = a parent's, until majority. */
  lastDay: Day.nullable(),
});
export type NewRepresentation = z.infer<typeof NewRepresentation>;

/** What the slip says: shown once, printed, kept nowhere. */
export const EnrolmentSlip = z.object({
  code: z.string(),
  expiresAt: z.date(),
  /** Whoever enrols with it. */
  person: z.string(),
  /** The patient, when the slip is a representative's. */
  patient: z.string().nullable(),
  laboratory: z.object({ name: z.string(), addressLines: z.array(z.string()), phone: z.string() }),
  address: z.string(),
});
export type EnrolmentSlip = z.infer<typeof EnrolmentSlip>;

export const DeskTask = z.object({
  id: z.string(),
  patientId: z.string(),
  patient: z.string(),
  identifier: z.string(),
  kind: z.enum(REQUEST_KINDS),
  field: z.enum(REQUEST_FIELDS).or(z.literal('')),
  text: z.string(),
  state: z.enum(['open', 'done', 'declined']),
  createdAt: z.date(),
  dueAt: z.date(),
  handledAt: z.date().nullable(),
  handledBy: z.string().nullable(),
  answer: z.string(),
});
export type DeskTask = z.infer<typeof DeskTask>;

export const DeskTasks = z.object({ at: z.date(), open: z.number(), overdue: z.number(), tasks: z.array(DeskTask) });
export type DeskTasks = z.infer<typeof DeskTasks>;
