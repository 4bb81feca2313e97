import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { place } from './place';

/** The books behind the screens, for counting: what is in the database, read as its owner. */
export async function withBooks<T>(ask: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl(), { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return await ask(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Which of these values are not, in their newest version, in the dossier that they were sent for. */
export async function missingResults(sent: readonly { accessionNumber: string; value: string }[]): Promise<string[]> {
  const rows = await withBooks(
    (sql) => sql<{ accessionNumber: string; values: string[] }[]>`
      select distinct on (d.id, o.observation_key) d.accession_number as "accessionNumber", o.values
      from dossier d join observation_version o on o.dossier_id = d.id
      where d.accession_number = any(${sent.map((one) => one.accessionNumber)})
      order by d.id, o.observation_key, o.version desc`,
  );
  const found = new Set(rows.map((row) => `${row.accessionNumber} ${row.values.join('~')}`));
  return sent.map((one) => `${one.accessionNumber} ${one.value}`).filter((key) => !found.has(key));
}

/** What is still to do or to send, by name; empty when everybody is done. */
export async function unfinished(): Promise<string[]> {
  return withBooks(async (sql) => {
    const rows = await sql<{ what: string; count: number }[]>`
      select handler as what, count(*)::int as count from fact_task where state = 'open' and due_at <= now() group by handler
      union all select 'message ' || state, count(*)::int from inbound_message where state = 'stored' group by state
      union all select 'to the LIS: ' || state, count(*)::int from outbound_message where state <> 'acknowledged' group by state
      union all select 'decision pending', count(*)::int from validation_decision where state = 'pending' having count(*) > 0`;
    return rows.map(({ what, count }) => `${what} (${count})`);
  });
}

/** The control ids under which each decision in force was to be sent to the LIS. */
export async function decisionsInForce(accessionNumbers: readonly string[]): Promise<{ accessionNumber: string; controlIds: string[] }[]> {
  const rows = await withBooks(
    (sql) => sql<{ accessionNumber: string; controlIds: string[] }[]>`
      select d.accession_number as "accessionNumber", coalesce(array_agg(m.control_id) filter (where m.control_id is not null), '{}') as "controlIds"
      from validation_decision v join dossier d on d.id = v.dossier_id left join outbound_message m on m.kind = 'decision' and m.source_id = v.id
      where v.kind = 'validate' and v.state = 'effective' and d.accession_number = any(${[...accessionNumbers]})
      group by v.id, d.accession_number`,
  );
  return [...rows];
}

function ownerUrl(): string {
  return ownerUrlOf(place.dataDirectory);
}

/** The embedded database keeps its port when it is started again. */
export function ownerUrlOf(dataDirectory: string): string {
  const { port, password } = JSON.parse(readFileSync(join(dataDirectory, 'postgres.json'), 'utf8')) as { port: number; password: string };
  return `postgres://relais_owner:${password}@127.0.0.1:${port}/relais`;
}
