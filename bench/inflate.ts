import type postgres from 'postgres';

/** Each in an order in which what it refers to comes first. */
const TABLES = [
  'patient',
  'inbound_message',
  'dossier',
  'service_request',
  'specimen',
  'observation_version',
  'dossier_revision',
  'validation_decision',
  'decision_observation',
  'worklist_entry',
  'report',
  'report_recipient',
  'report_view',
  'outbound_message',
  'outbound_attempt',
] as const;

/** Rows that stay one for all: what is known beforehand. */
const SHARED = new Set(['legal_entity_id', 'laboratory_id', 'site_id', 'ward_id', 'prescriber_id', 'profile_id', 'user_id']);
/** Texts that must not come twice. */
const UNIQUE_TEXTS = new Set(['accession_number', 'control_id', 'bytes_hash', 'token_hash', 'number', 'report_number', 'filename']);
/** So many copies of a dossier belong to one copied patient, who therefore has a history. */
const DOSSIERS_PER_PATIENT = 8;
/** Copies whose long texts are kept whole; the others keep them empty, or the disk would be the measure. */
const WHOLE_COPIES = 20;

/** Copies whose undecided dossiers are on the worklist. */
const WAITING_COPIES = 5;

/**
 * Copies every dossier that is there so many times, with all that hangs on it, spread over two years. Constraints and triggers are set aside: what is
 * copied was checked when it was written.
 */
export async function inflate(sql: postgres.Sql, copies: number): Promise<void> {
  const present = new Set((await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`).map((row) => row.name));
  const worked = TABLES.filter((table) => present.has(table));
  await sql.begin(async (tx) => {
    await tx.unsafe("set local session_replication_role = replica; set local synchronous_commit = off; set local work_mem = '64MB'");
    for (const table of worked) {
      const columns = await tx<Column[]>`
        select column_name as name, udt_name as type, column_default as fallback from information_schema.columns
        where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER' and is_identity = 'NO'`;
      const copied = columns.filter((column) => !column.fallback?.startsWith('nextval('));
      const began = performance.now();
      const { count } = await tx.unsafe(`
        insert into ${table} (${copied.map((column) => `"${column.name}"`).join(', ')})
        select ${copied.map((column) => expression(table, column)).join(', ')}
        from ${table} t cross join generate_series(1, ${copies}) n where ${condition(table)}
        on conflict do nothing`);
      console.log(`  ${table}: ${count} rows, ${((performance.now() - began) / 1000).toFixed(1)} s`);
    }
  });
  await sql`analyze`;
}

/** One row for each copied patient; and few dossiers wait, however many there are. */
function condition(table: string): string {
  if (table === 'patient') return `n % ${DOSSIERS_PER_PATIENT} = 0 or n = 1`;
  if (table === 'worklist_entry') return `n <= ${WAITING_COPIES} or standing not in ('awaiting', 'held', 'pending')`;
  return 'true';
}

interface Column {
  name: string;
  type: string;
  fallback: string | null;
}

function expression(table: string, { name, type }: Column): string {
  const column = `t."${name}"`;
  const isPatient = name === 'patient_id' || (table === 'patient' && name === 'id');
  const copy = isPatient ? `(n / ${DOSSIERS_PER_PATIENT})` : 'n';
  switch (type) {
    case 'uuid':
      if (name === 'proof_id') return 'null';
      return SHARED.has(name) ? column : `md5(${column}::text || '#' || ${copy})::uuid`;
    case '_uuid':
      return `array(select md5(one::text || '#' || n)::uuid from unnest(${column}) one)`;
    case 'bytea':
      return `case when n <= ${WHOLE_COPIES} then ${column} else '\\x00'::bytea end`;
    case 'jsonb':
      return table === 'report' ? `case when n <= ${WHOLE_COPIES} then ${column} else jsonb_set(${column}, '{chapters}', '[]') end` : column;
    case 'timestamptz':
      return table === 'worklist_entry' ? column : `${column} - make_interval(hours => (n * 7919) % 17520)`;
    case 'text':
      // What was signed names its own dossier: a copy of it would be a statement about another.
      if (name === 'statement') return 'null';
      if (table === 'patient' && name === 'identifier') return `${column} || '-' || ${copy}`;
      return UNIQUE_TEXTS.has(name) ? `${column} || '-' || n` : column;
    case '_text':
      return name === 'accession_numbers' ? `array(select one || '-' || n from unnest(${column}) one)` : column;
    default:
      return column;
  }
}
