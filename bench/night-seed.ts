import type postgres from 'postgres';

/** `BENCH_DOSSIERS=1500000` is the size of the promises: some 30 million results. A trial is smaller. */
export const DOSSIERS = Number(process.env.BENCH_DOSSIERS ?? 20_000);
/** Dossiers that wait for a biologist. */
export const WAITING = Math.min(10_000, Math.floor(DOSSIERS / 4));
/** The person with a long history: so many earlier dossiers, each with the common analyses. */
export const LONG_HISTORY = Math.min(1_200, Math.floor(DOSSIERS / 8));

/** Every so manieth dossier is one of that person's, long validated but the last. */
const HISTORY_EVERY = Math.floor(DOSSIERS / Math.max(1, LONG_HISTORY));

const BATCH = 5_000;
const PEOPLE = Math.max(1, Math.floor(DOSSIERS / 5));
/** With one code in so many of the catalogue, by rank: some twenty results for each dossier, the first codes in nearly every one (Zipf). */
const COMMON = 5.5;

/** The last dossier is of the person with the long history, and waits. */
export const LONG_HISTORY_DOSSIER = DOSSIERS - 1;

/** The id of row `n` of a kind, as the statements below make it. */
export const seededId = (kind: number, n: number): string => `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/**
 * Fills a database with the dossiers of two years, a batch for a transaction: stopped and started again, it goes on where it was. Triggers and references are set aside
 * while it writes; what it writes keeps them.
 */
export async function seedNights(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(PREPARE);
  const [row] = await sql<{ done: number }[]>`select coalesce(max(upto), 0)::int as done from bench.progress where size = ${DOSSIERS}`;
  let from = row?.done ?? 0;
  const began = performance.now();
  while (from < DOSSIERS) {
    const upto = Math.min(from + BATCH, DOSSIERS);
    await sql.begin(async (tx) => {
      await tx.unsafe("set local session_replication_role = replica; set local synchronous_commit = off; set local work_mem = '128MB'");
      await tx`select setseed(${(from % 1000) / 1000})`;
      for (const statement of statementsFor(from, upto)) await tx.unsafe(statement);
      await tx`insert into bench.progress (size, upto) values (${DOSSIERS}, ${upto})`;
    });
    from = upto;
    if (from % (BATCH * 10) === 0 || from === DOSSIERS) console.log(`  ${from} dossiers, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  const [stage] = await sql<{ isWhole: boolean }[]>`select exists (select 1 from bench.progress where size = ${DOSSIERS} and upto = -1) as "isWhole"`;
  if (stage?.isWhole) return;
  await sql.unsafe('vacuum (analyze)');
  await sql`insert into bench.progress (size, upto) values (${DOSSIERS}, -1)`;
}

const PREPARE = `
  create schema if not exists bench;
  create table if not exists bench.progress (size integer not null, upto integer not null);
  create or replace function bench.id(kind integer, n bigint) returns uuid language sql immutable parallel safe
    return (lpad(to_hex(kind), 8, '0') || '00007000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid;
  create table if not exists bench.code as
    select row_number() over (order by loinc_code)::integer as rank, loinc_code as code, label, chapter from test_definition;
  create table if not exists bench.place as
    select (row_number() over (order by s.id) - 1)::integer as rank, s.id as site_id, l.id as laboratory_id, l.legal_entity_id, (count(*) over ())::integer as places
    from site s join laboratory l on l.id = s.laboratory_id where l.short_name in ('Valmont', 'Hauterive', 'Clairlieu');
  create table if not exists bench.ward as
    select w.id, w.name, w.legal_entity_id, (row_number() over (partition by w.legal_entity_id order by w.id) - 1)::integer as rank, (count(*) over (partition by w.legal_entity_id))::integer as wards from ward w;
`;

/** Ids: 1 person, 2 dossier, 3 request, 4 result, 5 revision, 6 decision, 7 message. A result's number is its dossier's times a thousand and its code's rank, and 500 more for a second version. */
function statementsFor(from: number, upto: number): string[] {
  const made = `
    create temporary table batch on commit drop as
    select n, bench.id(2, n) as id, p.site_id, p.laboratory_id, p.legal_entity_id, w.id as ward_id, w.name as ward,
      case when n = ${LONG_HISTORY_DOSSIER} or n % ${HISTORY_EVERY} = 0 then 0 else (1 + floor(${PEOPLE} * power(random(), 2)))::bigint end as person,
      now() - make_interval(secs => (1 - n::double precision / ${DOSSIERS}) * 730 * 86400 + 60) as at,
      case when random() < 0.06 then 'stat' when random() < 0.2 then 'urgent' else 'routine' end as priority,
      n >= ${DOSSIERS - WAITING} and (n = ${LONG_HISTORY_DOSSIER} or n % ${HISTORY_EVERY} <> 0) as waits, random() as lot
    from generate_series(${from}::bigint, ${upto - 1}) n
      join bench.place p on p.rank = (n * 7) % p.places
      join bench.ward w on w.legal_entity_id = p.legal_entity_id and w.rank = (n * 13) % w.wards`;
  const results = `
    create temporary table batch_result on commit drop as
    select b.n, b.id as dossier_id, b.person, b.at, b.waits, c.rank, c.code, c.label, c.chapter, v.version,
      round((4 + 3 * (random() + random() + random() - 1.5))::numeric, 2) as number
    from batch b join bench.code c on random() < least(1, ${COMMON} / c.rank)
      join generate_series(1, 2) v(version) on v.version = 1 or (b.n % 33 = 0 and c.rank <= 5)`;
  return [
    made,
    results,
    'analyze batch',
    'analyze batch_result',
    `insert into patient (id, legal_entity_id, assigning_authority, identifier, birth_family_name, given_names, first_given_name, birth_date, birth_date_text, sex, identity_reliability, updated_at)
     select distinct on (b.person) bench.id(1, b.person), b.legal_entity_id, 'BANC', b.person::text, 'MESURE' || (b.person % 977), 'Camille', 'Camille',
       date '1930-01-01' + (b.person * 7919 % 34000)::integer, '', case when b.person % 2 = 0 then 'F' else 'M' end, 'VALI', b.at
     from batch b on conflict do nothing`,
    `insert into dossier (id, legal_entity_id, laboratory_id, site_id, accession_number, patient_id, identity_guaranteed, priority, ward_id, ward_code, requested_at, collected_at, received_at,
       revision, last_message_at, created_at, updated_at, clinical_information)
     select id, legal_entity_id, laboratory_id, site_id, '77' || lpad(n::text, 9, '0'), bench.id(1, person), true, priority, ward_id, '', at - interval '50 minutes', at - interval '40 minutes',
       at - interval '20 minutes', 1, at, at, at, 'Surveillance' from batch`,
    `insert into service_request (id, dossier_id, request_key, code, code_system, label, section, position, notes)
     select bench.id(3, n), id, 'R' || n, 'BILAN', 'L', 'Bilan', 'CH', 1, '[]' from batch`,
    `insert into observation_version (id, dossier_id, patient_id, service_request_id, observation_key, version, message_id, sent_at, position, code, code_system, local_code, label, value_type, values,
       number, unit, reference_range, reference_low, reference_high, interpretation, status, observed_at, analysed_at, responsible_observer, method, equipment, notes, content_hash, recorded_at)
     select bench.id(4, n * 1000 + rank + 500 * (version - 1)), dossier_id, bench.id(1, person), bench.id(3, n), 'R' || n || '|' || code, version, bench.id(7, n), at, rank, code, 'LN', 'L' || rank, label,
       'NM', array[number::text], number, 'mmol/L', '2.5 - 5.5', 2.5, 5.5, case when number > 7.5 then 'HH' when number > 5.5 then 'H' when number < 2.5 then 'L' else 'N' end,
       case when waits then 'R' else 'F' end, at - interval '40 minutes', at - interval '5 minutes', 'Anaïs ROUX', 'Enzymatique', 'AUTO-' || rank % 5, '[]', md5(n || '|' || rank || '|' || version), at
     from batch_result`,
    `insert into dossier_revision (id, dossier_id, revision, message_id, observation_version_ids, notes, content_hash, sent_at, recorded_at)
     select bench.id(5, b.n), b.id, 1, bench.id(7, b.n), coalesce(r.ids, '{}'), '[]', md5(b.n::text), b.at, b.at
     from batch b left join (select n, array_agg(newest) as ids from (select n, bench.id(4, n * 1000 + rank + 500 * (max(version) - 1)) as newest from batch_result group by n, rank) one group by n) r on r.n = b.n`,
    `insert into validation_decision (id, dossier_id, revision, kind, decider_name, signed_at, effective_at, state, settled_at, displayed_hash, idempotency_key)
     select bench.id(6, n), id, 1, 'lis', 'Hélène MARCHETTI', at, at, 'effective', at, '', bench.id(6, n) from batch where not waits`,
    `insert into decision_observation (decision_id, observation_version_id, kind, active)
     select bench.id(6, n), bench.id(4, n * 1000 + rank + 500 * (version - 1)), 'lis', true from batch_result where not waits`,
    `insert into worklist_entry (dossier_id, site_id, laboratory_id, standing, revision, accession_number, patient_name, patient_sex, patient_birth_date, place, priority, requested_at, collected_at,
       deadline_at, arrived_at, critical_count, abnormal_count, awaiting_count, highlights, awaited, is_modified, rank, ward, chapters, search, tier, presses_at)
     select *, worklist_tier(null, null, rank), coalesce(deadline_at, '9999-12-31T00:00:00Z') from (
       select b.id, b.site_id, b.laboratory_id, case when not b.waits then 'validated' when b.lot < 0.1 then 'held' else 'awaiting' end, 1, '77' || lpad(b.n::text, 9, '0'),
         'MESURE' || (b.person % 977) || ' Camille', case when b.person % 2 = 0 then 'F' else 'M' end, (date '1930-01-01' + (b.person * 7919 % 34000)::integer)::text, b.ward, b.priority,
         b.at - interval '50 minutes', b.at - interval '40 minutes', case when b.priority = 'routine' then null else b.at + interval '20 minutes' end as deadline_at, b.at as arrived_at,
         case when b.lot > 0.97 then 1 else 0 end, 2, coalesce(r.results, 0),
         '[{"label":"Potassium","value":"6,9","unit":"mmol/L","flag":"critical-high","changedFrom":null}]'::jsonb, '[]'::jsonb, false,
         case when b.lot > 0.97 or b.priority = 'stat' then 0 when b.priority = 'urgent' then 1 else 3 end as rank,
         b.ward as ward_name, coalesce(r.chapters, '{}'), lower('mesure' || (b.person % 977) || ' camille 77' || lpad(b.n::text, 9, '0') || ' ' || translate(b.ward, 'éèê', 'eee'))
       from batch b left join (select n, count(*)::integer as results, array_agg(distinct chapter) as chapters from batch_result where version = 1 group by n) r on r.n = b.n) made`,
  ];
}
