import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { ruleReplay, ruleReplayDossier } from '../../db/schema/expertise';
import { insertMany } from '../../db/write-many';

export type ReplayRow = typeof ruleReplay.$inferSelect;
export type ReplayDossierRow = typeof ruleReplayDossier.$inferSelect;

/** Without the rules that it asks: they are large, and read once a page. */
const HEAD = {
  id: ruleReplay.id,
  laboratoryId: ruleReplay.laboratoryId,
  draftId: ruleReplay.draftId,
  draftRevision: ruleReplay.draftRevision,
  contentHash: ruleReplay.contentHash,
  baseVersionId: ruleReplay.baseVersionId,
  fromAt: ruleReplay.fromAt,
  untilAt: ruleReplay.untilAt,
  state: ruleReplay.state,
  total: ruleReplay.total,
  done: ruleReplay.done,
  cursorAt: ruleReplay.cursorAt,
  cursorId: ruleReplay.cursorId,
  listed: ruleReplay.listed,
  counts: ruleReplay.counts,
  askedBy: ruleReplay.askedBy,
  askedByName: ruleReplay.askedByName,
  askedAt: ruleReplay.askedAt,
  endedAt: ruleReplay.endedAt,
};
export type ReplayHead = Omit<ReplayRow, 'content'>;

export async function insertReplay(tx: Transaction, row: ReplayRow): Promise<void> {
  await tx.insert(ruleReplay).values(row);
}

export async function lockReplay(tx: Transaction, id: string): Promise<ReplayHead | undefined> {
  const [row] = await tx.select(HEAD).from(ruleReplay).where(eq(ruleReplay.id, id)).for('update');
  return row;
}

export async function findReplay(tx: Transaction, id: string): Promise<ReplayHead | undefined> {
  const [row] = await tx.select(HEAD).from(ruleReplay).where(eq(ruleReplay.id, id));
  return row;
}

export async function contentOfReplay(tx: Transaction, id: string): Promise<unknown> {
  const [row] = await tx.select({ content: ruleReplay.content }).from(ruleReplay).where(eq(ruleReplay.id, id));
  return row?.content ?? null;
}

/** Of a draft, the newest first. */
export const replaysOf = (tx: Transaction, draftId: string): Promise<ReplayHead[]> =>
  tx.select(HEAD).from(ruleReplay).where(eq(ruleReplay.draftId, draftId)).orderBy(desc(ruleReplay.askedAt), desc(ruleReplay.id));

export async function advanceReplay(
  tx: Transaction,
  id: string,
  set: Partial<Pick<ReplayRow, 'state' | 'done' | 'cursorAt' | 'cursorId' | 'listed' | 'counts' | 'endedAt'>>,
): Promise<void> {
  await tx.update(ruleReplay).set(set).where(eq(ruleReplay.id, id));
}

export const insertReplayDossiers = (tx: Transaction, rows: readonly ReplayDossierRow[]): Promise<unknown> => insertMany(tx, ruleReplayDossier, rows);

export const dossiersOfReplay = (tx: Transaction, replayId: string, after: number, limit: number): Promise<ReplayDossierRow[]> =>
  tx
    .select()
    .from(ruleReplayDossier)
    .where(and(eq(ruleReplayDossier.replayId, replayId), sql`${ruleReplayDossier.rank} > ${after}`))
    .orderBy(asc(ruleReplayDossier.rank))
    .limit(limit);

export async function runningReplayIds(tx: Transaction): Promise<string[]> {
  return (await tx.select({ id: ruleReplay.id }).from(ruleReplay).where(eq(ruleReplay.state, 'running'))).map(({ id }) => id);
}

/** How many dossiers with results a laboratory received in that time. */
export async function countReceived(tx: Transaction, laboratoryId: string, from: Date, until: Date): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(sql`
    select count(*)::int as n from dossier where laboratory_id = ${laboratoryId} and created_at >= ${from.toISOString()} and created_at < ${until.toISOString()} and revision > 0 and not is_test`);
  return row?.n ?? 0;
}

/** The next of them, in the order in which they came. The instant is told to the microsecond: a page goes on exactly where the last one ended. */
export async function nextReceived(tx: Transaction, replay: ReplayHead, limit: number): Promise<{ id: string; at: string }[]> {
  const { laboratoryId, fromAt, untilAt, id } = replay;
  const rows = await tx.execute<{ id: string; at: string }>(sql`
    select d.id, d.created_at::text as at from dossier d, rule_replay r
    where r.id = ${id} and d.laboratory_id = ${laboratoryId} and d.created_at >= ${fromAt.toISOString()} and d.created_at < ${untilAt.toISOString()} and d.revision > 0 and not d.is_test
      and (r.cursor_id is null or (d.created_at, d.id) > (r.cursor_at, r.cursor_id))
    order by d.created_at, d.id limit ${limit}`);
  return [...rows];
}

export async function moveCursor(tx: Transaction, id: string, last: { id: string; at: string }): Promise<void> {
  await tx.execute(sql`update rule_replay set cursor_at = ${last.at}::text::timestamptz, cursor_id = ${last.id}::text::uuid where id = ${id}`);
}
