import type { Hl7Message } from '../../hl7/grammar';
import { isIdentityGuaranteed } from '../../patient/rules';
import type { Translation, TranslationProfile } from '../types';
import { patientParts, translateOrders } from './orders';
import { translatePatient } from './patient';
import { movementOf, translatePlace } from './place';
import { MessageReader } from './reader';

/**
 * Says what Relais understands of a message of results or of a patient's movement, and everything that it does not: pure, so that the answer, the
 * dossier and `explain` can never disagree. A problem of severity E means that the message as a whole cannot be used.
 * @see docs/interfaces.md
 */
export function translate(message: Hl7Message, profile: TranslationProfile): Translation {
  const reader = new MessageReader(message, profile);
  const parts = patientParts(reader);
  if (parts.length === 0) reader.tell('no_patient');
  if (parts.length > 1) reader.tell('several_patients');
  const movement = movementOf(message);
  if (movement === null && parts.length > 0 && parts.every((part) => part.orders.length === 0)) reader.tell('no_request');
  if (movement !== null && parts.some((part) => part.pv1 === null)) reader.tell('no_place');
  const groups = parts.flatMap((part) => {
    const patient = translatePatient(reader, part.pid);
    const dossiers = movement === null ? translateOrders(reader, part) : [];
    const place = translatePlace(reader, part, movement);
    if (movement !== null && patient && !isIdentityGuaranteed(patient)) reader.tell('unsure_movement');
    return patient ? [{ patient, dossiers, place }] : [];
  });
  return { groups, problems: reader.problems, repairs: reader.repairs };
}
