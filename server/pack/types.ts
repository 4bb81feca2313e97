import { z } from 'zod';
import { callsOfDossierSchema } from '../alert/types';
import { DutyLines } from '../duty/types';
import { cardSchema } from '../validation/card';
import { worklistSchema } from '../validation/worklist';
import { DOSSIERS_MOST, PACK_ENDS } from './rules';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const TakeInput = z.object({
  /** The pack that is to be brought up to date; null = a new one. */
  packId: z.uuid().nullable(),
  /** What it holds already, and as what: that does not leave again. */
  have: z.array(z.object({ dossierId: z.uuid(), displayed: Hash })).max(2 * DOSSIERS_MOST),
  /** Its key comes from the person's passkey: it can be opened again after the screen locked. */
  reopens: z.boolean(),
});
export type TakeInput = z.infer<typeof TakeInput>;

export const Pack = z.object({
  packId: z.string(),
  /** Only with a new pack, and only there: who shows it has the pack before him. */
  secret: z.string().nullable(),
  now: z.date(),
  madeAt: z.date(),
  expiresAt: z.date(),
  /** No contact prolongs it beyond. */
  endsAt: z.date(),
  /** The list in its order, and how many more wait that are not carried. */
  entries: worklistSchema.shape.entries,
  notCarried: z.number(),
  /** What is new or changed, whole. What is asked for by `have` and missing here is unchanged, if it is in `entries`. */
  dossiers: z.array(z.object({ dossierId: z.string(), card: cardSchema, calls: callsOfDossierSchema })),
  /** Whom to phone while there is no link. */
  duty: DutyLines,
});
export type Pack = z.infer<typeof Pack>;

/** How a pack stands with the server. */
export const PackStanding = z.object({ isOpen: z.boolean(), now: z.date(), expiresAt: z.date().nullable() });
export type PackStanding = z.infer<typeof PackStanding>;

/** What was prepared without a link: a wish about exactly what was seen, no decision. */
export const Intent = z.object({
  /** Made on the tablet: sent twice, it is applied once. */
  id: z.uuid(),
  dossierId: z.uuid(),
  displayed: Hash,
  kind: z.enum(['validate', 'hold']),
  observationIds: z.array(z.uuid()).min(1).max(500),
  comment: z.string().max(4000),
  holdReason: z.string().max(1000),
});
export type Intent = z.infer<typeof Intent>;

export const IntentsInput = z.object({ packId: z.uuid(), intents: z.array(Intent).min(1).max(DOSSIERS_MOST) });

/** What became of an intent. */
export const SettledIntent = z.object({
  id: z.string(),
  dossierId: z.string(),
  state: z.enum(['applied', 'returned']),
  /** Why it was given back; a refusal's code. */
  code: z.string().nullable(),
  decisionId: z.string().nullable(),
  signedAt: z.date().nullable(),
  effectiveAt: z.date().nullable(),
  isUnread: z.boolean(),
});
export type SettledIntent = z.infer<typeof SettledIntent>;

export const Comparison = z.object({
  settled: z.array(SettledIntent),
  ready: z.array(z.object({ id: z.string(), fingerprint: z.string() })),
  /** What the proof for all that is ready is asked for. */
  content: z.object({ format: z.string(), fingerprints: z.array(z.string()) }),
});
export type Comparison = z.infer<typeof Comparison>;

/** What left with which tablet, for whoever misses it. */
export const PackList = z.object({
  now: z.date(),
  packs: z.array(
    z.object({
      packId: z.string(),
      holder: z.string(),
      isMine: z.boolean(),
      terminal: z.string(),
      madeAt: z.date(),
      lastContactAt: z.date(),
      expiresAt: z.date(),
      reopens: z.boolean(),
      endedAt: z.date().nullable(),
      endedWhy: z.enum(PACK_ENDS).nullable(),
      dossiers: z.array(z.string()),
    }),
  ),
});
