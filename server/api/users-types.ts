import { z } from 'zod';
import { PERMISSIONS } from '../access/permissions';
import { ACCOUNT_STATES } from '../access/rights-rules';
import { TraceLine } from '../audit/types';
import { ROLES } from '../platform/actor';

const Role = z.enum(ROLES);
const State = z.enum(ACCOUNT_STATES);

/** Nothing is changed on the way in: a proof is over exactly what was sent. */
const shortText = z.string().max(120);
const neededText = shortText.min(1);
export const Identity = z.object({
  familyName: neededText,
  givenName: neededText,
  title: z.string().max(20),
  profession: neededText,
  rppsNumber: z.string().max(11).nullable(),
  email: z.email().max(200).nullable(),
});
export const Login = z.string().min(1).max(40);
export const UserId = z.object({ userId: z.uuid() });
export const OpenedAccount = z.object({ userId: z.string(), code: z.string() });
export const ActivationCode = z.object({ code: z.string() });

export const UserFilter = z.object({
  search: z.string().max(100),
  role: Role.nullable(),
  siteId: z.uuid().nullable(),
  state: z.enum([...ACCOUNT_STATES, 'all']),
  page: z.number().int().min(0).max(10_000),
});

export const Users = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      login: z.string(),
      kind: z.string(),
      familyName: z.string(),
      givenName: z.string(),
      title: z.string(),
      profession: z.string(),
      rppsNumber: z.string().nullable(),
      state: State,
      roles: z.array(Role),
      siteIds: z.array(z.string()),
      wardIds: z.array(z.string()),
      isFromProvider: z.boolean(),
      lastEntryAt: z.date().nullable(),
    }),
  ),
  counts: z.record(State, z.number()),
  pages: z.number(),
});

const ShownRight = z.object({
  id: z.string(),
  role: Role,
  siteId: z.string().nullable(),
  wardId: z.string().nullable(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
  grantedBy: z.string(),
  grantedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  revokedBy: z.string().nullable(),
  standing: z.enum(['now', 'later', 'over']),
});

export const User = z.object({
  identity: z.object({
    id: z.string(),
    login: z.string(),
    kind: z.string(),
    familyName: z.string(),
    givenName: z.string(),
    title: z.string(),
    profession: z.string(),
    rppsNumber: z.string().nullable(),
    email: z.string().nullable(),
    createdAt: z.date(),
    secrecySignedAt: z.date().nullable(),
    prescriber: z.object({ name: z.string(), specialty: z.string().nullable() }).nullable(),
  }),
  state: State,
  lockedAt: z.date().nullable(),
  disabledAt: z.date().nullable(),
  failedAttempts: z.number(),
  /** Counts and dates; never a secret. */
  means: z.object({
    hasPassword: z.boolean(),
    passwordSetAt: z.date().nullable(),
    hasTotp: z.boolean(),
    hasProvider: z.boolean(),
    passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: z.date(), lastUsedAt: z.date().nullable() })),
    recoveryCodesLeft: z.number(),
    activationExpiresAt: z.date().nullable(),
  }),
  rights: z.array(ShownRight),
  sessions: z.array(z.object({ id: z.string(), method: z.string(), createdAt: z.date(), lastSeenAt: z.date(), address: z.string(), terminal: z.string() })),
  entries: z.array(TraceLine),
  /** What the person who looks may do here. */
  may: z.object({ manage: z.boolean(), isOneself: z.boolean() }),
});

export const Places = z.object({
  sites: z.array(z.object({ id: z.string(), name: z.string() })),
  wards: z.array(z.object({ id: z.string(), code: z.string(), name: z.string(), entity: z.string() })),
});

export const Grant = UserId.extend({
  role: Role,
  placeIds: z.array(z.uuid()).max(60),
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
});

export const End = UserId.extend({ habilitationId: z.uuid(), lastDay: z.iso.date().nullable() });

export const Review = z.object({
  at: z.date(),
  roles: z.array(z.object({ role: Role, permissions: z.array(z.enum(PERMISSIONS)) })),
  rights: z.array(ShownRight.extend({ userId: z.string(), login: z.string(), familyName: z.string(), givenName: z.string() })),
});

const cell = z.string().max(200);
/** One line of the file, cell by cell as it was written; the browser read it, no file is stored. */
export const ImportRow = z.object({
  row: z.number().int().min(1).max(100_000),
  login: cell,
  familyName: cell,
  givenName: cell,
  title: cell,
  profession: cell,
  rppsNumber: cell,
  email: cell,
  role: cell,
  site: cell,
  ward: cell,
  from: cell,
  to: cell,
});
export type ImportRow = z.infer<typeof ImportRow>;
/** More than a hospital takes on in a month; a longer file comes in parts. */
export const ImportRows = z.array(ImportRow).min(1).max(300);

export const ImportPreview = z.object({
  fingerprint: z.string(),
  lines: z.array(
    z.object({
      row: z.number(),
      login: z.string(),
      outcome: z.enum(['create', 'change', 'unchanged', 'refused']),
      reasons: z.array(z.string()),
      fields: z.array(z.string()),
      givesRight: z.boolean(),
    }),
  ),
  counts: z.object({ create: z.number(), change: z.number(), unchanged: z.number(), refused: z.number() }),
});

export const ImportDone = z.object({
  created: z.array(z.object({ login: z.string(), name: z.string(), code: z.string() })),
  changed: z.number(),
  granted: z.number(),
});
