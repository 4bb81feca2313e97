import type { IncomingPlace } from './types';

/** Where a patient is, as it was told last. */
export interface Place {
  /** Null: in no ward that the directory knows, or in none at all. */
  wardId: string | null;
  encounterNumber: string;
  toldAt: Date;
  toldBy: 'movement' | 'result';
}

/** What one message says of it. `back`: what was said last did not happen; without a ward he is where he was before. */
export type PlaceWord = { says: 'lies'; wardId: string | null } | { says: 'left' } | { says: 'back'; wardId: string | null } | { says: 'nothing' };

/** PV1-2 of whoever has a bed: in-patients, emergencies, obstetrics. A consultant (O), a recurring or a coming patient (R, P) lies nowhere. */
const LYING = new Set(['I', 'E', 'B']);

/**
 * Reads one message's word on a place. Opens less rather than more: a class that is no in-patient's says nothing, a ward that the directory lacks is no ward
 * of anybody's, and a result without a ward does not move a patient.
 * @see HL7 2.5 chapter 3.3, PV1-2, PV1-3, PV1-45
 */
export function wordOf(place: IncomingPlace, wardId: string | null, toldAt: Date): PlaceWord {
  const hasLeft = place.dischargedAt !== null && place.dischargedAt <= toldAt;
  const lies = LYING.has(place.patientClass) || (place.patientClass === '' && (place.event === 'A01' || place.event === 'A02'));
  switch (place.event) {
    case 'A03':
    case 'A11':
      return { says: 'left' };
    case 'A12':
    case 'A13':
      return { says: 'back', wardId };
    case 'A01':
    case 'A02':
      return lies ? { says: 'lies', wardId } : { says: 'nothing' };
    case 'A08':
    case 'result':
      if (hasLeft) return { says: 'left' };
      return lies && place.wardCode !== '' ? { says: 'lies', wardId } : { says: 'nothing' };
  }
}

export interface Told {
  word: PlaceWord;
  encounterNumber: string;
  admittedAt: Date | null;
  /** MSH-7 */
  toldAt: Date;
  toldBy: Place['toldBy'];
}

/** What follows for the place on record: nothing, the same place said again, or another one. */
export type Step = { kind: 'none' } | { kind: 'confirm' } | { kind: 'move'; wardId: string | null; since: Date };

/**
 * Decides whether a word moves a patient. An older message never does (MSH-7); what the admission system said, the context of a result does not change,
 * unless it speaks of another visit that began since; and the end of one visit does not end another.
 *
 * @param before the last ward he lay in before the present place
 */
export function stepOf(current: Place | null, told: Told, before: string | null): Step {
  const { word, toldAt } = told;
  if (word.says === 'nothing' || (current && toldAt < current.toldAt)) return { kind: 'none' };
  const isOtherVisit = current !== null && told.encounterNumber !== '' && current.encounterNumber !== '' && told.encounterNumber !== current.encounterNumber;
  const isNewerVisit = isOtherVisit && told.admittedAt !== null && told.admittedAt > current.toldAt;
  if (current?.toldBy === 'movement' && told.toldBy === 'result' && !isNewerVisit) return { kind: 'none' };
  if (word.says === 'left' && isOtherVisit) return { kind: 'none' };
  const wardId = word.says === 'left' ? null : word.says === 'back' ? (word.wardId ?? before) : word.wardId;
  if (current && current.wardId === wardId && !isOtherVisit) return { kind: 'confirm' };
  const isArrival =
    (current?.wardId ?? null) === null && told.admittedAt !== null && told.admittedAt <= toldAt && (!current || told.admittedAt >= current.toldAt);
  return { kind: 'move', wardId, since: isArrival && told.admittedAt ? told.admittedAt : toldAt };
}
