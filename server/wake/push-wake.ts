import { append } from '../audit/append';
import { sendPush } from '../platform/channels-push';
import type { Context } from '../platform/context';
import { failPoint } from '../platform/fail-point';
import { codeOf, Fault } from '../platform/fault';
import { fallBack } from './fall-back';
import { fallsBack } from './policy-rules';
import { devicesOf, endDevices, findAttempt, moveOpenAttempt, notePushed } from './store';

/** Codes of a push service that has forgotten a device for good. */
const GONE: ReadonlySet<string> = new Set(['push-404', 'push-410', 'push-host-refused']);

/**
 * Rings every device of the person with one random number, and keeps what became of it. Sent again after a death in between: the same number shows the same
 * notification, once. With no device, or none that could be rung, the SMS does not wait.
 */
export async function pushWake(ctx: Context, attemptId: string): Promise<void> {
  const found = await ctx.transaction(async (tx) => {
    const attempt = await findAttempt(tx, attemptId);
    return attempt?.state === 'asked' ? { attempt, devices: await devicesOf(tx, attempt.userId, ctx.now()) } : null;
  });
  if (!found) return;
  const rung: string[] = [];
  const gone: string[] = [];
  let code: string | null = found.devices.length === 0 ? 'no-device' : null;
  let mayComeBack = false;
  for (const device of found.devices) {
    try {
      await sendPush(device, found.attempt.token);
      rung.push(device.id);
    } catch (error) {
      code = codeOf(error);
      if (GONE.has(code)) gone.push(device.id);
      else if (!(error instanceof Fault) || error.retry !== 'never') mayComeBack = true;
    }
  }
  failPoint('push-sent');
  const at = ctx.now();
  await ctx.transaction(async (tx) => {
    await endDevices(tx, gone, at, 'gone');
    await notePushed(tx, rung, at);
    const isRung = rung.length > 0;
    const moved = await moveOpenAttempt(tx, attemptId, { pushCode: code, ...(isRung && { state: 'waiting', pushCount: rung.length, pushedAt: at }) });
    if (moved)
      await append(tx, ctx, { action: 'wake.push', outcome: isRung ? 'done' : 'refused', subjectId: attemptId, detail: { devices: rung.length, code } });
  });
  if (rung.length > 0) return;
  if (!fallsBack(found.attempt.reason)) {
    await ctx.transaction((tx) => moveOpenAttempt(tx, attemptId, { state: 'needless' }));
    return;
  }
  if (mayComeBack && at < found.attempt.fallbackAt) throw new Fault(code ?? 'push-lost', 'safe');
  await fallBack(ctx, attemptId);
}
