import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { ownDevice } from './change-device';
import { signatureOf } from './declare-device';
import { updateDevice } from './device-store';

const LEAST_REASON = 10;

type Blocked = Outcome<{ id: string }, Refusal<'not-found' | 'already-so' | 'reason-too-short'>>;

/**
 * Keeps what a device sends out of the dossiers from now on: a failed control, a doubtful lot. Its messages are answered and kept, and wait at the repair desk.
 * @see GBUI XIII-2.4
 */
export async function blockDevice(ctx: Context, input: { deviceId: string; reason: string }): Promise<Blocked> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  const reason = input.reason.trim();
  if (reason.length < LEAST_REASON) return refuse('reason-too-short');
  return ctx.transaction(async (tx) => {
    const device = await ownDevice(ctx, tx, input.deviceId);
    if (!device) return refuse('not-found');
    if (device.blockedAt) return refuse('already-so');
    const signature = signatureOf(ctx);
    await updateDevice(tx, device.id, { ...signature, blockedAt: ctx.now(), blockedByName: signature.changedByName, blockReason: reason });
    await append(tx, ctx, { action: 'device.block', subjectId: device.id });
    await announce(tx, 'exchanges', device.laboratoryId);
    return done({ id: device.id });
  });
}

/**
 * Lets a device speak again. What it sent meanwhile stays where it is: whether those results may be believed is decided message by message at the repair desk. Its
 * silence counts from now.
 */
export async function unblockDevice(ctx: Context, input: { deviceId: string; reason: string }): Promise<Blocked> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  if (input.reason.trim().length < LEAST_REASON) return refuse('reason-too-short');
  return ctx.transaction(async (tx) => {
    const device = await ownDevice(ctx, tx, input.deviceId);
    if (!device) return refuse('not-found');
    if (!device.blockedAt) return refuse('already-so');
    await updateDevice(tx, device.id, { ...signatureOf(ctx), blockedAt: null, blockedByName: null, blockReason: null, expectedSince: ctx.now() });
    await append(tx, ctx, { action: 'device.unblock', subjectId: device.id });
    await announce(tx, 'exchanges', device.laboratoryId);
    return done({ id: device.id });
  });
}
