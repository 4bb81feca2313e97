-- The walls of "Access": who may touch accounts, rights, terminals, proofs and windows, whatever the application asks.

grant select, insert on terminal, idle_policy, patient_account, passkey, auth_challenge, step_up_proof, recovery_code, activation, provider_trip, rate_window, security_notice,
  security_notice_seen, maintenance_window, maintenance_command, patient_link, enrolment_code, representation, patient_request, patient_opposition, patient_stay, presence_code,
  presence_access, break_glass to relais_worker;
--> statement-breakpoint
grant update on terminal, idle_policy, patient_account, passkey, auth_challenge, recovery_code, activation, provider_trip, rate_window, security_notice, maintenance_window, patient_link,
  enrolment_code, representation, patient_request, patient_opposition, patient_stay, presence_code, presence_access, break_glass to relais_worker;
--> statement-breakpoint
grant delete on auth_challenge, provider_trip, rate_window to relais_worker;
--> statement-breakpoint
create trigger step_up_proof_immutable before update or delete on step_up_proof for each row execute function refuse_change();
--> statement-breakpoint
create trigger maintenance_command_immutable before update or delete on maintenance_command for each row execute function refuse_change();
--> statement-breakpoint

grant select, insert, update on terminal, idle_policy to relais_web;
--> statement-breakpoint
grant select, insert on user_account, habilitation, passkey, auth_challenge, step_up_proof, recovery_code, activation, provider_trip, rate_window, security_notice, security_notice_seen,
  maintenance_window, maintenance_command to relais_web;
--> statement-breakpoint
grant update (login, family_name, given_name, title, profession, rpps_number, email, password_hash, password_set_at, totp_secret, totp_last_step, failed_attempts, locked_at, disabled_at,
  psc_subject, expertise, secrecy_signed_at, prescriber_id) on user_account to relais_web;
--> statement-breakpoint
grant update (valid_to, revoked_at, revoked_by) on habilitation to relais_web;
--> statement-breakpoint
grant update (counter, backed_up, last_used_at, name, revoked_at, revoked_by) on passkey to relais_web;
--> statement-breakpoint
grant update (used_at) on auth_challenge, provider_trip to relais_web;
--> statement-breakpoint
grant update (used_at, replaced_at) on recovery_code to relais_web;
--> statement-breakpoint
grant update (failed_attempts, used_at, withdrawn_at) on activation to relais_web;
--> statement-breakpoint
grant update (count) on rate_window to relais_web;
--> statement-breakpoint
grant update (agreed_by, opens_at, closes_at, closed_at, closed_reason) on maintenance_window to relais_web;
--> statement-breakpoint

-- What a person may change of an account: his own means of identification; an administrator everything else, of others only. Row-level policies cannot tell one
-- column from another, so a trigger does; it binds the web server's role alone, the worker and the console of the machine's owner are trusted.
create function guard_user_account() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if new.password_hash is distinct from old.password_hash or new.totp_secret is distinct from old.totp_secret or new.password_set_at is distinct from old.password_set_at then
    if old.id is distinct from actor_uuid('user_id') then raise exception 'only the person changes these' using errcode = 'insufficient_privilege'; end if;
  end if;
  if old.locked_at is not null and (new.locked_at is null or new.failed_attempts < old.failed_attempts) then
    if not actor_has('administrator') or old.id = actor_uuid('user_id') then raise exception 'only an administrator restores rights' using errcode = 'insufficient_privilege'; end if;
  end if;
  if (new.login, new.family_name, new.given_name, new.title, new.profession, new.rpps_number, new.disabled_at, new.secrecy_signed_at, new.prescriber_id)
     is distinct from (old.login, old.family_name, old.given_name, old.title, old.profession, old.rpps_number, old.disabled_at, old.secrecy_signed_at, old.prescriber_id) then
    if not actor_has('administrator') or old.id = actor_uuid('user_id') then raise exception 'only an administrator changes these' using errcode = 'insufficient_privilege'; end if;
  end if;
  if new.email is distinct from old.email and not actor_has('administrator') and old.id is distinct from actor_uuid('user_id') then
    raise exception 'only the person or an administrator changes this' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger user_account_guard before update on user_account for each row execute function guard_user_account();
--> statement-breakpoint
create function guard_terminal() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' or actor_has('administrator') then return new; end if;
  if (new.name, new.site_id, new.kind, new.declared_at, new.declared_by, new.public_key, new.traits)
     is distinct from (old.name, old.site_id, old.kind, old.declared_at, old.declared_by, old.public_key, old.traits)
     or (old.state <> 'active' and new.state is distinct from old.state) or new.state = 'revoked' and old.state <> 'revoked'
     or (old.state <> 'active' and new.unknown_tries < old.unknown_tries) then
    raise exception 'only an administrator declares, reactivates or revokes a terminal' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger terminal_guard before update on terminal for each row execute function guard_terminal();
--> statement-breakpoint
-- An opening of remote maintenance bears the name of a biologist who gave it herself (GBUI II-5a).
create function guard_maintenance() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if new.agreed_by is not null and (tg_op = 'INSERT' or new.agreed_by is distinct from old.agreed_by) then
    if new.agreed_by is distinct from actor_uuid('user_id') or not actor_has('biologist') then
      raise exception 'only a biologist agrees, for herself' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if tg_op = 'UPDATE' and old.closed_at is not null then raise exception 'a closed window stays closed' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger maintenance_guard before insert or update on maintenance_window for each row execute function guard_maintenance();
--> statement-breakpoint

do $$
declare
  t text;
begin
  foreach t in array array['user_account','habilitation','idle_policy','step_up_proof','activation','recovery_code','passkey','security_notice','security_notice_seen','maintenance_window',
    'maintenance_command','patient_account','patient_link','enrolment_code','representation','patient_request','patient_opposition','patient_stay','presence_code','presence_access',
    'break_glass'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy everyone_reads on user_account for select to relais_web using (true);
--> statement-breakpoint
-- The trigger says which columns; who has not come in yet spends tries.
create policy guarded_updates on user_account for update to relais_web using (true) with check (true);
--> statement-breakpoint
-- An account is made by an administrator; or by Pro Santé Connect for whoever is not known here yet: without a password and without any right.
create policy administrator_creates on user_account for insert to relais_web
  with check ((actor_has('administrator') and password_hash is null) or (actor_setting('actor_kind') = 'anonymous' and psc_subject is not null and password_hash is null and kind = 'personal'));
--> statement-breakpoint
create policy everyone_reads on habilitation for select to relais_web using (true);
--> statement-breakpoint
create policy administrator_grants on habilitation for insert to relais_web
  with check (actor_has('administrator') and user_id is distinct from actor_uuid('user_id') and granted_by = actor_setting('user_id'));
--> statement-breakpoint
create policy administrator_ends on habilitation for update to relais_web
  using (actor_has('administrator') and user_id is distinct from actor_uuid('user_id')) with check (true);
--> statement-breakpoint
create policy everyone_reads on idle_policy for select to relais_web using (true);
--> statement-breakpoint
create policy administrator_adds on idle_policy for insert to relais_web with check (actor_has('administrator'));
--> statement-breakpoint
create policy administrator_changes on idle_policy for update to relais_web using (actor_has('administrator')) with check (true);
--> statement-breakpoint
create policy everyone_reads on step_up_proof for select to relais_web using (true);
--> statement-breakpoint
create policy person_proves on step_up_proof for insert to relais_web with check (user_id = actor_uuid('user_id') and session_id = actor_uuid('session_id'));
--> statement-breakpoint
create policy everyone_reads on activation for select to relais_web using (true);
--> statement-breakpoint
create policy administrator_makes on activation for insert to relais_web with check (actor_has('administrator') and user_id is distinct from actor_uuid('user_id'));
--> statement-breakpoint
create policy tries_count on activation for update to relais_web using (actor_has('administrator') or actor_setting('actor_kind') = 'anonymous') with check (true);
--> statement-breakpoint
-- A code opens an account to whoever is not in yet; only its owner makes a sheet of them.
create policy codes_open on recovery_code for select to relais_web
  using (user_id = actor_uuid('user_id') or patient_account_id = actor_uuid('account_id') or actor_setting('actor_kind') = 'anonymous' or actor_has('administrator'));
--> statement-breakpoint
create policy person_makes on recovery_code for insert to relais_web with check (user_id = actor_uuid('user_id') or patient_account_id = actor_uuid('account_id'));
--> statement-breakpoint
create policy codes_spent on recovery_code for update to relais_web
  using (user_id = actor_uuid('user_id') or patient_account_id = actor_uuid('account_id') or actor_setting('actor_kind') = 'anonymous') with check (true);
--> statement-breakpoint
create policy everyone_reads on passkey for select to relais_web using (true);
--> statement-breakpoint
create policy person_enrols on passkey for insert to relais_web with check (user_id = actor_uuid('user_id') or patient_account_id = actor_uuid('account_id'));
--> statement-breakpoint
-- Using one moves its counter before anybody is in; naming and revoking are the person's, revoking also the administrator's.
create policy uses on passkey for update to relais_web
  using (user_id = actor_uuid('user_id') or patient_account_id = actor_uuid('account_id') or (actor_has('administrator') and user_id is not null) or actor_setting('actor_kind') = 'anonymous')
  with check (true);
--> statement-breakpoint
create policy audience_reads on security_notice for select to relais_web
  using (audience_user_id = actor_uuid('user_id') or (audience_role is not null and actor_has(audience_role)));
--> statement-breakpoint
create policy everyone_tells on security_notice for insert to relais_web with check (true);
--> statement-breakpoint
create policy person_reads on security_notice_seen for select to relais_web using (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy person_sees on security_notice_seen for insert to relais_web with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy those_concerned_read on maintenance_window for select to relais_web
  using (actor_has('administrator') or actor_has('biologist') or actor_has('quality_manager') or technician_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy those_in_charge_ask on maintenance_window for insert to relais_web
  with check ((actor_has('administrator') or actor_has('biologist')) and asked_by = actor_uuid('user_id') and technician_id is distinct from actor_uuid('user_id'));
--> statement-breakpoint
create policy those_in_charge_change on maintenance_window for update to relais_web
  using (actor_has('administrator') or actor_has('biologist') or technician_id = actor_uuid('user_id')) with check (true);
--> statement-breakpoint
create policy those_concerned_read on maintenance_command for select to relais_web using (exists (select 1 from maintenance_window w where w.id = window_id));
--> statement-breakpoint
create policy technician_records on maintenance_command for insert to relais_web
  with check (session_id = actor_uuid('session_id') and exists (select 1 from maintenance_window w where w.id = window_id and w.technician_id = actor_uuid('user_id')));
--> statement-breakpoint

-- Which window is open for a person decides what he is: it is asked before there is an actor.
create function maintenance_open(wanted uuid, at timestamptz) returns table (id uuid, closes_at timestamptz) language sql stable security definer set search_path = public
  as $$ select w.id, w.closes_at from maintenance_window w where w.technician_id = wanted and w.opens_at <= at and w.closes_at > at and w.closed_at is null order by w.closes_at desc limit 1 $$;
--> statement-breakpoint
revoke all on function maintenance_open from public;
--> statement-breakpoint
grant execute on function maintenance_open to relais_web, relais_worker;
--> statement-breakpoint

-- The one statement of who reads a released report, ground by ground; each ground says itself what it needs.
create function ward_has_patient(report uuid) returns boolean language sql stable security definer set search_path = public as $$ select false $$;
--> statement-breakpoint
create function presence_opens(report uuid) returns boolean language sql stable security definer set search_path = public as $$ select false $$;
--> statement-breakpoint
create function break_glass_opens(report uuid) returns boolean language sql stable security definer set search_path = public as $$ select false $$;
--> statement-breakpoint
create function patient_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_setting('actor_kind') = 'patient' and exists (select 1 from report_recipient r where r.report_id = $1 and r.kind = 'patient' and r.patient_id = actor_uuid('patient_id')) $$;
--> statement-breakpoint
create or replace function report_is_addressed_to_actor(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (
    select 1 from report_recipient r where r.report_id = report and (
      (r.kind = 'prescriber' and actor_has('prescriber') and r.prescriber_id = actor_uuid('prescriber_id'))
      or (r.kind = 'ward' and actor_has('ward_staff') and r.ward_id = any (actor_uuids('ward_ids')) and r.available_at > now() - interval '30 days')))
    or patient_opens(report) or ward_has_patient(report) or presence_opens(report) or break_glass_opens(report) $$;
--> statement-breakpoint
drop policy audit_reads on audit_event;
--> statement-breakpoint
create policy audit_reads on audit_event for select to relais_web
  using (actor_has('administrator') or actor_has('manager') or actor_has('quality_manager') or actor_has('medical_administrator')
    or (actor_has('biologist') and dossier_site(dossier_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
drop policy manager_counts on dossier_activity;
--> statement-breakpoint
create policy manager_counts on dossier_activity for select to relais_web
  using ((actor_has('manager') or actor_has('quality_manager')) and site_id = any (actor_uuids('site_ids')));
