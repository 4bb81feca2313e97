import type { AuditEvent } from '../audit/append';
import { stepOf, wordOf } from './stay-rules';
import type { StayRow } from './stay-store';
import type { IncomingPlace } from './types';

export interface ToldStay {
  /** The recorded person, her row locked by the transaction: two messages about one patient are judged one after the other. */
  patientId: string;
  place: IncomingPlace;
  /** The ward of that code; null when the directory has none, or none was sent. */
  wardId: string | null;
  /** MSH-7 of the message. */
  toldAt: Date;
}

/** What one message makes of where a patient lies. */
export interface StayChange {
  /** New or changed rows, in the order in which they are to be written. */
  rows: StayRow[];
  /** Where she is afterwards. */
  current: StayRow | null;
  events: AuditEvent[];
  /** Whose screens follow. */
  wards: string[];
}

/** Whether the ward before counts: only where a message takes the last movement back. */
export const takesBack = ({ place, wardId, toldAt }: ToldStay): boolean => wordOf(place, wardId, toldAt).says === 'back';

/**
 * Decides what a message that tells of a place changes. A place that is no known ward is kept too: else an older message could put him back.
 * @param before the last ward he lay in before the present place, where it counts
 * @see GBUI XIII-2.2; threats.md 2
 */
export function stayChange(
  { now, newId }: { now: Date; newId: () => string },
  current: StayRow | null,
  before: string | null,
  { patientId, place, wardId, toldAt }: ToldStay,
): StayChange {
  const toldBy = place.event === 'result' ? 'result' : 'movement';
  const word = wordOf(place, wardId, toldAt);
  const { encounterNumber, admittedAt, movedAt, isHistoric } = place;
  const step = stepOf(current && placeOf(current), { word, toldAt, toldBy, encounterNumber, admittedAt, movedAt, isHistoric }, before);
  if (step.kind === 'none') return { rows: [], current, events: [], wards: [] };
  if (step.kind === 'confirm') {
    const confirmed = current && { ...current, toldAt, toldBy: current.toldBy === 'movement' ? current.toldBy : toldBy };
    return { rows: confirmed ? [confirmed] : [], current: confirmed, events: [], wards: [] };
  }
  const stay = { id: newId(), patientId, wardId: step.wardId, encounterNumber, since: step.since, toldAt, toldBy, cancelledAt: null };
  if (step.kind === 'history') {
    const detail = { event: place.event, ward: step.wardId };
    return { rows: [{ ...stay, until: step.until }], current, events: [{ action: 'patient.note-stay', patientId, detail }], wards: [] };
  }
  const ended = current && { ...current, until: current.since > step.since ? current.since : step.since, cancelledAt: step.cancels ? now : null };
  const next = { ...stay, until: null };
  return {
    rows: ended ? [ended, next] : [next],
    current: next,
    events: [{ action: 'patient.move', patientId, detail: { event: place.event, from: current?.wardId ?? null, to: step.wardId } }],
    wards: [...new Set([current?.wardId, step.wardId])].flatMap((ward) => ward ?? []),
  };
}

const placeOf = ({ wardId, encounterNumber, since, toldAt, toldBy }: StayRow) => ({
  wardId,
  encounterNumber,
  since,
  toldAt,
  toldBy: toldBy === 'movement' ? ('movement' as const) : ('result' as const),
});
