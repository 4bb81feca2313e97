import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { type MergeObstacle, mergeObstacle } from './merge-rules';
import {
  apartSince,
  insertMerge,
  type MergeRow,
  markUndone,
  mergesBetween,
  noteApart,
  type PatientNumber,
  personIds,
  refreshMerges,
  tellAgain,
} from './merge-store';
import { findPatient, findPatientByKey, insertPatient, type PatientKey, type PatientRow } from './store';

export interface RecordMergeInput {
  kind: 'merge' | 'link';
  /** Recorded, her row locked by the transaction. */
  survivor: PatientRow;
  /** The other number, of the same legal entity. */
  other: PatientNumber;
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
  const key = keyOf(survivor.legalEntityId, other);
  const merged =
    (await findPatientByKey(tx, key)) ??
    (await insertPatient(tx, { ...survivor, ...key, id: newId(), ins: null, insQualified: false, mergedInto: null, ...NO_CONTACT }));
  const told = await mergesBetween(tx, survivor.id, merged.id);
  const standing = told.find((row) => row.undoneAt === null);
  const undoneAt = latest(await apartSince(tx, { legalEntityId: survivor.legalEntityId, one: survivor, other }), undoneByHand(told));
  if (kind === 'link') {
    if (survivor.id === merged.id) return { kind: 'refused', why: 'same' };
    if (standing) return again(tx, standing, toldAt);
    if (undoneAt !== null && undoneAt >= toldAt) return { kind: 'refused', why: 'late' };
  } else {
    const obstacle = mergeObstacle({ survivor, merged, toldAt, undoneAt });
    if (obstacle === 'already') return again(tx, standing, toldAt);
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

async function again(tx: Transaction, standing: MergeRow | undefined, toldAt: Date): Promise<MergeResult> {
  if (standing) await tellAgain(tx, standing.id, toldAt);
  return { kind: 'already' };
}

export interface UndoMergeInput {
  legalEntityId: string;
  one: PatientNumber;
  other: PatientNumber;
  messageId: string;
  /** MSH-7 of the message. */
  toldAt: Date;
}

/**
 * Undoes what was told of two numbers (A37), and traces it: each is again what it was. It is remembered by the numbers, also where Relais knows neither or
 * nothing stood between them: a merge that was told before and comes after merges nobody. Answers the numbers that are no longer read through another, as they
 * are read now, with the person they were read through; null when nothing stood.
 */
export async function undoMerge(ctx: Context, tx: Transaction, input: UndoMergeInput): Promise<{ through: PatientRow; left: PatientRow[] } | null> {
  const { legalEntityId, one, other, messageId, toldAt } = input;
  if (one.assigningAuthority === other.assigningAuthority && one.identifier === other.identifier) return null;
  const [first, second] = [await findPatientByKey(tx, keyOf(legalEntityId, one)), await findPatientByKey(tx, keyOf(legalEntityId, other))];
  const isNews = await noteApart(tx, input);
  const told = first && second ? await mergesBetween(tx, first.id, second.id) : [];
  const standing = told.find((row) => row.undoneAt === null && row.toldAt <= toldAt);
  if (!first || !standing) {
    const detail = { survivor: first?.id ?? null, kind: 'merge' };
    if (isNews) await append(tx, ctx, { action: 'patient.unmerge', patientId: second?.id ?? first?.id ?? null, subjectId: messageId, detail });
    return null;
  }
  const rootId = first.mergedInto ?? first.id;
  const through = (await findPatient(tx, rootId)) ?? first;
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

const keyOf = (legalEntityId: string, { assigningAuthority, identifier }: PatientNumber): PatientKey => ({
  legalEntityId,
  assigningAuthority,
  identifier,
  loneDossier: '',
});

/** A référent's word is of the instant at which it was given; a message's is remembered with its own. */
const undoneByHand = (told: readonly MergeRow[]): Date | null =>
  told.reduce<Date | null>((newest, { undoneBy, undoneAt }) => (undoneBy === null ? newest : latest(newest, undoneAt)), null);

const latest = (one: Date | null, other: Date | null): Date | null => (one === null || (other !== null && other > one) ? other : one);

const NO_CONTACT = { email: null, emailConfirmedAt: null, phone: null, phoneConfirmedAt: null };

async function rowsOf(tx: Transaction, ids: readonly string[]): Promise<PatientRow[]> {
  const rows = [];
  for (const id of ids) rows.push(await findPatient(tx, id));
  return rows.filter((row) => row !== undefined);
}
