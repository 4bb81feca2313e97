import { z } from 'zod';
import { GENERIC_SETTINGS, ProfileSettingsSchema } from './profile-settings';
import type { TranslationProfile } from './types';

/** The generic profile: what Relais assumes of a sender that no connection profile names. */
export const GENERIC: TranslationProfile = {
  timeZone: 'Europe/Paris',
  defaultCharset: 'UNICODE UTF-8',
  laboratoryFiness: '',
  facility: '',
  settings: GENERIC_SETTINGS,
};

const isZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const FileSchema = ProfileSettingsSchema.partial().extend({
  timeZone: z.string().refine(isZone).optional(),
  defaultCharset: z.enum(['UNICODE UTF-8', '8859/1', '8859/15', 'WINDOWS-1252', 'ASCII']).optional(),
  laboratoryFiness: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
});

/**
 * Reads a profile that an integrator wants to try: any part of a link's settings, and its time zone, character set and laboratory (FINESS); what it
 * leaves out is the generic profile's. Names the settings that are wrong, nothing else of the file.
 */
export function profileFromFile(text: string): { ok: true; profile: TranslationProfile } | { ok: false; wrong: string[] } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { ok: false, wrong: ['JSON'] };
  }
  const read = FileSchema.safeParse(content);
  if (!read.success)
    return { ok: false, wrong: [...new Set(read.error.issues.map(({ path, code }) => (code === 'unrecognized_keys' ? code : path.join('.') || code)))] };
  const { timeZone, defaultCharset, laboratoryFiness, ...settings } = read.data;
  return {
    ok: true,
    profile: {
      ...GENERIC,
      timeZone: timeZone ?? GENERIC.timeZone,
      defaultCharset: defaultCharset ?? GENERIC.defaultCharset,
      laboratoryFiness: laboratoryFiness ?? '',
      settings: { ...GENERIC_SETTINGS, ...settings },
    },
  };
}
