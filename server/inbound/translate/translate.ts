import type { Hl7Message, Segment } from '../../hl7/grammar';
import { isIdentityGuaranteed } from '../../patient/rules';
import type { MovementEvent } from '../../patient/types';
import { BEDSIDE_EVENT, type Translation, type TranslationProfile } from '../types';
import { isControlMessage, translateControls } from './controls';
import { translateOrders } from './orders';
import { translateMerged, translatePatient } from './patient';
import { type PatientPart, patientParts } from './patient-parts';
import { movementOf, needsPlace, translatePlace } from './place';
import { MessageReader } from './reader';

/** Events that name one person by several numbers. */
const JOINS = new Set(['A24', 'A37', 'A40', 'A47']);

/**
 * Says what Relais understands of a message of results or of a patient's movement, and everything that it does not: pure, so that the answer, the
 * dossier and `explain` can never disagree. A problem of severity E means that the message as a whole cannot be used.
 * @see docs/interfaces.md
 */
export function translate(message: Hl7Message, profile: TranslationProfile): Translation {
  const reader = new MessageReader(message, profile);
  const { parts, movement, isControl } = structureOf(reader);
  const strayNumbers: string[] = [];
  const groups = parts.flatMap((part) => {
    const patient = translatePatient(reader, part.pid);
    const dossiers = movement === null ? translateOrders(reader, part) : [];
    const place = translatePlace(reader, part, movement);
    if (movement !== null && patient && !isIdentityGuaranteed(patient)) reader.tell('unsure_movement');
    const merged = part.merges.flatMap((mrg) => translateMerged(reader, mrg));
    if (!patient) strayNumbers.push(...dossiers.map(({ accessionNumber }) => accessionNumber));
    return patient ? [{ patient, dossiers, place, merged }] : [];
  });
  const controls = isControl ? translateControls(reader) : [];
  return { event: movement, sender: senderOf(reader), groups, controls, strayNumbers, problems: reader.problems, repairs: reader.repairs };
}

function senderOf(reader: MessageReader): Translation['sender'] {
  const [msh] = reader.message.segments;
  if (!msh) return { application: '', facility: '', isBedside: false };
  return { application: reader.text(msh, 3), facility: reader.text(msh, 4), isBedside: reader.text(msh, 9, 2) === BEDSIDE_EVENT };
}

/** Cuts a message into its patients and tells what it lacks as a whole. */
export function structureOf(
  reader: MessageReader,
  isAside?: (obx: Segment) => boolean,
): { parts: PatientPart[]; movement: MovementEvent | null; isControl: boolean } {
  const movement = movementOf(reader.message);
  if (movement === null && isControlMessage(reader)) return { parts: [], movement, isControl: true };
  const parts = patientParts(reader, isAside);
  if (parts.length === 0) reader.tell('no_patient');
  if (parts.length > 1 && (movement === null || !JOINS.has(movement))) reader.tell('several_patients');
  if (movement === null && parts.length > 0 && parts.every((part) => part.orders.length === 0)) reader.tell('no_request');
  if (movement !== null && needsPlace(movement) && parts.some((part) => part.pv1 === null)) reader.tell('no_place');
  if ((movement === 'A40' || movement === 'A47') && parts.some((part) => part.merges.length === 0)) reader.tell('no_merge');
  if ((movement === 'A24' || movement === 'A37') && parts.length < 2) reader.tell('no_pair');
  return { parts, movement, isControl: false };
}
