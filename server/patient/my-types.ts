import { z } from 'zod';
import { REPRESENTATION_KINDS } from './representation-rules';
import { OPPOSITION_SUBJECTS, REQUEST_FIELDS, REQUEST_KINDS } from './types';

/** Somebody whose results the account may read, or could until lately. */
export const Person = z.object({
  patientId: z.string(),
  representationId: z.string().nullable(),
  kind: z.enum(['self', ...REPRESENTATION_KINDS]),
  givenName: z.string(),
  familyName: z.string(),
  /** What the reader is to this person: « mère », « tuteur »… */
  relation: z.string(),
  hospital: z.string(),
  age: z.number().nullable(),
  until: z.date().nullable(),
  state: z.enum(['in-force', 'ended']),
  isCurrent: z.boolean(),
});
export type Person = z.infer<typeof Person>;

export const Representative = z.object({
  representationId: z.string(),
  kind: z.enum(REPRESENTATION_KINDS),
  name: z.string(),
  relation: z.string(),
  since: z.date(),
  until: z.date().nullable(),
  state: z.enum(['in-force', 'to-come', 'revoked', 'expired', 'of-age']),
  endedAt: z.date().nullable(),
  /** Has entered at least once: until then nobody reads by it. */
  hasEntered: z.boolean(),
  /** The person concerned ends it herself. */
  mayEnd: z.boolean(),
});
export type Representative = z.infer<typeof Representative>;

export const MyRequest = z.object({
  id: z.string(),
  kind: z.enum(REQUEST_KINDS),
  field: z.enum(REQUEST_FIELDS).or(z.literal('')),
  text: z.string(),
  state: z.enum(['open', 'done', 'declined']),
  createdAt: z.date(),
  handledAt: z.date().nullable(),
  answer: z.string(),
});
export type MyRequest = z.infer<typeof MyRequest>;

/** An element of identity as it is known, in the words of the LIS; empty when it is not known. */
export const IdentityElement = z.object({ field: z.enum(REQUEST_FIELDS), value: z.string() });

export const MyData = z.object({
  at: z.date(),
  name: z.string(),
  identifier: z.string(),
  identity: z.array(IdentityElement),
  laboratory: z.object({ name: z.string(), phone: z.string(), entity: z.string() }).nullable(),
  representatives: z.array(Representative),
  oppositions: z.array(z.object({ subject: z.enum(OPPOSITION_SUBJECTS), since: z.date() })),
  requests: z.array(MyRequest),
});
export type MyData = z.infer<typeof MyData>;

export const NewRequest = z
  .object({ kind: z.enum(['rectification', 'reading', 'access']), field: z.enum(REQUEST_FIELDS).or(z.literal('')), text: z.string().trim().min(3).max(2000) })
  .refine((request) => (request.kind === 'rectification') === (request.field !== ''), 'a rectification names its element, nothing else does');
export type NewRequest = z.infer<typeof NewRequest>;
