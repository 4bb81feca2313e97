import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { stepOf, wordOf } from './stay-rules';
import { confirmStay, endStay, insertStay, lockCurrentStay, type StayRow, wardBefore } from './stay-store';
import type { IncomingPlace } from './types';

export interface RecordStayInput {
  /** The recorded person, her row locked by the transaction: two messages about one patient are judged one after the other. */
  patientId: string;
  place: IncomingPlace;
  /** The ward of that code; null when the directory has none, or none was sent. */
  wardId: string | null;
  /** MSH-7 of the message. */
  toldAt: Date;
}

/**
 * Records where a patient lies when a message tells something new of it; what a ward may read rests on it. A place that is no known ward is recorded too:
 * else an older message could put him back.
 * @see GBUI XIII-2.2; threats.md 2
 */
export async function recordStay(ctx: Context, tx: Transaction, { patientId, place, wardId, toldAt }: RecordStayInput): Promise<void> {
  const current = (await lockCurrentStay(tx, patientId)) ?? null;
  const toldBy = place.event === 'result' ? 'result' : 'movement';
  const word = wordOf(place, wardId, toldAt);
  const before = word.says === 'back' ? await wardBefore(tx, patientId) : null;
  const step = stepOf(
    current && placeOf(current),
    { word, toldAt, toldBy, encounterNumber: place.encounterNumber, admittedAt: place.admittedAt, movedAt: place.movedAt, isHistoric: place.isHistoric },
    before,
  );
  if (step.kind === 'none') return;
  if (step.kind === 'confirm') {
    if (current) await confirmStay(tx, current.id, { toldAt, toldBy: current.toldBy === 'movement' ? 'movement' : toldBy });
    return;
  }
  const stay = { id: newId(), patientId, wardId: step.wardId, encounterNumber: place.encounterNumber, since: step.since, toldAt, toldBy, cancelledAt: null };
  if (step.kind === 'history') {
    await insertStay(tx, { ...stay, until: step.until });
    await append(tx, ctx, { action: 'patient.note-stay', patientId, detail: { event: place.event, ward: step.wardId } });
    return;
  }
  if (current) await endStay(tx, current.id, { until: current.since > step.since ? current.since : step.since, cancelledAt: step.cancels ? ctx.now() : null });
  await insertStay(tx, { ...stay, until: null });
  await append(tx, ctx, { action: 'patient.move', patientId, detail: { event: place.event, from: current?.wardId ?? null, to: step.wardId } });
  for (const ward of new Set([current?.wardId, step.wardId])) if (ward) await announce(tx, 'results', ward);
}

const placeOf = ({ wardId, encounterNumber, since, toldAt, toldBy }: StayRow) => ({
  wardId,
  encounterNumber,
  since,
  toldAt,
  toldBy: toldBy === 'movement' ? ('movement' as const) : ('result' as const),
});
