import { z } from 'zod';
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
  version: z.number(),
  isGeneric: z.boolean(),
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
