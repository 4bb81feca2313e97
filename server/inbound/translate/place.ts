import { textOf } from '../../hl7/access';
import type { Hl7Message } from '../../hl7/grammar';
import { type IncomingPlace, MOVEMENT_EVENTS, type MovementEvent } from '../../patient/types';
import type { PatientPart } from './orders';
import { privateText } from './private-fields';
import type { MessageReader } from './reader';

/** The movement that a message announces; null for a message of results. @see HL7 2.5 MSH-9 */
export function movementOf(message: Hl7Message): MovementEvent | null {
  const [msh] = message.segments;
  if (!msh || textOf(message, msh, 9) !== 'ADT') return null;
  return MOVEMENT_EVENTS.find((event) => event === textOf(message, msh, 9, 2)) ?? null;
}

/**
 * Reads where a message says that its patient is; null when it says nothing of it. French admission systems leave the point of care of PV1-3 empty and name
 * the unit in ZBE (nursing unit first, then medical unit); a movement of the past (ZBE-5 « Y ») tells nothing of now.
 * @see PAM-FR 2.11, segment ZBE
 */
export function translatePlace(reader: MessageReader, part: PatientPart, event: MovementEvent | null): IncomingPlace | null {
  const { pv1 } = part;
  const zbe = event === null ? undefined : reader.named('ZBE')[0];
  if (pv1 === null || (zbe && reader.text(zbe, 5) === 'Y')) return null;
  const unit = zbe ? reader.key(zbe, 8, 10) || reader.key(zbe, 7, 10) : '';
  return {
    event: event ?? 'result',
    patientClass: reader.text(pv1, 2).toUpperCase(),
    wardCode: privateText(reader, part.privates, 'ward') || reader.key(pv1, 3, 1) || unit,
    encounterNumber: reader.key(pv1, 19),
    admittedAt: reader.instant(pv1, 44),
    dischargedAt: reader.instant(pv1, 45),
  };
}
