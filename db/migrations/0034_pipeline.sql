-- What the whole pipeline spends on each message (docs/decisions/011).

-- A reference of a row that is never removed is asked once for a statement, not three times for each of its twenty results a message: nobody may remove dossiers,
-- requests or persons, so that nothing has to be locked either.
alter table observation_version drop constraint observation_version_dossier_id_dossier_id_fk, drop constraint observation_version_patient_id_patient_id_fk,
  drop constraint observation_version_service_request_id_service_request_id_fk;
--> statement-breakpoint
-- Each row is looked up by its key, whatever the planner thinks of a table that was small when the plan was made.
create function observation_refers() returns trigger
  language plpgsql set search_path = public set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if exists (select from (select distinct dossier_id, patient_id, service_request_id from added) a
      where (select d.id from dossier d where d.id = a.dossier_id limit 1) is null or (select p.id from patient p where p.id = a.patient_id limit 1) is null
        or (select r.id from service_request r where r.id = a.service_request_id limit 1) is null) then
    raise exception 'a result refers to a dossier, a person or a request that is not there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger observation_version_refers after insert on observation_version referencing new table as added for each statement execute function observation_refers();
--> statement-breakpoint
create function refuse_removal() returns trigger language plpgsql as $$
begin
  raise exception '% is never removed', tg_table_name using errcode = 'foreign_key_violation';
end $$;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['dossier', 'patient', 'service_request'] loop
    execute format('create trigger %I before delete or truncate on %I for each statement execute function refuse_removal()', t || '_stays', t);
  end loop;
end $$;
--> statement-breakpoint
-- Of whom a listener hears: of every dossier, or only of those on which something was decided or asked. Whoever takes many at once is woken by a notice: he looks
-- each second in any case, so that a job for each batch that comes only costs.
alter table fact_subscription add column concerns text not null default 'all', add column together boolean not null default false,
  add constraint fact_subscription_concerns check (concerns in ('all', 'decided'));
--> statement-breakpoint
-- Whoever decides, asks or revises locks the dossier first: what is decided on it is known here, or reads what is revised.
create function is_decided(dossier uuid) returns boolean language sql stable as $$
  select (select v.id from validation_decision v where v.dossier_id = dossier limit 1) is not null
    or (select q.id from lis_request q where q.dossier_id = dossier limit 1) is not null $$;
--> statement-breakpoint
create or replace function tell(fact_name text, dossier uuid, subject uuid, told timestamptz, due timestamptz) returns bigint
  language plpgsql security definer set search_path = public as $$
declare
  new_fact bigint;
  listener record;
begin
  insert into fact (name, dossier_id, subject_id, told_at, due_at) values (fact_name, dossier, subject, told, due) returning id into new_fact;
  for listener in select handler from fact_subscription where name = fact_name and (concerns = 'all' or dossier is null or is_decided(dossier)) loop
    insert into fact_task (fact_id, handler, name, dossier_id, subject_id, due_at) values (new_fact, listener.handler, fact_name, dossier, subject, due);
    perform wake(listener.handler, due);
  end loop;
  return new_fact;
end $$;
--> statement-breakpoint
create or replace function tell_many(fact_name text, facts json, told timestamptz) returns void language sql security definer set search_path = public as $$
  with made as (
    insert into fact (name, dossier_id, subject_id, told_at, due_at)
      select fact_name, dossier, subject, told, told from json_to_recordset(facts) as f(dossier uuid, subject uuid)
      returning id, dossier_id, subject_id),
    known as materialized (select made.*, dossier_id is null or is_decided(dossier_id) as is_decided from made)
  insert into fact_task (fact_id, handler, name, dossier_id, subject_id, due_at)
    select known.id, s.handler, fact_name, known.dossier_id, known.subject_id, told from known cross join fact_subscription s
    where s.name = fact_name and (s.concerns = 'all' or known.is_decided) order by known.id $$;
--> statement-breakpoint
create or replace function wake(handler_name text, due timestamptz) returns void
  language plpgsql security definer set search_path = public as $$
begin
  if due <= clock_timestamp() and exists (select from fact_subscription s where s.handler = handler_name and s.together) then
    perform pg_notify('relais_due', handler_name || ':0');
    return;
  end if;
  -- The queue finds a job of the future by polling; the worker's own alarm clock is exact, and is only a notice.
  if due > now() then
    perform pg_notify('relais_due', handler_name || ':' || floor(extract(epoch from due) * 1000)::bigint::text);
  end if;
  perform graphile_worker.add_job('wake', json_build_object('handler', handler_name), run_at => due,
    job_key => concat_ws(':', 'wake', handler_name, pg_backend_pid(), case when due > now() then ceil(extract(epoch from due)) end), max_attempts => 25);
end $$;
--> statement-breakpoint
-- The day counted by one walk: each dossier by its keys, whatever the planner thinks of tables that have grown since it looked (joined lists of two thousand dossiers
-- were compared each with each). One line for each result, one without a result for a dossier that has none.
create function reconciled_lines(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, accession_number text, created_at timestamptz, updated_at timestamptz, observation_key text, code text, answered_at timestamptz, term text)
  language sql stable as $$
  with touched as materialized (
    select d.id from dossier d where d.laboratory_id = laboratory and d.created_at >= since and d.created_at < until
    union
    select d.id from (select distinct v.dossier_id from dossier_revision v where v.recorded_at >= since and v.recorded_at < until) v
      cross join lateral (select o.id from dossier o where o.id = v.dossier_id and o.laboratory_id = laboratory limit 1) d)
  select d.id, d.accession_number, d.created_at, d.updated_at, r.observation_key, r.code, r.answered_at, case
      when r.observation_key is null then null
      when r.is_validated and r.effective_at is null then 'signed'
      when r.is_validated and (p.released_at >= r.effective_at or (p.released_at is not null and not p.is_composing)) then 'published'
      when r.is_validated then 'validated'
      when r.is_held then 'held'
      when r.status in ('I', 'O') then 'awaited'
      when r.status in ('D', 'W', 'N') and r.was_released is not true then 'takenAway'
      else 'toValidate' end
  from touched t
    cross join lateral (select o.id, o.accession_number, o.created_at, o.updated_at from dossier o where o.id = t.id limit 1) d
    cross join lateral (
      select max(m.released_at) as released_at, exists (select from fact_task k where k.handler = 'report.compose' and k.state = 'open' and k.dossier_id = t.id) as is_composing
      from report m where m.dossier_id = t.id) p
    left join lateral (
      select s.observation_key, (array_agg(s.status order by s.version desc))[1] as status, (array_agg(s.code order by s.version desc))[1] as code,
        min(s.recorded_at) filter (where s.status not in ('I', 'O')) as answered_at,
        bool_or(s.version > s.other_version and s.kind <> 'hold') as is_validated,
        bool_or(s.version > s.other_version and s.kind = 'hold') as is_held,
        bool_or(s.version <= s.other_version and s.kind <> 'hold' and s.state = 'effective') as was_released,
        min(s.at) filter (where s.version > s.other_version and s.kind <> 'hold' and s.state = 'effective') as effective_at
      from (
        select h.*, c.kind, c.state, c.at, coalesce(max(h.version) filter (where h.content_hash <> h.newest_hash) over (partition by h.observation_key), 0) as other_version
        from (
          select o.id, o.observation_key, o.version, o.status, o.content_hash, o.recorded_at, coalesce(nullif(o.local_code, ''), o.code) as code,
            first_value(o.content_hash) over (partition by o.observation_key order by o.version desc) as newest_hash
          from observation_version o where o.dossier_id = t.id) h
        left join (
          select w.observation_version_id, v.kind, v.state, coalesce(v.settled_at, v.effective_at) as at
          from validation_decision v join decision_observation w on w.decision_id = v.id and w.active where v.dossier_id = t.id) c on c.observation_version_id = h.id) s
      group by s.observation_key) r on true $$;
--> statement-breakpoint
create or replace function reconciled_results(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, observation_key text, code text, answered_at timestamptz, term text)
  language sql stable as $$
  select dossier_id, observation_key, code, answered_at, term from reconciled_lines(laboratory, since, until) where observation_key is not null $$;
--> statement-breakpoint
drop function dossiers_behind, reconciled_dossiers;
--> statement-breakpoint
create function reconciled_dossiers(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, accession_number text, created_at timestamptz, updated_at timestamptz, term text, awaiting integer, results integer, standing text)
  language sql stable as $$
  select g.dossier_id, g.accession_number, g.created_at, g.updated_at, case
      when g.to_validate > 0 then 'toValidate' when g.is_held then 'held' when g.is_signed or g.is_validated then 'validated' when g.is_published then 'published'
      when g.is_awaited then 'awaited' else 'takenAway' end,
    g.to_validate, g.results, case
      when g.to_validate > 0 or i.is_unsigned then 'awaiting' when g.is_held then 'held'
      when g.is_signed or not i.is_unsigned then 'pending'
      when g.is_validated or g.is_published then case when g.is_awaited then 'partial' else 'validated' end
      when g.is_awaited then 'expected' else 'empty' end
  from (
    select r.dossier_id, r.accession_number, r.created_at, r.updated_at, (count(*) filter (where r.term = 'toValidate'))::int as to_validate, count(r.observation_key)::int as results,
      bool_or(r.term = 'held') as is_held, bool_or(r.term = 'signed') as is_signed, bool_or(r.term = 'validated') as is_validated,
      bool_or(r.term = 'published') as is_published, bool_or(r.term = 'awaited') as is_awaited
    from reconciled_lines(laboratory, since, until) r group by r.dossier_id, r.accession_number, r.created_at, r.updated_at) g
    left join lateral (select not exists (select 1 from validation_decision v where v.dossier_id = g.dossier_id and v.kind = 'validate' and v.state = 'pending' and v.signed_at >= max(a.made_at)) as is_unsigned
      from identity_amendment a where a.dossier_id = g.dossier_id and a.settled_at is null having count(*) > 0) i on true $$;
--> statement-breakpoint
create function dossiers_behind(laboratory uuid, since timestamptz, until timestamptz, wanted text[])
  returns table (accession_number text, at timestamptz, term text)
  language sql stable security definer set search_path = public as $$
  select r.accession_number, r.created_at, r.term from reconciled_dossiers(laboratory, since, until) r
  where reconciliation_open(laboratory) and r.created_at >= since and r.created_at < until and r.term = any (wanted)
  order by r.created_at limit 300 $$;
