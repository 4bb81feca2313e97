import type { Hl7Message } from '../../hl7/grammar';
import type { Translation, TranslationProfile } from '../types';
import { patientParts, translateOrders } from './orders';
import { translatePatient } from './patient';
import { MessageReader } from './reader';

/**
 * Says what Relais understands of a result message, and everything that it does not: pure, so that the answer, the
 * dossier and `explain` can never disagree. A problem of severity E means that the message as a whole cannot be used.
 * @see docs/interfaces.md
 */
export function translate(message: Hl7Message, profile: TranslationProfile): Translation {
  const reader = new MessageReader(message, profile);
  const parts = patientParts(reader);
  if (parts.length === 0) reader.tell('no_patient');
  if (parts.length > 1) reader.tell('several_patients');
  if (parts.length > 0 && parts.every((part) => part.orders.length === 0)) reader.tell('no_request');
  const groups = parts.flatMap((part) => {
    const patient = translatePatient(reader, part.pid);
    const dossiers = translateOrders(reader, part);
    return patient ? [{ patient, dossiers }] : [];
  });
  return { groups, problems: reader.problems, repairs: reader.repairs };
}
