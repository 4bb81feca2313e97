import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';

/** What must never be found: something acknowledged that is not there, there twice, other than sent, or in another order. */
export type Wrong = 'lost' | 'doubled' | 'damaged' | 'disordered';

export interface Sent {
  controlId: string;
  accessionNumber: string;
  /** The potassium that the message brings. */
  value: string;
  bytes: Buffer;
}

/** Compares what a LIS was told with what is kept and with what became of it; answers every kind of wrong that was found. */
export async function wrongsIn(db: Database, sent: readonly Sent[], acknowledged: readonly string[]): Promise<Wrong[]> {
  const kept = await db.execute<{ controlId: string; raw: Buffer; state: string } & Record<string, unknown>>(
    sql`select control_id as "controlId", raw, state from inbound_message where state in ('stored', 'applied') order by arrival`,
  );
  const wrongs = new Set<Wrong>();
  const told = new Set(acknowledged);
  for (const message of sent) {
    const copies = kept.filter((row) => row.controlId === message.controlId);
    if (told.has(message.controlId) && copies.length === 0) wrongs.add('lost');
    if (copies.length > 1) wrongs.add('doubled');
  }
  for (const row of kept) if (!sent.some((message) => message.bytes.equals(row.raw))) wrongs.add('damaged');
  for (const number of new Set(sent.map((message) => message.accessionNumber))) {
    const expected = sent.filter((message) => message.accessionNumber === number && told.has(message.controlId)).map((message) => message.value);
    const found = await valuesOf(db, number);
    if (found.at(-1) !== expected.at(-1)) wrongs.add(found.includes(expected.at(-1) ?? '') ? 'disordered' : 'lost');
    else if (found.join() !== expected.join()) wrongs.add('disordered');
  }
  return [...wrongs].sort();
}

/** Control ids of what was stored and has not exactly one trace, one fact and one task of its reception. */
export async function unevenIn(db: Database): Promise<string[]> {
  const rows = await db.execute<{ controlId: string } & Record<string, unknown>>(sql`
    select control_id as "controlId" from inbound_message m where state in ('stored', 'applied') and (
      (select count(*) from audit_event where action = 'inbound.receive' and subject_id = m.id::text) <> 1
      or (select count(*) from fact where name = 'message.stored' and subject_id = m.id) <> 1
      or (select count(*) from fact_task where handler = 'inbound.apply' and subject_id = m.id) <> 1)`);
  return rows.map((row) => row.controlId);
}

/** Every version of the dossier's potassium, in the order in which they were recorded. */
async function valuesOf(db: Database, accessionNumber: string): Promise<string[]> {
  const rows = await db.execute<{ value: string } & Record<string, unknown>>(sql`
    select o."values"[1] as value from observation_version o join dossier d on d.id = o.dossier_id
    where d.accession_number = ${accessionNumber} order by o.version`);
  return rows.map((row) => row.value);
}

/** Resolves once no stored message is left to carry into its dossier. */
export async function allApplied(db: Database, until: number): Promise<void> {
  while (Date.now() < until) {
    const [row] = await db.execute<{ open: number } & Record<string, unknown>>(sql`select count(*)::int as open from inbound_message where state = 'stored'`);
    if (row?.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
