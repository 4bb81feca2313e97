-- The second wall: what each database role may do, whatever the application asks.
--   relais_web     the web server; reads and writes nominative rows only as the person of the transaction (row-level security)
--   relais_worker  gateway and worker; every row, but no way to change what is immutable
-- Settings are transaction-local (set_config(..., true)); unset means no rows.

create function actor_setting(name text) returns text language sql stable parallel safe
  return nullif(current_setting('relais.' || name, true), '');
--> statement-breakpoint
create function actor_uuid(name text) returns uuid language sql stable parallel safe
  return actor_setting(name)::uuid;
--> statement-breakpoint
create function actor_uuids(name text) returns uuid[] language sql stable parallel safe
  return coalesce(string_to_array(actor_setting(name), ',')::uuid[], '{}'::uuid[]);
--> statement-breakpoint
create function actor_has(right_name text) returns boolean language sql stable parallel safe
  return right_name = any (coalesce(string_to_array(actor_setting('roles'), ','), '{}'::text[]));
--> statement-breakpoint

-- A biologist sees the earlier dossiers of a patient who has one in her sites, also those of the same qualified INS in
-- another hospital: what the report compares with, she has before her (GBUI V-2a, XIV-3).
create function patient_in_scope(patient uuid, sites uuid[]) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from dossier d where d.patient_id = $1 and d.site_id = any ($2)) or exists (
    select 1 from patient p join patient same on same.ins = p.ins and same.birth_date = p.birth_date join dossier d on d.patient_id = same.id
    where p.id = $1 and p.ins_qualified and same.ins_qualified and p.lone_dossier = '' and same.lone_dossier = '' and d.site_id = any ($2)) $$;
--> statement-breakpoint
create function dossier_site(dossier_id uuid) returns uuid language sql stable security definer set search_path = public
  as $$ select site_id from dossier where id = dossier_id $$;
--> statement-breakpoint
create function report_site(report_id uuid) returns uuid language sql stable security definer set search_path = public
  as $$ select site_id from report where id = report_id $$;
--> statement-breakpoint
-- The one statement of who reads a released report: the recipient rows, nothing else (GBUI VII-5e, XIII-2.2).
create function report_is_addressed_to_actor(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (
    select 1 from report_recipient r where r.report_id = report and (
      (r.kind = 'prescriber' and actor_has('prescriber') and r.prescriber_id = actor_uuid('prescriber_id'))
      or (r.kind = 'ward' and actor_has('ward_staff') and r.ward_id = any (actor_uuids('ward_ids')) and r.available_at > now() - interval '30 days')
      or (r.kind = 'patient' and actor_setting('actor_kind') = 'patient' and r.patient_id = actor_uuid('patient_id')))) $$;
--> statement-breakpoint
create function notice_of_token() returns uuid language sql stable security definer set search_path = public
  as $$ select id from notice where token_hash = actor_setting('notice_token_hash') $$;
--> statement-breakpoint
create function patient_of_token() returns uuid language sql stable security definer set search_path = public
  as $$ select patient_id from notice where token_hash = actor_setting('notice_token_hash') $$;
--> statement-breakpoint

-- A fact, its tasks and the wake-up, in the caller's transaction; the queue's own tables stay closed to the callers.
create function tell(fact_name text, dossier uuid, subject uuid, told timestamptz, due timestamptz) returns bigint
  language plpgsql security definer set search_path = public as $$
declare
  new_fact bigint;
  listener record;
begin
  insert into fact (name, dossier_id, subject_id, told_at, due_at) values (fact_name, dossier, subject, told, due) returning id into new_fact;
  for listener in select handler from fact_subscription where name = fact_name loop
    insert into fact_task (fact_id, handler, name, dossier_id, subject_id, due_at) values (new_fact, listener.handler, fact_name, dossier, subject, due);
    perform wake(listener.handler, due);
  end loop;
  return new_fact;
end $$;
--> statement-breakpoint
-- One waiting wake-up per handler, connection and second: a burst of facts does not become a burst of jobs, and since no two
-- connections share a key, no transaction waits for another's commit.
create function wake(handler_name text, due timestamptz) returns void
  language plpgsql security definer set search_path = public as $$
begin
  -- The queue finds a job of the future by polling; the worker's own alarm clock is exact, and is only a notice.
  if due > now() then
    perform pg_notify('relais_due', handler_name || ':' || floor(extract(epoch from due) * 1000)::bigint::text);
  end if;
  perform graphile_worker.add_job('wake', json_build_object('handler', handler_name), run_at => due,
    job_key => concat_ws(':', 'wake', handler_name, pg_backend_pid(), case when due > now() then ceil(extract(epoch from due)) end), max_attempts => 25);
end $$;
--> statement-breakpoint
revoke all on function tell, wake from public;
--> statement-breakpoint
grant execute on function tell to relais_web, relais_worker;
--> statement-breakpoint
grant execute on function wake to relais_web, relais_worker;
--> statement-breakpoint

-- Audit: nobody below the owner changes the past, and the owner only by dropping the trigger, which is itself visible.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger audit_event_append_only before update or delete on audit_event for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_event_no_truncate before truncate on audit_event for each statement execute function refuse_change();
--> statement-breakpoint
create trigger observation_version_immutable before update or delete on observation_version for each row execute function refuse_change();
--> statement-breakpoint
create trigger dossier_revision_immutable before update or delete on dossier_revision for each row execute function refuse_change();
--> statement-breakpoint
create trigger report_view_immutable before update or delete on report_view for each row execute function refuse_change();
--> statement-breakpoint

-- Worker: reads and adds everywhere; changes only what has a life.
grant usage on schema public to relais_web, relais_worker;
--> statement-breakpoint
grant select, insert on all tables in schema public to relais_worker;
--> statement-breakpoint
grant usage on all sequences in schema public to relais_web, relais_worker;
--> statement-breakpoint
grant update on legal_entity, laboratory, site, ward, prescriber, user_account, habilitation, session, fact_task, outbox_message, heartbeat, patient, dossier,
  service_request, specimen, on_call_duty, test_definition, decision_observation, worklist_entry, notice, one_time_code, pdf_ticket, portal_visit,
  connection_profile, inbound_message, repair_item, dossier_activity to relais_worker;
--> statement-breakpoint
-- What was signed and what is sent to an LIS are written once; only their fate changes.
grant update (state, effective_at, settled_at, cancelled_at) on validation_decision to relais_worker;
--> statement-breakpoint
grant update (state, attempts, next_attempt_at, acknowledged_at, answer_code) on outbound_message to relais_worker;
--> statement-breakpoint
grant update (superseded_at, under_review, under_review_since) on report to relais_worker;
--> statement-breakpoint
grant delete on fact, fact_task, fact_subscription, session, one_time_code, pdf_ticket to relais_worker;
--> statement-breakpoint
grant update on fact_subscription to relais_worker;
--> statement-breakpoint

-- Web: what the screens need, column by column where a column could leak.
grant select on legal_entity, laboratory, site, ward, prescriber, habilitation, on_call_duty, test_definition, connection_profile, heartbeat, outbox_message, fact_task to relais_web;
--> statement-breakpoint
grant select on user_account to relais_web;
--> statement-breakpoint
grant update (failed_attempts, locked_at, totp_last_step) on user_account to relais_web;
--> statement-breakpoint
grant select, insert, update on session, portal_visit to relais_web;
--> statement-breakpoint
grant select, insert on audit_event to relais_web;
--> statement-breakpoint
grant select on patient, dossier, service_request, specimen, observation_version, dossier_revision, report, report_recipient, dossier_activity, repair_item to relais_web;
--> statement-breakpoint
grant select, insert on validation_decision, decision_observation, report_view, one_time_code, pdf_ticket to relais_web;
--> statement-breakpoint
grant update (state, effective_at, cancelled_at) on validation_decision to relais_web;
--> statement-breakpoint
grant update (active) on decision_observation to relais_web;
--> statement-breakpoint
grant select, insert, update on worklist_entry to relais_web;
--> statement-breakpoint
-- Row locks ("for update") need an update right on one column; this one carries no meaning.
grant update (updated_at) on dossier to relais_web;
--> statement-breakpoint
grant select on notice to relais_web;
--> statement-breakpoint
grant update (failed_proofs) on notice to relais_web;
--> statement-breakpoint
grant update (attempts, used_at) on one_time_code to relais_web;
--> statement-breakpoint
grant update (used_at) on pdf_ticket to relais_web;
--> statement-breakpoint
grant select (id, arrival, profile_id, laboratory_id, control_id, bytes_hash, peer, message_type, processing_id, sent_at, received_at, answer_code, problems, state, applied_at, attempts,
  failure_code, reuses_control_id, repeats, accession_numbers) on inbound_message to relais_web;
--> statement-breakpoint
grant select (id, sequence, laboratory_id, dossier_id, kind, source_id, control_id, created_at, state, attempts, next_attempt_at, acknowledged_at, answer_code) on outbound_message to relais_web;
--> statement-breakpoint
grant update (state, next_attempt_at) on outbound_message to relais_web;
--> statement-breakpoint
grant select on outbound_attempt to relais_web;
--> statement-breakpoint

-- Row-level security: one permissive policy per reader; the worker's policy is the whole table.
do $$
declare
  t text;
begin
  foreach t in array array['patient','dossier','service_request','specimen','observation_version','dossier_revision','validation_decision','decision_observation','worklist_entry',
    'report','report_recipient','report_view','notice','one_time_code','pdf_ticket','inbound_message','repair_item','outbound_message','outbound_attempt','audit_event','dossier_activity'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy biologist_reads on patient for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and patient_in_scope(id, actor_uuids('site_ids')));
--> statement-breakpoint
create policy patient_reads_self on patient for select to relais_web using (actor_setting('actor_kind') = 'patient' and id = actor_uuid('patient_id'));
--> statement-breakpoint
create policy token_reads on patient for select to relais_web using (actor_setting('actor_kind') = 'anonymous' and id = patient_of_token());
--> statement-breakpoint
create policy biologist_reads on dossier for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and (site_id = any (actor_uuids('site_ids')) or patient_in_scope(patient_id, actor_uuids('site_ids'))));
--> statement-breakpoint
create policy biologist_locks on dossier for update to relais_web using (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['service_request','specimen','dossier_revision','observation_version','decision_observation'] loop
    if t = 'decision_observation' then
      execute format('create policy biologist_reads on %I for select to relais_web using (exists (select 1 from validation_decision d where d.id = decision_id))', t);
    else
      -- The dossier's own policy decides: no second statement of the same rule.
      execute format('create policy biologist_reads on %I for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id))', t);
    end if;
  end loop;
end $$;
--> statement-breakpoint
create policy biologist_reads on validation_decision for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
-- A signature enters as pending: only the worker gives it effect, when its time to undo is over.
create policy biologist_decides on validation_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and (kind = 'hold' or (kind = 'validate' and state = 'pending'))
    and dossier_site(dossier_id) = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_undoes on validation_decision for update to relais_web
  using (actor_has('biologist') and user_id = actor_uuid('user_id') and state = 'pending')
  with check (user_id = actor_uuid('user_id') and state in ('pending', 'cancelled'));
--> statement-breakpoint
-- A decision is on results of its own dossier, and nothing is added to one that has taken effect.
create policy biologist_decides on decision_observation for insert to relais_web
  with check (exists (select 1 from validation_decision d join observation_version o on o.dossier_id = d.dossier_id
    where d.id = decision_id and o.id = observation_version_id and d.user_id = actor_uuid('user_id') and d.kind = decision_observation.kind
      and (d.kind = 'hold' or d.state = 'pending')));
--> statement-breakpoint
-- Anybody's hold gives way to a decision; a validation only to its own signer, and never once it has taken effect.
create policy biologist_undoes on decision_observation for update to relais_web
  using (actor_has('biologist') and exists (select 1 from validation_decision d where d.id = decision_id and dossier_site(d.dossier_id) = any (actor_uuids('site_ids'))
    and (d.kind = 'hold' or (d.user_id = actor_uuid('user_id') and d.state <> 'effective')))) with check (true);
--> statement-breakpoint
create policy biologist_works on worklist_entry to relais_web
  using (actor_has('biologist') and site_id = any (actor_uuids('site_ids'))) with check (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy laboratory_reads on report for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy recipient_reads on report for select to relais_web using (report_is_addressed_to_actor(id));
--> statement-breakpoint
create policy recipient_reads on report_recipient for select to relais_web using (
  (kind = 'prescriber' and actor_has('prescriber') and prescriber_id = actor_uuid('prescriber_id'))
  or (kind = 'ward' and actor_has('ward_staff') and ward_id = any (actor_uuids('ward_ids')) and available_at > now() - interval '30 days')
  or (kind = 'patient' and actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id'))
  or ((actor_has('biologist') or actor_has('technician')) and report_site(report_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy reader_reads on report_view for select to relais_web
  using (report_is_addressed_to_actor(report_id) or (actor_has('biologist') and report_site(report_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy reader_records on report_view for insert to relais_web with check (
  report_is_addressed_to_actor(report_id)
  and ((reader_kind = 'professional' and user_id = actor_uuid('user_id')) or (reader_kind = 'patient' and patient_id = actor_uuid('patient_id'))));
--> statement-breakpoint
create policy token_reads on notice for select to relais_web using (id = notice_of_token());
--> statement-breakpoint
create policy token_counts on notice for update to relais_web using (id = notice_of_token()) with check (id = notice_of_token());
--> statement-breakpoint
create policy token_uses on one_time_code to relais_web using (notice_id = notice_of_token()) with check (notice_id = notice_of_token());
--> statement-breakpoint
create policy session_uses on pdf_ticket to relais_web using (session_id = actor_uuid('session_id')) with check (session_id = actor_uuid('session_id'));
--> statement-breakpoint
create policy exchanges_read on inbound_message for select to relais_web using (actor_has('administrator') or actor_has('referent') or actor_has('manager'));
--> statement-breakpoint
create policy exchanges_read on repair_item for select to relais_web using (actor_has('administrator') or actor_has('referent') or actor_has('manager'));
--> statement-breakpoint
create policy exchanges_read on outbound_message for select to relais_web using (actor_has('administrator') or actor_has('referent') or actor_has('manager'));
--> statement-breakpoint
create policy exchanges_retry on outbound_message for update to relais_web using (actor_has('administrator') or actor_has('referent')) with check (state = 'queued');
--> statement-breakpoint
create policy exchanges_read on outbound_attempt for select to relais_web using (actor_has('administrator') or actor_has('referent') or actor_has('manager'));
--> statement-breakpoint
create policy everyone_appends on audit_event for insert to relais_web with check (true);
--> statement-breakpoint
create policy audit_reads on audit_event for select to relais_web
  using (actor_has('administrator') or actor_has('manager') or (actor_has('biologist') and dossier_site(dossier_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy manager_counts on dossier_activity for select to relais_web using (actor_has('manager') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint

-- The queue: its tables have row-level security without policies, so that only their owner works them; the worker is let in, the web is not.
do $$
declare
  t record;
begin
  execute 'grant usage on schema graphile_worker to relais_worker';
  execute 'grant select, insert, update, delete on all tables in schema graphile_worker to relais_worker';
  execute 'grant usage on all sequences in schema graphile_worker to relais_worker';
  execute 'grant execute on all functions in schema graphile_worker to relais_worker';
  for t in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity loop
    execute format('create policy relais_worker_all on graphile_worker.%I to relais_worker using (true) with check (true)', t.relname);
  end loop;
end $$;
--> statement-breakpoint

-- Exchanges and audit: who mends links or reads traces knows dossiers by their number, never by their rows.
create index inbound_message_accession on inbound_message using gin (accession_numbers);
--> statement-breakpoint
create index outbound_message_dossier on outbound_message (dossier_id, sequence);
--> statement-breakpoint
create function dossier_number(wanted uuid) returns text language sql stable security definer set search_path = public
  as $$ select accession_number from dossier where id = wanted and (actor_setting('actor_kind') = 'system' or actor_has('administrator') or actor_has('referent') or actor_has('manager')
    or (actor_has('biologist') and site_id = any (actor_uuids('site_ids')))) $$;
--> statement-breakpoint
create function dossiers_numbered(number text) returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from dossier where accession_number = number and (actor_has('administrator') or actor_has('referent') or actor_has('manager')
    or (actor_has('biologist') and site_id = any (actor_uuids('site_ids')))) $$;
--> statement-breakpoint
create index dossier_updated on dossier (updated_at);
--> statement-breakpoint
create index inbound_message_laboratory on inbound_message (laboratory_id, received_at desc);
--> statement-breakpoint
create index outbound_message_laboratory on outbound_message (laboratory_id, sequence desc);
--> statement-breakpoint
create index audit_event_subject on audit_event (subject_id);
