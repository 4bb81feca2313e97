import type { Transaction } from '../../db/client';
import { requireAccess } from '../access/require-access';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { announce } from '../platform/live';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { contentOf, type DeviceContent } from './device-rules';
import { insertDevice, isCodeTaken, isLinkName } from './device-store';
import { ownLaboratories } from './read-folders';

export type DeviceRefusal = 'device-needs-code' | 'device-code-taken' | 'device-code-is-link';

/** Declares a bedside device: from then on what it sends carries its name and its ward, and its silence is an alarm. What came before stays as it is. */
export async function declareDevice(
  ctx: Context,
  input: { laboratoryId: string; content: DeviceContent },
): Promise<Outcome<{ id: string }, Refusal<'not-found' | DeviceRefusal>>> {
  const denied = requireAccess(ctx, 'links.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await ownLaboratories(ctx, tx)).some(({ id }) => id === input.laboratoryId)) return refuse('not-found');
    const added = await addDevice(ctx, tx, input);
    return added.ok ? done({ id: added.value }) : added;
  });
}

/** The same within a transaction of the repair desk, where a message brought the code. */
export async function addDevice(
  ctx: Context,
  tx: Transaction,
  { laboratoryId, content: said }: { laboratoryId: string; content: DeviceContent },
): Promise<Outcome<string, Refusal<DeviceRefusal>>> {
  const content = contentOf(said);
  const wrong = await wrongCodes(tx, laboratoryId, content.codes, null);
  if (wrong) return refuse(wrong);
  const id = newId();
  const at = ctx.now();
  const signature = signatureOf(ctx);
  await insertDevice(tx, {
    id,
    laboratoryId,
    ...content,
    createdAt: at,
    ...signature,
    expectedSince: at,
    lastHeardAt: null,
    blockedAt: null,
    blockedByName: null,
    blockReason: null,
  });
  await append(tx, ctx, { action: 'device.declare', subjectId: id, detail: { laboratory: laboratoryId, kind: content.kind } });
  await announce(tx, 'exchanges', laboratoryId);
  return done(id);
}

export async function wrongCodes(tx: Transaction, laboratoryId: string, codes: readonly string[], exceptId: string | null): Promise<DeviceRefusal | null> {
  if (codes.length === 0) return 'device-needs-code';
  if (await isLinkName(tx, laboratoryId, codes)) return 'device-code-is-link';
  return (await isCodeTaken(tx, laboratoryId, codes, exceptId)) ? 'device-code-taken' : null;
}

export const signatureOf = (ctx: Context): { changedAt: Date; changedBy: string | null; changedByName: string } => ({
  changedAt: ctx.now(),
  changedBy: ctx.actor.kind === 'professional' ? ctx.actor.userId : null,
  changedByName: ctx.actor.kind === 'professional' ? ctx.actor.name : 'Relais',
});
