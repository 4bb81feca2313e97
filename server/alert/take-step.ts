import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import { readSites } from '../directory/read-directory';
import { readNextOnDuty, readOnDuty } from '../duty/read-on-duty';
import type { Context } from '../platform/context';
import { tell } from '../platform/facts';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { fateOf, type Reachable, toldBy } from './ladder';
import type { LadderStep } from './policy';
import { callIdOfStep, insertNotices, lastAttemptAt, lockStep, moveStep, noticesOf, type StepRow, stepsOf } from './step-store';
import { type CallRow, lockCall } from './store';

/**
 * Takes one rung of the ladder of a call whose hour has come: writes whom to tell, and leaves the telling to whoever speaks to the outside. Heard twice, or by a worker that was away
 * for an hour, each rung is taken once; when a rung finds nobody to tell, the next one is due at once.
 * @see ISO 15189:2022 7.4.1.3 (escalation when nobody answers)
 */
export async function takeStep(ctx: Context, tx: Transaction, stepId: string): Promise<void> {
  const callId = await callIdOfStep(tx, stepId);
  const call = callId && (await lockCall(tx, callId));
  const step = call && (await lockStep(tx, stepId));
  if (!call || !step || step.state !== 'pending') return;
  const now = ctx.now();
  const who = step.who as LadderStep['who'];
  const fate = fateOf({ ...step, who }, { isOpen: call.state === 'open', lastAttemptAt: await lastAttemptAt(tx, call.id), now });
  if (fate.kind === 'early') return;
  if (fate.kind === 'over') return moveStep(tx, step.id, { state: 'skipped', doneAt: now, outcome: 'over' });
  if (fate.kind === 'later') {
    await moveStep(tx, step.id, { dueAt: fate.dueAt });
    return tell(tx, { name: 'call.step-due', dossierId: null, subjectId: step.id }, now, fate.dueAt);
  }
  const told = new Set((await noticesOf(tx, [call.id])).map(({ userId }) => userId));
  const people = toldBy(who, await dutyAround(tx, call, now), told);
  const outcome = who === 'paper' ? 'paper' : people.length > 0 ? 'told' : 'nobody';
  await moveStep(tx, step.id, { state: 'done', doneAt: now, outcome });
  const notices = people.map(({ userId, name }) => ({ id: newId(), stepId: step.id, callId: call.id, userId, name, queuedAt: now }));
  await insertNotices(tx, notices);
  for (const { id } of notices) await tell(tx, { name: 'call.notice-queued', dossierId: null, subjectId: id }, now);
  if (outcome === 'nobody') await bringForward(tx, step, now);
  await append(tx, ctx, { action: 'call.escalate', dossierId: call.dossierId, subjectId: call.id, detail: { who, outcome, people: people.length } });
  await announce(tx, 'worklist', call.siteId);
}

async function dutyAround(tx: Transaction, call: CallRow, now: Date): Promise<{ here: Reachable[]; laboratory: Reachable[]; next: Reachable[] }> {
  const siteIds = (await readSites(tx)).filter(({ laboratoryId }) => laboratoryId === call.laboratoryId).map(({ id }) => id);
  const laboratory = await readOnDuty(tx, siteIds, now);
  const here = laboratory.filter(({ siteId }) => siteId === call.siteId);
  return { here, laboratory, next: await readNextOnDuty(tx, siteIds, now) };
}

async function bringForward(tx: Transaction, step: StepRow, now: Date): Promise<void> {
  const following = (await stepsOf(tx, [step.callId])).find(({ position, state }) => position > step.position && state === 'pending');
  if (!following || following.dueAt <= now) return;
  await moveStep(tx, following.id, { dueAt: now });
  await tell(tx, { name: 'call.step-due', dossierId: null, subjectId: following.id }, now);
}
