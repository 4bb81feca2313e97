import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { stayChange, type ToldStay, takesBack } from './stay-change';
import { lockCurrentStay, saveStays, wardBefore } from './stay-store';

/** Records where a patient lies when a message tells something new of it; what a ward may read rests on it. */
export async function recordStay(ctx: Context, tx: Transaction, told: ToldStay): Promise<void> {
  const current = (await lockCurrentStay(tx, told.patientId)) ?? null;
  const before = takesBack(told) ? await wardBefore(tx, told.patientId) : null;
  const { rows, events, wards } = stayChange({ now: ctx.now(), newId }, current, before, told);
  await saveStays(tx, rows);
  for (const event of events) await append(tx, ctx, event);
  for (const ward of wards) await announce(tx, 'results', ward);
}
