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
