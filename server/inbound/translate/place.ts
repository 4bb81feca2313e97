import { textOf } from '../../hl7/access';
import type { Hl7Message } from '../../hl7/grammar';
import { type IncomingPlace, MOVEMENT_EVENTS, type MovementEvent } from '../../patient/types';
import type { PatientPart } from './patient-parts';
import { privateText } from './private-fields';
import type { MessageReader } from './reader';

/** The movement that a message announces; null for a message of results. @see HL7 2.5 MSH-9 */
export function movementOf(message: Hl7Message): MovementEvent | null {
  const [msh] = message.segments;
  if (!msh || textOf(message, msh, 9) !== 'ADT') return null;
  return MOVEMENT_EVENTS.find((event) => event === textOf(message, msh, 9, 2)) ?? null;
}

/** Events of an identity, of a number or of a doctor: they need no PV1. */
const PLACELESS = new Set<MovementEvent>(['A24', 'A28', 'A31', 'A37', 'A40', 'A47', 'A54', 'A55']);

/** Whether a movement cannot be understood without PV1. */
export const needsPlace = (event: MovementEvent): boolean => !PLACELESS.has(event);

/**
 * Reads where a message says that its patient is; null when it says nothing of it. French admission systems leave the point of care of PV1-3 empty and name
 * the unit in ZBE (nursing unit first, then medical unit).
 * @see PAM-FR 2.11, segment ZBE
 */
export function translatePlace(reader: MessageReader, part: PatientPart, event: MovementEvent | null): IncomingPlace | null {
  const { pv1 } = part;
  if (pv1 === null || (event !== null && PLACELESS.has(event))) return null;
  const zbe = event === null ? undefined : reader.named('ZBE')[0];
  const evn = event === null ? undefined : reader.named('EVN')[0];
  const unit = zbe ? reader.key(zbe, 8, 10) || reader.key(zbe, 7, 10) : '';
  return {
    event: event ?? 'result',
    patientClass: reader.text(pv1, 2).toUpperCase(),
    wardCode: privateText(reader, part.privates, 'ward') || reader.key(pv1, 3, 1) || unit,
    encounterNumber: reader.key(pv1, 19),
    admittedAt: reader.instant(pv1, 44),
    dischargedAt: reader.instant(pv1, 45),
    movedAt: (zbe ? reader.instant(zbe, 2) : null) ?? (evn ? reader.instant(evn, 6) : null),
    action: actionOf(zbe ? reader.text(zbe, 4).toUpperCase() : ''),
    isHistoric: zbe !== undefined && reader.text(zbe, 5).toUpperCase() === 'Y',
  };
}

const actionOf = (text: string): IncomingPlace['action'] => (text === 'CANCEL' || text === 'UPDATE' ? text : 'INSERT');
