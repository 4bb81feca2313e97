-- A référent, a manager and a quality manager look after their own laboratories: exchanges and traces of another one are not theirs to see (GBUI XIV, threats.md 1).

create function actor_laboratories() returns uuid[] language sql stable security definer set search_path = public
  as $$ select coalesce(array_agg(distinct laboratory_id), '{}') from site where id = any (actor_uuids('site_ids')) $$;
--> statement-breakpoint
-- What no laboratory could be told for (an unknown sender) is metadata without a patient: whoever mends links must see that it came.
create function exchanges_open(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('referent') or actor_has('manager')) and (laboratory is null or laboratory = any (actor_laboratories()))) $$;
--> statement-breakpoint
drop policy exchanges_read on inbound_message;
--> statement-breakpoint
create policy exchanges_read on inbound_message for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_read on repair_item;
--> statement-breakpoint
create policy exchanges_read on repair_item for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_read on outbound_message;
--> statement-breakpoint
create policy exchanges_read on outbound_message for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_retry on outbound_message;
--> statement-breakpoint
create policy exchanges_retry on outbound_message for update to relais_web
  using (not actor_has('manager') and exchanges_open(laboratory_id)) with check (state = 'queued');
--> statement-breakpoint
drop policy exchanges_read on outbound_attempt;
--> statement-breakpoint
-- The message's own policy decides.
create policy exchanges_read on outbound_attempt for select to relais_web using (exists (select 1 from outbound_message m where m.id = message_id));
--> statement-breakpoint
drop policy audit_reads on audit_event;
--> statement-breakpoint
create policy audit_reads on audit_event for select to relais_web
  using (actor_has('administrator') or actor_has('medical_administrator')
    or ((actor_has('manager') or actor_has('quality_manager')) and (dossier_id is null or dossier_site(dossier_id) = any (actor_uuids('site_ids'))))
    or (actor_has('biologist') and dossier_site(dossier_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create function dossier_is_traced(site_id uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or actor_has('medical_administrator')
    or ((actor_has('referent') or actor_has('manager') or actor_has('quality_manager') or actor_has('biologist')) and dossier_is_traced.site_id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
create or replace function dossier_number(wanted uuid) returns text language sql stable security definer set search_path = public
  as $$ select accession_number from dossier where id = wanted and (actor_setting('actor_kind') = 'system' or dossier_is_traced(site_id)) $$;
--> statement-breakpoint
create or replace function dossiers_numbered(number text) returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from dossier where accession_number = number and dossier_is_traced(site_id) $$;
--> statement-breakpoint

-- Means of identification and proofs are seen by their owner, by whoever is coming in, and by those who answer for them; no longer by every session.
drop policy everyone_reads on activation;
--> statement-breakpoint
create policy those_concerned_read on activation for select to relais_web
  using (user_id = actor_uuid('user_id') or actor_setting('actor_kind') = 'anonymous' or actor_has('administrator') or actor_has('quality_manager'));
--> statement-breakpoint
drop policy everyone_reads on passkey;
--> statement-breakpoint
create policy those_concerned_read on passkey for select to relais_web
  using (user_id = actor_uuid('user_id') or patient_account_id = account_at_hand() or actor_setting('actor_kind') = 'anonymous'
    or (user_id is not null and (actor_has('administrator') or actor_has('quality_manager'))));
--> statement-breakpoint
drop policy everyone_reads on step_up_proof;
--> statement-breakpoint
create policy those_concerned_read on step_up_proof for select to relais_web
  using (user_id = actor_uuid('user_id') or actor_has('biologist') or actor_has('quality_manager') or actor_has('medical_administrator'));
--> statement-breakpoint
drop policy holder_or_claim on patient_link;
--> statement-breakpoint
create policy holder_or_claim on patient_link for select to relais_web
  using (account_id = account_at_hand() or (patient_id = actor_uuid('patient_id') and actor_is_patient()));

--> statement-breakpoint
-- Whoever reads for a patient never becomes that patient: an account is somebody's own by the code printed for himself, by the State's identification, or by a notice
-- to an adult. The address of a minor's file may be a parent's, so a notice to it makes nobody the minor.
create function notice_may_link(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_setting('actor_kind') = 'patient' and actor_setting('representation_id') is null and wanted = actor_uuid('patient_id')
    and exists (select 1 from patient p where p.id = wanted and years_old(p.birth_date, actor_now()) >= 18) $$;
--> statement-breakpoint
drop policy proven_links on patient_link;
--> statement-breakpoint
create policy proven_links on patient_link for insert to relais_web with check (
  account_id = account_at_hand() and (
    (via = 'notice' and notice_may_link(patient_id))
    or (via = 'code' and patient_id in (case when actor_uuid('enrolling_representation_id') is null then actor_uuid('enrolling_patient_id') end, patient_of_enrolment()))
    or (via = 'franceconnect' and actor_setting('actor_kind') = 'anonymous' and actor_setting('claimed_subject') is not null)));
--> statement-breakpoint
-- A code that a representative showed opens nothing once he represents nobody any more, nor one of an account that was closed.
create function code_stands(account uuid, patient uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select account is null or link_stands(account, patient)
    or exists (select 1 from representation r where r.account_id = account and r.patient_id = patient and representation_stands(r.id, account, patient, actor_now())) $$;
--> statement-breakpoint
create or replace function redeem_presence(given_hash text, born date, access uuid) returns table (access_id uuid, patient uuid, ends timestamptz, chosen integer)
  language plpgsql security definer set search_path = public as $$
declare
  codes uuid[];
  code presence_code;
begin
  if not actor_reads() then return; end if;
  select array_agg(c.id) into codes from presence_code c join patient p on p.id = c.patient_id
    where c.code_hash = given_hash and p.birth_date = born and c.used_at is null and c.ended_at is null and c.expires_at > actor_now() and code_stands(c.account_id, c.patient_id);
  if coalesce(cardinality(codes), 0) <> 1 then return; end if;
  update presence_code c set used_at = actor_now() where c.id = codes[1] and c.used_at is null and c.ended_at is null returning c.* into code;
  if code.id is null then return; end if;
  insert into presence_access (id, code_id, patient_id, user_id, report_ids, granted_at, expires_at)
    values (access, code.id, code.patient_id, actor_uuid('user_id'), code.report_ids, actor_now(), actor_now() + interval '1 hour');
  return query select access, code.patient_id, actor_now() + interval '1 hour', cardinality(code.report_ids);
end $$;
--> statement-breakpoint

-- A session is its person's, at its stage and by its way in, from its first to its last moment; what has ended stays ended; and it reads for nobody whom its account may not read for.
revoke update on session from relais_web;
--> statement-breakpoint
grant update (last_seen_at, revoked_at, revoked_reason, idle_ms, patient_id, representation_id, patient_account_id) on session to relais_web;
--> statement-breakpoint
create function guard_session() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at then
    raise exception 'a session that has ended stays ended' using errcode = 'insufficient_privilege';
  end if;
  if new.patient_account_id is distinct from old.patient_account_id and old.patient_account_id is not null then
    raise exception 'a session keeps its account' using errcode = 'insufficient_privilege';
  end if;
  if (new.patient_id, new.representation_id) is distinct from (old.patient_id, old.representation_id)
     and (old.patient_account_id is null or not patient_session_stands(old.patient_account_id, new.patient_id, new.representation_id, actor_now())) then
    raise exception 'a session reads for whom its account may' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger session_guard before update on session for each row execute function guard_session();
--> statement-breakpoint
-- Whose subject of the identity provider an account bears decides who comes in by it: it is written when somebody comes in by it, once, and by nobody who is in.
create function guard_provider_subject() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' or new.psc_subject is not distinct from old.psc_subject then return new; end if;
  if old.psc_subject is not null or actor_setting('actor_kind') is distinct from 'anonymous' then
    raise exception 'only who comes in by the provider is known by it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger user_account_provider_guard before update of psc_subject on user_account for each row execute function guard_provider_subject();
--> statement-breakpoint
-- Nobody writes the trace in another's name: who is in writes as himself, who is coming in as nobody or as who he becomes by it, and the web server never as the system.
drop policy everyone_appends on audit_event;
--> statement-breakpoint
create policy everyone_appends on audit_event for insert to relais_web with check (case actor_setting('actor_kind')
  when 'professional' then actor_kind = 'professional' and actor_id = actor_setting('user_id')
  when 'patient' then actor_kind = 'patient' and actor_id = coalesce(actor_setting('representation_id'), actor_setting('patient_id'))
  when 'patient-enrolling' then actor_kind = 'patient' and actor_id = coalesce(actor_setting('enrolling_representation_id'), actor_setting('enrolling_patient_id'))
  when 'anonymous' then actor_kind = 'anonymous' or (actor_kind in ('professional', 'patient') and action in ('session.open', 'emergency.open'))
  else false end);
