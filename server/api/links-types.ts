import { z } from 'zod';
import { PROBE_OUTCOMES } from '../hl7/mllp-probe';
import { CONTENT_PROBLEMS } from '../inbound/check-link-content';
import { LinkContentSchema } from '../inbound/link-content';

// A shipped profile names no facility yet; the référent writes it.
const Content = LinkContentSchema.extend({ defaultCharset: z.string(), sendingFacility: z.string() });
const Loose = z.record(z.string(), z.unknown());

export const LinkReason = z.string().trim().min(3).max(200);
export const LinkChange = z.object({ profileId: z.uuid(), version: z.int(), content: LinkContentSchema, reason: LinkReason });
export const LinkCreation = z.object({ laboratoryId: z.uuid(), content: LinkContentSchema, reason: LinkReason });
export const LinkChanged = z.object({ profileId: z.string(), version: z.number() });

export const LinkLines = z.object({
  links: z.array(
    z.object({
      id: z.string(),
      laboratoryId: z.string(),
      laboratory: z.string(),
      name: z.string(),
      sender: z.string(),
      version: z.number(),
      state: z.enum(['heard', 'mute', 'never', 'closed']),
      lastHeardAt: z.date().nullable(),
      port: z.number().nullable(),
      portState: z.string().nullable(),
      certificateUntil: z.date().nullable(),
    }),
  ),
  shipped: z.array(z.object({ key: z.string(), name: z.string(), describes: z.string(), content: Content })),
  mayManage: z.boolean(),
});

export const LinkDetail = z.object({
  id: z.string(),
  laboratoryId: z.string(),
  laboratory: z.string(),
  version: z.number(),
  isGeneric: z.boolean(),
  /** Whether the person looks after this laboratory's links: changes, tries, previews. */
  isOwn: z.boolean(),
  /** Where Relais sends for this laboratory; `fallback` where it has no address of its own. */
  address: z.object({ own: z.string().nullable(), fallback: z.string().nullable(), changedAt: z.date().nullable() }),
  content: Content,
  versions: z.array(z.object({ version: z.number(), content: Content, madeByName: z.string(), madeAt: z.date(), reason: z.string() })),
  messages: z.array(z.object({ id: z.string(), receivedAt: z.date(), messageType: z.string(), controlId: z.string(), answerCode: z.string() })),
});

const Understood = z.array(
  z.object({
    answer: z.string(),
    controlId: z.string(),
    problems: z.array(z.object({ severity: z.string(), segment: z.string(), field: z.number().nullable(), code: z.string(), text: z.string() })),
    patient: Loose.nullable(),
    dossiers: z.array(z.object({ accessionNumber: z.string(), observations: z.array(Loose), notes: z.array(z.string()) })),
  }),
);
export const LinkPreview = z.object({ current: Understood, draft: Understood });
export const LinkPreviewInput = z.object({
  profileId: z.uuid(),
  draft: LinkContentSchema,
  messageId: z.uuid().nullable(),
  /** Base64 of a file that was dropped; read once, stored nowhere. */
  file: z.base64().max(3_000_000).nullable(),
});

export const LinkCheckInput = z.object({ profileId: z.uuid().nullable(), content: z.unknown() });
export const LinkChecked = z.object({
  content: LinkContentSchema.nullable(),
  problems: z.array(
    z.object({
      place: z.string(),
      item: z.string(),
      why: z.enum([...CONTENT_PROBLEMS, 'link-bad-network', 'link-bad-zone', 'link-sender-taken', 'link-port-taken']),
    }),
  ),
});

export const LinkAddressChange = z.object({ laboratoryId: z.uuid(), address: z.string().trim().max(200) });
export const LinkTrial = z.object({
  outcome: z.enum([...PROBE_OUTCOMES, 'no-address', 'own-certificate']),
  address: z.string(),
  isSecure: z.boolean(),
  tookMs: z.number(),
  certificate: z.object({ commonName: z.string(), validUntil: z.date() }).nullable(),
});
