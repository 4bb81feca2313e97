import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { clearAlarm, raiseAlarm } from '../platform/link-alarms';
import { announce } from '../platform/live';
import { closeDifferences, insertDifference, openDifferencesOf, updateDifference } from './difference-store';

export interface ComparedResult {
  dossierId: string;
  laboratoryId: string;
  decisionId: string;
  observationKey: string;
  label: string;
  /** Null = the LIS says what was decided. */
  difference: { kind: 'value' | 'status' | 'validator' | 'missing'; decided: string; said: string } | null;
}

/**
 * Keeps one open difference per result: opens it, brings it up to date, closes it when the LIS says the same again. A person who has settled it is
 * not asked again for the same words of the LIS.
 */
export async function keepDifferences(ctx: Context, tx: Transaction, { difference, ...result }: ComparedResult): Promise<void> {
  const open = (await openDifferencesOf(tx, result.dossierId)).filter(({ observationKey }) => observationKey === result.observationKey);
  const same = open.find(({ kind }) => kind === difference?.kind);
  await close(
    ctx,
    tx,
    result,
    open.filter((row) => row !== same).map(({ id }) => id),
    'equal-again',
  );
  if (!difference) return;
  if (same) return same.said === difference.said ? undefined : updateDifference(tx, same.id, { decided: difference.decided, said: difference.said });
  const row = { id: newId(), ...result, ...difference, openedAt: ctx.now(), closedAt: null, closedWhy: null, closedByName: null };
  if (!(await insertDifference(tx, row))) return;
  await append(tx, ctx, {
    action: 'difference.open',
    dossierId: result.dossierId,
    subjectId: row.id,
    detail: { kind: difference.kind, decision: result.decisionId },
  });
  await raiseAlarm(ctx, tx, { kind: 'outbound-differs', laboratoryId: result.laboratoryId, subject: result.dossierId, detail: { kind: difference.kind } });
  await announce(tx, 'exchanges', result.laboratoryId);
}

/** A new decision on a result ends what was said against the old one. */
export async function endDifferencesOf(
  ctx: Context,
  tx: Transaction,
  dossier: { dossierId: string; laboratoryId: string },
  observationKeys: ReadonlySet<string>,
): Promise<void> {
  const ended = (await openDifferencesOf(tx, dossier.dossierId)).filter(({ observationKey }) => observationKeys.has(observationKey));
  await close(
    ctx,
    tx,
    dossier,
    ended.map(({ id }) => id),
    'decided-again',
  );
}

async function close(
  ctx: Context,
  tx: Transaction,
  { dossierId, laboratoryId }: { dossierId: string; laboratoryId: string },
  ids: readonly string[],
  why: string,
): Promise<void> {
  const closed = await closeDifferences(tx, ids, ctx.now(), why, null);
  for (const id of closed) await append(tx, ctx, { action: 'difference.close', dossierId, subjectId: id, detail: { why } });
  if (closed.length > 0 && (await openDifferencesOf(tx, dossierId)).length === 0)
    await clearAlarm(ctx, tx, { kind: 'outbound-differs', laboratoryId, subject: dossierId });
}
