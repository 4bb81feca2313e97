import type { ProfileContent } from '../../../db/schema/inbound';
import type { ProfileSettings } from '../profile-settings';

/** A profile that Relais brings along: where a référent starts from, to be tried on the laboratory's own messages before it counts. */
export interface ShippedProfile extends Pick<ProfileContent, 'defaultCharset' | 'timeZone'> {
  key: string;
  name: string;
  /** What kind of system, and what is special about it, in French. */
  describes: string;
  /** What such a system usually writes in MSH-3. */
  senderHint: string;
  settings: ProfileSettings;
}
