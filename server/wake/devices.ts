import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import { isPushHost } from '../platform/channels-push';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { devicesOf, endDevices, insertDevice } from './store';
import type { DeviceInput } from './types';

/** A night and its morning: whoever is on duty again makes it anew. */
const LASTS_MS = 16 * 3_600_000;

/**
 * Lets this device ring for the person at it, bound to her session and terminal, until the end of the night at the latest. Refuses an address that is not one of
 * a known push service: the product would have to send there.
 * @see threats.md 5, 14
 */
export async function addDevice(
  ctx: Context<ProfessionalActor>,
  input: DeviceInput,
): Promise<Outcome<{ until: Date }, Refusal<'not-found' | 'push-host-refused'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  if (!isPushHost(input.endpoint)) return refuse('push-host-refused');
  const madeAt = ctx.now();
  const until = new Date(madeAt.getTime() + LASTS_MS);
  const { userId, sessionId, terminalId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const same = (await devicesOf(tx, userId, new Date(0))).filter(({ endpoint }) => endpoint === input.endpoint);
    await endDevices(
      tx,
      same.map(({ id }) => id),
      madeAt,
      'renewed',
    );
    const id = newId();
    await insertDevice(tx, { id, userId, sessionId, terminalId, ...input, madeAt, until });
    await append(tx, ctx, { action: 'wake.add-device', subjectId: id, detail: { host: new URL(input.endpoint).host } });
    return done({ until });
  });
}

/** Ends one device of one's own, or all of them. */
export async function endDevice(
  ctx: Context<ProfessionalActor>,
  { deviceId }: { deviceId: string | null },
): Promise<Outcome<{ ended: number }, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'duty.hold');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const ids = (await devicesOf(tx, ctx.actor.userId, new Date(0))).map(({ id }) => id).filter((id) => deviceId === null || id === deviceId);
    if (deviceId !== null && ids.length === 0) return refuse('not-found');
    await endDevices(tx, ids, ctx.now(), 'by-hand');
    for (const id of ids) await append(tx, ctx, { action: 'wake.end-device', subjectId: id, detail: { why: 'by-hand' } });
    return done({ ended: ids.length });
  });
}
