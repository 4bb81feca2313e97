import { z } from 'zod';
import type { ProfileContent } from '../../db/schema/inbound';
import { type ProfileSettings, ProfileSettingsSchema } from './profile-settings';

const said = z.string().trim().min(1).max(60);

/** All that a person sets of a link, every field present: what is edited, previewed, kept as a version, exported and imported. */
export const LinkContentSchema = z.strictObject({
  name: z.string().trim().min(3).max(80),
  sendingApplication: said,
  sendingFacility: said,
  defaultCharset: z.enum(['UNICODE UTF-8', '8859/1', '8859/15', 'WINDOWS-1252', 'ASCII']),
  timeZone: said,
  isActive: z.boolean(),
  settings: ProfileSettingsSchema,
});
export type LinkContent = Omit<ProfileContent, 'settings'> & { settings: ProfileSettings };
