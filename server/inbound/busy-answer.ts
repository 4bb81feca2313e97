import { findControlId } from '../hl7/ack';
import { messagesIn } from '../hl7/batch';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { newId } from '../platform/ids';
import { answersTo } from './answer';
import type { ProfileSettings } from './profile-settings';
import { header } from './read-alone';

/** How a link is answered, as far as it is remembered while the database is away. */
export type RememberedMode = (application: string, facility: string) => ProfileSettings['acknowledgement'];

/**
 * The answers when what came cannot be stored now (database away): `AR`, or `CR` where a link is set so and asks, for every message of the frame, so that the sender keeps
 * them and sends them again. Nothing is claimed to be stored; what was in spite of it is known again by its number and its bytes.
 * @see HL7 2.5 chapter 2.9.2 (AR: refused or try later)
 */
export function busyAnswers(bytes: Buffer, at: Date, modeOf: RememberedMode): Buffer[] {
  return messagesIn(bytes).flatMap((own) => {
    const { text } = decodeBytes(own, 'UNICODE UTF-8');
    const parsed = parseMessage(text);
    const original = parsed.ok ? parsed.message : null;
    const refused = (mode: ProfileSettings['acknowledgement']) =>
      answersTo({
        original,
        answer: 'AR',
        mode,
        controlId: newId().replaceAll('-', '').slice(-20),
        answeredControlId: findControlId(text),
        at,
        zone: 'Europe/Paris',
        problems: [
          { segment: 'MSH', field: null, code: '207', text: 'Relais ne peut pas enregistrer ce message maintenant : rien n’a été pris, renvoyez-le.' },
        ],
      });
    const asked = refused(original ? modeOf(header(original, 3), header(original, 4)) : 'original');
    // Whoever asked to hear nothing would lose his message without knowing.
    return asked.length > 0 ? asked : refused('original');
  });
}
