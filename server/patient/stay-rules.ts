import type { IncomingPlace } from './types';

/** Where a patient is, as it was told last. */
export interface Place {
  /** Null: in no ward that the directory knows, or in none at all. */
  wardId: string | null;
  encounterNumber: string;
  toldAt: Date;
  toldBy: 'movement' | 'result';
  since: Date;
}

/** What one message says of it. `back`: what was said last did not happen; without a ward he is where he was before. */
export type PlaceWord = { says: 'lies'; wardId: string | null } | { says: 'left' } | { says: 'back'; wardId: string | null } | { says: 'nothing' };

/** PV1-2 of whoever has a bed: in-patients, emergencies, obstetrics. A consultant (O), a recurring or a coming patient (R, P) lies nowhere. */
const LYING = new Set(['I', 'E', 'B']);

/** Events that lay somebody down when the message says no class. A change to in-patient is an arrival. */
const ARRIVALS = new Set<IncomingPlace['event']>(['A01', 'A02', 'A06', 'Z99']);

/**
 * Reads one message's word on a place. Opens less rather than more: a class that is no in-patient's says nothing, a ward that the directory lacks is no ward
 * of anybody's, and a result without a ward does not move a patient. Who is on leave (A21) still lies in his ward; who becomes an out-patient (A07) has left it.
 * @see HL7 2.5 chapter 3.3, PV1-2, PV1-3, PV1-45
 */
export function wordOf(place: IncomingPlace, wardId: string | null, toldAt: Date): PlaceWord {
  const hasLeft = place.dischargedAt !== null && place.dischargedAt <= toldAt;
  const lies = LYING.has(place.patientClass) || (place.patientClass === '' && ARRIVALS.has(place.event));
  switch (place.event) {
    case 'Z99':
      if (place.action === 'CANCEL') return { says: 'back', wardId: null };
      return lies && place.wardCode !== '' ? { says: 'lies', wardId } : { says: 'nothing' };
    case 'A05':
    case 'A21':
    case 'A24':
    case 'A28':
    case 'A31':
    case 'A37':
    case 'A38':
    case 'A40':
    case 'A47':
    case 'A54':
    case 'A55':
      return { says: 'nothing' };
    case 'A03':
    case 'A07':
    case 'A11':
      return { says: 'left' };
    case 'A12':
    case 'A13':
      return { says: 'back', wardId };
    case 'A01':
    case 'A02':
    case 'A06':
      return lies ? { says: 'lies', wardId } : { says: 'nothing' };
    case 'A04':
    case 'A08':
    case 'A22':
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
  /** When the movement itself was; null when it is not said. */
  movedAt: Date | null;
  isHistoric: boolean;
}

/** What follows for the place on record: nothing, the same place said again, another one, or one of the past. */
export type Step =
  | { kind: 'none' }
  | { kind: 'confirm' }
  /** `cancels`: the present place never was. */
  | { kind: 'move'; wardId: string | null; since: Date; cancels: boolean }
  /** A place of the past: kept, moves nobody. */
  | { kind: 'history'; wardId: string | null; since: Date; until: Date };

/**
 * Decides whether a word moves a patient. An older message never does (MSH-7); what the admission system said, the context of a result does not change,
 * unless it speaks of another visit that began since; the end of one visit does not end another; and a movement that was before the present place, told late or as
 * historic, is kept as history.
 *
 * @param before the last ward he lay in before the present place
 */
export function stepOf(current: Place | null, told: Told, before: string | null): Step {
  const { word, toldAt } = told;
  if (word.says === 'nothing') return { kind: 'none' };
  const movedAt = told.movedAt !== null && told.movedAt <= toldAt ? told.movedAt : null;
  const isPast = told.isHistoric || (word.says === 'lies' && movedAt !== null && current?.toldBy === 'movement' && movedAt < current.since);
  if (isPast) {
    if (word.says !== 'lies') return { kind: 'none' };
    const since = movedAt ?? toldAt;
    return { kind: 'history', wardId: word.wardId, since, until: current && current.since > since ? current.since : since };
  }
  if (current && toldAt < current.toldAt) return { kind: 'none' };
  const isOtherVisit = current !== null && told.encounterNumber !== '' && current.encounterNumber !== '' && told.encounterNumber !== current.encounterNumber;
  const isNewerVisit = isOtherVisit && told.admittedAt !== null && told.admittedAt > current.toldAt;
  if (current?.toldBy === 'movement' && told.toldBy === 'result' && !isNewerVisit) return { kind: 'none' };
  if (word.says === 'left' && isOtherVisit) return { kind: 'none' };
  const wardId = word.says === 'left' ? null : word.says === 'back' ? (word.wardId ?? before) : word.wardId;
  if (current && current.wardId === wardId && !isOtherVisit) return { kind: 'confirm' };
  const isArrival =
    (current?.wardId ?? null) === null && told.admittedAt !== null && told.admittedAt <= toldAt && (!current || told.admittedAt >= current.toldAt);
  const since = isArrival && told.admittedAt ? told.admittedAt : (movedAt ?? toldAt);
  return { kind: 'move', wardId, since: word.says === 'back' ? toldAt : since, cancels: word.says === 'back' };
}
