import { z } from 'zod';
import type { PrivateMeaning, ProfileSettings } from '../../db/schema/inbound';

export type { ProfileSettings };

/** Table 0085, as far as Relais gives each of its words a meaning. */
export const STATUSES = ['R', 'P', 'F', 'C', 'X', 'D', 'W', 'I', 'O', 'S', 'N'] as const;
const shortText = z.string().trim().min(1).max(60);

/** The generic profile: what Relais assumes of any sender of HL7 2.x, field by field (interop.md « HL7 v2 in »). */
export const GENERIC_SETTINGS: ProfileSettings = {
  basedOn: 'generic',
  messageTypes: ['ORU', 'ADT'],
  accessionFields: ['ORC-4', 'ORC-3', 'OBR-3', 'ORC-2', 'OBR-2'],
  identifierTypes: ['PI', 'MR', 'PT', 'RI', 'PN', 'XX', ''],
  loincSystems: ['LN', 'LOINC'],
  statuses: {},
  awaitsBiologist: ['R', 'P', 'S'],
  flags: {},
  privateFields: [],
  lineBreaks: [],
  security: { certificates: [], addresses: [] },
  port: null,
  acknowledgement: 'original',
  countsMessages: false,
  silentAfterMinutes: null,
  outbound: { decisions: true, receipts: true, requests: true, charset: '', answerTimeoutSeconds: 10 },
};

/** Only a Z-segment may say these: what stands in a segment of the standard keeps its meaning there. */
const OF_Z_SEGMENTS = ['dossier-note', 'clinical-information', 'ward', 'callback-phone', 'origin'] as const;
/** These stand in OBX, OBR or SPM as well: what an analyser says besides a value, and of its controls. */
const OF_ANY_SEGMENT = ['analyser-flag', 'quality-control', 'value-before', 'dilution', 'centrifuged-at', 'control-level', 'control-target'] as const;
const MEANINGS = [...OF_Z_SEGMENTS, ...OF_ANY_SEGMENT] as const satisfies readonly PrivateMeaning[];
const OF_Z: ReadonlySet<PrivateMeaning> = new Set(OF_Z_SEGMENTS);

/** The shape of a profile's settings as a person edits them: every field present, every list bounded. */
export const ProfileSettingsSchema = z.strictObject({
  basedOn: shortText,
  messageTypes: z.array(z.enum(['ORU', 'ADT'])).min(1),
  accessionFields: z
    .array(z.enum(['ORC-4', 'ORC-3', 'OBR-3', 'ORC-2', 'OBR-2', 'OBR-18', 'OBR-20']))
    .min(1)
    .max(7),
  identifierTypes: z.array(z.string().trim().max(20)).min(1).max(20),
  loincSystems: z.array(shortText).min(1).max(10),
  statuses: z.record(shortText, z.enum(STATUSES)),
  awaitsBiologist: z.array(z.enum(STATUSES)).min(1),
  flags: z.record(shortText, shortText),
  privateFields: z
    .array(
      z
        .strictObject({
          segment: z.string().regex(/^(?:Z[A-Z0-9]{2}|OBX|OBR|SPM)$/),
          field: z.int().min(1).max(99),
          repetition: z.int().min(1).max(20).optional(),
          component: z.int().min(1).max(30),
          meaning: z.enum(MEANINGS),
        })
        .refine(({ segment, meaning }) => segment.startsWith('Z') || !OF_Z.has(meaning))
        // The first value is the result itself.
        .refine(({ segment, field, repetition }) => segment !== 'OBX' || field !== 5 || (repetition ?? 1) > 1),
    )
    .max(30),
  lineBreaks: z.array(z.string().min(1).max(10)).max(10),
  security: z.strictObject({ certificates: z.array(shortText.max(120)).max(20), addresses: z.array(shortText).max(50) }),
  port: z.int().min(1024).max(65_535).nullable(),
  acknowledgement: z.enum(['original', 'as-asked']),
  countsMessages: z.boolean(),
  silentAfterMinutes: z.int().min(1).max(10_080).nullable(),
  outbound: z.strictObject({
    decisions: z.boolean(),
    receipts: z.boolean(),
    requests: z.boolean(),
    charset: z.string().trim().max(20),
    answerTimeoutSeconds: z.int().min(1).max(120),
  }),
}) satisfies z.ZodType<ProfileSettings>;

/** What a stored profile means: what it does not say is the generic profile's. */
export function settingsOf(stored: Partial<ProfileSettings>): ProfileSettings {
  const known = whole.get(stored);
  if (known) return known;
  const made = { ...GENERIC_SETTINGS, ...stored };
  whole.set(stored, made);
  return made;
}
/** Asked several times for each message of the same few profiles. */
const whole = new WeakMap<Partial<ProfileSettings>, ProfileSettings>();
