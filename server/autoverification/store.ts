import { and, desc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { autoverificationAcceptance, autoverificationSwitch } from '../../db/schema/autoverification';
import { assert } from '../platform/assert';
import type { AcceptanceRow, SwitchScope } from './types';

export { lockAlone, lockShared } from '../expertise/lock-automatic';

export type SwitchRow = typeof autoverificationSwitch.$inferSelect;

/** Not over and not ended at that instant, as far as the actor sees them. */
export const acceptancesInForce = (tx: Transaction, at: Date): Promise<AcceptanceRow[]> =>
  tx
    .select()
    .from(autoverificationAcceptance)
    .where(and(isNull(autoverificationAcceptance.endedAt), lte(autoverificationAcceptance.startsAt, at), gt(autoverificationAcceptance.endsAt, at)));

/** Newest first: those ahead, those in force, and those of the last days. */
export const acceptancesSince = (tx: Transaction, since: Date): Promise<AcceptanceRow[]> =>
  tx
    .select()
    .from(autoverificationAcceptance)
    .where(gt(autoverificationAcceptance.endsAt, since))
    .orderBy(desc(autoverificationAcceptance.acceptedAt), desc(autoverificationAcceptance.id))
    .limit(200);

export async function findAcceptance(tx: Transaction, id: string): Promise<AcceptanceRow | undefined> {
  const [row] = await tx.select().from(autoverificationAcceptance).where(eq(autoverificationAcceptance.id, id));
  return row;
}

export async function insertAcceptance(tx: Transaction, row: AcceptanceRow): Promise<void> {
  await tx.insert(autoverificationAcceptance).values(row);
}

export async function endAcceptanceRow(tx: Transaction, id: string, by: { userId: string; name: string }, at: Date): Promise<void> {
  await tx
    .update(autoverificationAcceptance)
    .set({ endedAt: at, endedBy: by.userId, endedByName: by.name })
    .where(and(eq(autoverificationAcceptance.id, id), isNull(autoverificationAcceptance.endedAt)));
}

export async function throwSwitchRow(tx: Transaction, row: Omit<SwitchRow, 'number'>): Promise<SwitchRow> {
  const [made] = await tx.insert(autoverificationSwitch).values(row).returning();
  assert(made, 'an inserted row is answered');
  return made;
}

/** The last throw of every switch; one that was never thrown is not among them, and off. */
export const lastThrows = (tx: Transaction): Promise<SwitchRow[]> =>
  tx
    .selectDistinctOn([autoverificationSwitch.scope, autoverificationSwitch.subjectId])
    .from(autoverificationSwitch)
    .orderBy(autoverificationSwitch.scope, autoverificationSwitch.subjectId, desc(autoverificationSwitch.number));

export const isOnIn =
  (throws: readonly Pick<SwitchRow, 'scope' | 'subjectId' | 'isOn'>[]) =>
  (scope: SwitchScope, subjectId: string): boolean =>
    throws.find((one) => one.scope === scope && one.subjectId === subjectId)?.isOn ?? false;

/** Dossiers with a call that nobody has closed. Calls are another room's; whether one is open is one word. */
export async function withOpenCall(tx: Transaction, dossierIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(
    sql`select distinct dossier_id as id from critical_call where state = 'open' and dossier_id in (select value::uuid from json_array_elements_text(${JSON.stringify(dossierIds)}::text::json))`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Laboratories whose LIS is silent longer than it should be: what it has measured meanwhile nobody knows here. */
export async function silentLaboratories(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.execute<{ id: string }>(
    sql`select distinct laboratory_id as id from link_alarm where kind = 'link-silent' and closed_at is null and laboratory_id is not null`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Dossiers that stand at a verdict by which they may qualify under an acceptance in force, and that no automatic decision has been made on at that revision; newest first. */
export async function undecided(tx: Transaction, now: Date, graceMs: number, limit: number): Promise<string[]> {
  const before = new Date(now.getTime() - graceMs).toISOString();
  const at = now.toISOString();
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct on (v.evaluated_at, d.id) d.id from autoverification_acceptance a
    join verdict v on v.rule_set_version_id = a.rule_set_version_id and v.outcome = 'clear' and v.is_approved
      and not exists (select 1 from verdict n where n.dossier_id = v.dossier_id and n.revision = v.revision and n.asked > v.asked)
      and v.evaluated_at >= greatest(a.accepted_at, ${at}::timestamptz - interval '1 day') and v.evaluated_at <= ${before}
    join dossier d on d.id = v.dossier_id and d.revision = v.revision and d.site_id = any (a.site_ids)
    join worklist_entry w on w.dossier_id = d.id and w.part = '' and w.standing = 'awaiting'
    where a.ended_at is null and a.starts_at <= ${at} and a.ends_at > ${at}
      and not exists (select 1 from validation_decision x where x.dossier_id = d.id and x.kind = 'auto' and x.revision = d.revision)
    order by v.evaluated_at desc, d.id limit ${limit}`);
  return rows.map(({ id }) => id);
}
