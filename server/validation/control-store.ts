import { sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { controlReview } from '../../db/schema/validation';

/** As many dossiers as one message of controls is looked at for: a lot that concerns more is a matter for the laboratory, and the newest come first. */
const MOST = 2000;

/** A control says something of what was measured within two days of it. */
const REACH = sql`interval '48 hours'`;

interface Concerned extends Record<string, unknown> {
  dossierId: string;
  accessionNumber: string;
}

/** Of the laboratory that measured it, of its code, of its analyser where both sides name one, within reach: as a card finds the controls of a result. */
const isOfControl = sql`((c.code <> '' and c.code in (o.code, o.local_code)) or (c.local_code <> '' and c.local_code in (o.code, o.local_code)))
  and (c.analyser = '' or o.equipment = '' or lower(c.analyser) = lower(o.equipment))
  and coalesce(o.analysed_at, o.observed_at, o.recorded_at) between c.measured_at - ${REACH} and c.measured_at + ${REACH}
  and case when coalesce(nullif(o.performer_finess, ''), o.performer_code) = '' then d.laboratory_id = c.laboratory_id
    else coalesce(nullif(o.performer_finess, ''), o.performer_code) = (select l.finess_number from laboratory l where l.id = c.laboratory_id) end`;

/** Dossiers that wait with a result which a control of this message speaks of. */
export async function waitingFor(tx: Transaction, messageId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select w.dossier_id as id from worklist_entry w join dossier d on d.id = w.dossier_id
    where w.standing in ('awaiting', 'held', 'pending') and exists (select 1 from quality_control c join observation_version o on o.dossier_id = d.id
      where c.message_id = ${messageId} and ${isOfControl})
    order by w.arrived_at desc limit ${MOST}`);
  return rows.map(({ id }) => id);
}

/** Dossiers with a result that stands validated, and that a control of this message which is out of its limits speaks of. */
export async function signedDespite(tx: Transaction, messageId: string): Promise<{ dossierId: string; accessionNumber: string }[]> {
  const rows = await tx.execute<Concerned>(sql`
    select distinct d.id as "dossierId", d.accession_number as "accessionNumber" from quality_control c
    join validation_decision v on validates(v.kind) and v.state = 'effective' and v.signed_at > c.measured_at - ${REACH} - ${REACH}
    join decision_observation x on x.decision_id = v.id and x.active
    join observation_version o on o.id = x.observation_version_id
    join dossier d on d.id = v.dossier_id
    where c.message_id = ${messageId} and c.state = 'out' and v.signed_at <= c.recorded_at and ${isOfControl}
    order by d.accession_number limit ${MOST}`);
  return [...rows];
}

export async function controlsOfMessage(
  tx: Transaction,
  messageId: string,
): Promise<{ laboratoryId: string; recordedAt: Date; analysers: string[]; codes: string[] } | null> {
  const [row] = await tx.execute<{ laboratoryId: string; recordedAt: string; analysers: string[]; codes: string[] }>(sql`
    select laboratory_id as "laboratoryId", max(recorded_at)::text as "recordedAt", array_agg(distinct analyser) filter (where state = 'out' and analyser <> '') as analysers,
      array_agg(distinct coalesce(nullif(local_code, ''), code)) filter (where state = 'out') as codes
    from quality_control where message_id = ${messageId} group by laboratory_id`);
  return row ? { laboratoryId: row.laboratoryId, recordedAt: new Date(row.recordedAt), analysers: row.analysers ?? [], codes: row.codes ?? [] } : null;
}

export async function insertReview(tx: Transaction, row: typeof controlReview.$inferInsert): Promise<void> {
  await tx.insert(controlReview).values(row).onConflictDoNothing();
}

export async function isReviewed(tx: Transaction, messageId: string): Promise<boolean> {
  return (await tx.execute(sql`select 1 from control_review where message_id = ${messageId}`)).length > 0;
}

/** Messages of controls of the last two days that nobody has looked at. */
export async function unreviewedControls(tx: Transaction, before: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct c.message_id as id from quality_control c
    where c.recorded_at < ${before.toISOString()} and c.recorded_at > ${before.toISOString()}::timestamptz - ${REACH}
      and not exists (select 1 from control_review r where r.message_id = c.message_id) limit 50`);
  return rows.map(({ id }) => id);
}
