import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { type MergeObstacle, mergeObstacle } from './merge-rules';
import { insertMerge, markUndone, mergesBetween, personIds, refreshMerges } from './merge-store';
import { findPatient, findPatientByKey, insertPatient, type PatientRow } from './store';

export interface RecordMergeInput {
  kind: 'merge' | 'link';
  /** Recorded, her row locked by the transaction. */
  survivor: PatientRow;
  /** The other number, of the same legal entity. */
  other: { assigningAuthority: string; identifier: string };
  messageId: string;
  /** MSH-7 of the message. */
  toldAt: Date;
}

/** What became of it: `moved` are the numbers now read through the survivor, each as it was. */
export type MergeResult = { kind: 'done'; moved: PatientRow[] } | { kind: 'already' } | { kind: 'refused'; why: MergeObstacle };

/**
 * Merges, or only links, two numbers of one person, and traces it; a merge that contradicts what is known is refused, for a person to judge. The merged
 * number keeps its own row and everything that hangs on it, so that it can be undone exactly. A number that nobody knew is noted too: results may come under it later.
 */
export async function recordMerge(ctx: Context, tx: Transaction, { kind, survivor, other, messageId, toldAt }: RecordMergeInput): Promise<MergeResult> {
  const key = { legalEntityId: survivor.legalEntityId, ...other, loneDossier: '' };
  const merged =
    (await findPatientByKey(tx, key)) ??
    (await insertPatient(tx, { ...survivor, ...key, id: newId(), ins: null, insQualified: false, mergedInto: null, ...NO_CONTACT }));
  const told = await mergesBetween(tx, survivor.id, merged.id);
  if (kind === 'link') {
    if (survivor.id === merged.id) return { kind: 'refused', why: 'same' };
    if (told.some((row) => row.undoneAt === null)) return { kind: 'already' };
  } else {
    const undoneAt = told.find((row) => row.undoneAt !== null)?.undoneAt ?? null;
    const obstacle = mergeObstacle({ survivor, merged, toldAt, undoneAt });
    if (obstacle === 'already') return { kind: 'already' };
    if (obstacle !== null) return { kind: 'refused', why: obstacle };
  }
  const moved = kind === 'merge' ? await rowsOf(tx, await personIds(tx, [merged.id])) : [];
  const { legalEntityId } = survivor;
  await insertMerge(tx, {
    id: newId(),
    legalEntityId,
    kind,
    survivorId: survivor.id,
    mergedId: merged.id,
    messageId,
    toldAt,
    mergedAt: ctx.now(),
    undoneAt: null,
    undoneMessageId: null,
    undoneBy: null,
    undoneReason: '',
  });
  if (kind === 'merge') await refreshMerges(tx, merged.id);
  await append(tx, ctx, {
    action: kind === 'merge' ? 'patient.merge' : 'patient.link',
    patientId: survivor.id,
    subjectId: messageId,
    detail: { merged: merged.id },
  });
  return { kind: 'done', moved };
}

/**
 * Undoes what was told of two numbers (A37), and traces it: each is again what it was. Answers the numbers that are no longer read through another, as they
 * are read now, with the person they were read through; empty when nothing stood between them.
 */
export async function undoMerge(
  ctx: Context,
  tx: Transaction,
  { survivor, other, messageId, toldAt }: Omit<RecordMergeInput, 'kind'>,
): Promise<{ through: PatientRow; left: PatientRow[] }> {
  const second = await findPatientByKey(tx, { legalEntityId: survivor.legalEntityId, ...other, loneDossier: '' });
  const told = second ? await mergesBetween(tx, survivor.id, second.id) : [];
  const standing = told.find((row) => row.undoneAt === null && row.toldAt <= toldAt);
  const rootId = survivor.mergedInto ?? survivor.id;
  const through = (await findPatient(tx, rootId)) ?? survivor;
  if (!standing) {
    if (second && second.id !== survivor.id && told.length === 0) await noteUndone(ctx, tx, { survivor, second, messageId, toldAt });
    return { through, left: [] };
  }
  const before = await personIds(tx, [rootId]);
  await markUndone(tx, standing.id, { undoneAt: ctx.now(), undoneMessageId: messageId });
  if (standing.kind === 'merge') await refreshMerges(tx, rootId);
  await append(tx, ctx, {
    action: 'patient.unmerge',
    patientId: standing.mergedId,
    subjectId: messageId,
    detail: { survivor: standing.survivorId, kind: standing.kind },
  });
  const still = new Set(await personIds(tx, [rootId]));
  return {
    through,
    left: await rowsOf(
      tx,
      before.filter((id) => !still.has(id)),
    ),
  };
}

/** The undoing has overtaken its merge: noted, so that the merge, when it comes, does not put two persons into one file. */
async function noteUndone(
  ctx: Context,
  tx: Transaction,
  { survivor, second, messageId, toldAt }: { survivor: PatientRow; second: PatientRow; messageId: string; toldAt: Date },
): Promise<void> {
  const at = ctx.now();
  const pair = { legalEntityId: survivor.legalEntityId, survivorId: survivor.id, mergedId: second.id };
  const undone = { undoneAt: at, undoneMessageId: messageId, undoneBy: null, undoneReason: '' };
  await insertMerge(tx, { id: newId(), ...pair, kind: 'merge', messageId, toldAt, mergedAt: at, ...undone });
  await append(tx, ctx, { action: 'patient.unmerge', patientId: second.id, subjectId: messageId, detail: { survivor: survivor.id, kind: 'merge' } });
}

const NO_CONTACT = { email: null, emailConfirmedAt: null, phone: null, phoneConfirmedAt: null };

async function rowsOf(tx: Transaction, ids: readonly string[]): Promise<PatientRow[]> {
  const rows = [];
  for (const id of ids) rows.push(await findPatient(tx, id));
  return rows.filter((row) => row !== undefined);
}
