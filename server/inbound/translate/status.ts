import type { ProfileSettings } from '../../../db/schema/inbound';
import { STATUSES } from '../profile-settings';

/**
 * OBX-11 in table 0085, by the link's own words where it has some. A word that neither of them knows is kept as it came: its result waits for a biologist.
 * @see HL7 2.5 table 0085
 */
export function statusMeant(settings: Pick<ProfileSettings, 'statuses'>, sent: string): { status: string; isKnown: boolean } {
  const status = valueNamed(settings.statuses, sent) ?? sent.toUpperCase();
  return { status, isKnown: status === '' || STATUSES.some((known) => known === status) };
}

/** Longer than any status of HL7: it may be a text that slipped into the field, and no text of a message is repeated at the desk. */
const LONGEST_WORD = 3;
export const LONG_WORD = '(plus de 3 lettres)';

/** A word and whose it is: the same word of two links of one laboratory may mean two things. */
export const statusSubject = (word: string, link: string): string => `${word.length > LONGEST_WORD ? LONG_WORD : word}${BETWEEN}${link}`;
export const wordOfSubject = (subject: string): string => subject.slice(0, subject.lastIndexOf(BETWEEN));
const BETWEEN = ' · ';

/** Names are compared without regard to capitals; a name that nobody wrote down has no value, whatever objects inherit. */
export function valueNamed<T extends string>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  const wanted = name.toUpperCase();
  return Object.entries(table).find(([known]) => known.toUpperCase() === wanted)?.[1];
}
