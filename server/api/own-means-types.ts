import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { TraceLine } from '../audit/types';
import { ROLES } from '../platform/actor';

export const CreationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>((value) => typeof value === 'object' && value !== null);
export const OfferedTotpSchema = z.object({ uri: z.string(), secret: z.string(), sealed: z.string() });
/** Shown once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });

const Passkey = z.object({ id: z.string(), name: z.string(), createdAt: z.date(), lastUsedAt: z.date().nullable() });

const Right = z.object({
  id: z.string(),
  role: z.enum(ROLES),
  /** Names of the place, or none. */
  site: z.string().nullable(),
  ward: z.string().nullable(),
  validFrom: z.date(),
  validTo: z.date().nullable(),
  grantedBy: z.string(),
});

/** « Mon compte », whole. */
export const OwnAccount = z.object({
  login: z.string(),
  name: z.string(),
  means: z.object({
    hasPassword: z.boolean(),
    passwordSetAt: z.date().nullable(),
    hasTotp: z.boolean(),
    passkeys: z.array(Passkey),
    recovery: z.object({ left: z.number(), madeAt: z.date().nullable() }),
  }),
  rights: z.array(Right),
  session: z.object({ method: z.string(), createdAt: z.date(), address: z.string(), browser: z.string(), terminal: z.string() }),
  entries: z.array(TraceLine.pick({ sequence: true, at: true, action: true, outcome: true, address: true, terminal: true, detail: true })),
});
export type OwnAccount = z.infer<typeof OwnAccount>;
