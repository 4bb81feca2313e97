-- The walls of vigilance: who is told, the sealed emergency account, remote maintenance (GBUI II-4, II-5; threats.md 9, 23, 24).

create table security_notice_mail (
  notice_id uuid not null references security_notice (id),
  user_id uuid not null references user_account (id),
  at timestamptz not null,
  failure_code text,
  constraint security_notice_mail_notice_id_user_id_unique unique (notice_id, user_id)
);
--> statement-breakpoint
create table emergency_seal (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  sealed_by text not null,
  sealed_at timestamptz not null
);
--> statement-breakpoint
create index emergency_seal_sealed_at_index on emergency_seal (sealed_at);
--> statement-breakpoint
create table emergency_opening (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  session_id uuid not null references session (id),
  reason text not null,
  address text not null,
  at timestamptz not null,
  constraint opening_says_why check (length(trim(reason)) >= 10)
);
--> statement-breakpoint
create index emergency_opening_user_id_at_index on emergency_opening (user_id, at);
--> statement-breakpoint
create table maintenance_outcome (
  command_id uuid primary key references maintenance_command (id),
  outcome text not null,
  at timestamptz not null
);
--> statement-breakpoint
alter table maintenance_command drop column outcome;
--> statement-breakpoint
alter table maintenance_command add column kind text not null default 'command';
--> statement-breakpoint
alter table maintenance_command add constraint maintenance_command_kind check (kind in ('command','call'));
--> statement-breakpoint
alter table maintenance_window
  add column closed_by uuid references user_account (id),
  add column contacted_at timestamptz not null,
  add column proof_id uuid references step_up_proof (id),
  add constraint maintenance_window_proof_id_unique unique (proof_id),
  add constraint maintenance_open_is_proven check (opens_at is null or proof_id is not null),
  add constraint maintenance_ends_in_time check (opens_at is null or closes_at = opens_at + minutes * interval '1 minute'),
  add constraint maintenance_not_by_technician check (technician_id <> asked_by and technician_id is distinct from agreed_by),
  add constraint maintenance_closed_reason check ((closed_at is null) = (closed_reason is null)),
  add constraint maintenance_reason_known check (closed_reason in ('time-over','closed','technician-left','withdrawn'));
--> statement-breakpoint
alter table security_notice drop constraint security_notice_kind;
--> statement-breakpoint
alter table security_notice add constraint security_notice_kind check (kind in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked',
  'maintenance-opened','maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken','emergency-sealed'));
--> statement-breakpoint

grant select, insert on security_notice_mail, emergency_seal, emergency_opening, maintenance_outcome to relais_worker;
--> statement-breakpoint
grant select, insert on emergency_opening, maintenance_outcome to relais_web;
--> statement-breakpoint
grant select on emergency_seal to relais_web;
--> statement-breakpoint
grant update (closed_by, proof_id) on maintenance_window to relais_web;
--> statement-breakpoint
create trigger emergency_seal_immutable before update or delete on emergency_seal for each row execute function refuse_change();
--> statement-breakpoint
create trigger emergency_opening_immutable before update or delete on emergency_opening for each row execute function refuse_change();
--> statement-breakpoint
create trigger maintenance_outcome_immutable before update or delete on maintenance_outcome for each row execute function refuse_change();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['security_notice_mail','emergency_seal','emergency_opening','maintenance_outcome'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
create policy those_concerned_read on emergency_seal for select to relais_web using (actor_has('administrator') or actor_has('biologist') or actor_has('quality_manager'));
--> statement-breakpoint
create policy those_concerned_read on emergency_opening for select to relais_web using (actor_has('administrator') or actor_has('biologist') or actor_has('quality_manager'));
--> statement-breakpoint
-- It is written by whoever is not in yet, with the session that it opens: no opening without that session.
create policy with_its_session on emergency_opening for insert to relais_web
  with check (exists (select 1 from session s where s.id = session_id and s.user_id = emergency_opening.user_id and s.method = 'emergency'));
--> statement-breakpoint
create policy those_concerned_read on maintenance_outcome for select to relais_web using (exists (select 1 from maintenance_command c where c.id = command_id));
--> statement-breakpoint
create policy technician_records on maintenance_outcome for insert to relais_web
  with check (exists (select 1 from maintenance_command c where c.id = command_id and c.session_id = actor_uuid('session_id')));
--> statement-breakpoint

-- No way into the emergency account but its own door, which alerts everybody; and that door opens no other account. For every role of the database alike.
create function guard_session_of_emergency() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if (new.method = 'emergency') is distinct from coalesce((select kind = 'emergency' from user_account where id = new.user_id), false) then
    raise exception 'the emergency account has one door of its own' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger session_emergency_guard before insert on session for each row execute function guard_session_of_emergency();
--> statement-breakpoint
create function guard_passkey_of_emergency() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if exists (select 1 from user_account where id = new.user_id and kind = 'emergency') then
    raise exception 'the emergency account has no passkey' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger passkey_emergency_guard before insert on passkey for each row execute function guard_passkey_of_emergency();
--> statement-breakpoint

-- Seals the emergency account anew: the one before is closed for good with its sessions and its codes, a fresh account takes its place. By an administrator who has
-- just proven that he is there, or by the machine's owner at the console.
create function seal_emergency(proof uuid, account uuid, account_login text, passphrase_hash text, right_id uuid, code_ids uuid[], code_hashes text[], seal uuid, by_name text, at timestamptz)
  returns void language plpgsql security definer set search_path = public as $$
begin
  if session_user <> 'relais_worker' and not (actor_has('administrator') and exists (
    select 1 from step_up_proof p where p.id = proof and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.act = 'emergency'
      and p.proven_at > actor_now() - interval '2 minutes')) then
    raise exception 'only an administrator who has proven it seals the emergency account' using errcode = 'insufficient_privilege';
  end if;
  update session set revoked_at = at, revoked_reason = 'resealed' where revoked_at is null and user_id in (select id from user_account where kind = 'emergency');
  update recovery_code set replaced_at = at where replaced_at is null and user_id in (select id from user_account where kind = 'emergency');
  update user_account set disabled_at = at where kind = 'emergency' and disabled_at is null;
  insert into user_account (id, login, kind, family_name, given_name, profession, password_hash, password_set_at, created_at)
    values (account, account_login, 'emergency', 'SECOURS', 'Compte de', 'Compte de secours', passphrase_hash, at, at);
  insert into habilitation (id, user_id, role, valid_from, granted_by, granted_at) values (right_id, account, 'administrator', at, by_name, at);
  insert into recovery_code (id, user_id, code_hash, created_at) select c.id, account, c.hash, at from unnest(code_ids, code_hashes) c (id, hash);
  insert into emergency_seal (id, user_id, sealed_by, sealed_at) values (seal, account, by_name, at);
end $$;
--> statement-breakpoint
revoke all on function seal_emergency from public;
--> statement-breakpoint
grant execute on function seal_emergency to relais_web, relais_worker;
--> statement-breakpoint

-- A window bears the name and the proof of a biologist, opens within two hours of the asking, once, and for as long as was asked: nobody lengthens it, nobody opens it again.
create or replace function guard_maintenance() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if tg_op = 'UPDATE' and old.closed_at is not null then raise exception 'a closed window stays closed' using errcode = 'insufficient_privilege'; end if;
  if tg_op = 'INSERT' and new.closed_at is not null then raise exception 'a window is not born closed' using errcode = 'insufficient_privilege'; end if;
  if tg_op = 'UPDATE' and old.opens_at is not null
     and (new.agreed_by, new.opens_at, new.closes_at, new.proof_id) is distinct from (old.agreed_by, old.opens_at, old.closes_at, old.proof_id) then
    raise exception 'an open window stays as it was opened' using errcode = 'insufficient_privilege';
  end if;
  if new.agreed_by is not null and (tg_op = 'INSERT' or old.agreed_by is null) then
    if new.agreed_by is distinct from actor_uuid('user_id') or not actor_has('biologist') then
      raise exception 'only a biologist agrees, for herself' using errcode = 'insufficient_privilege';
    end if;
    if new.asked_at < actor_now() - interval '2 hours' then raise exception 'the asking is too old' using errcode = 'insufficient_privilege'; end if;
    -- The application reads its clock twice within one transaction.
    if new.opens_at is null or abs(extract(epoch from new.opens_at - actor_now())) > 60 then raise exception 'a window opens when it is agreed to' using errcode = 'insufficient_privilege'; end if;
    if not exists (select 1 from step_up_proof p where p.id = new.proof_id and p.user_id = new.agreed_by and p.session_id = actor_uuid('session_id') and p.act = 'maintenance') then
      raise exception 'only who has proven it opens' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if new.closed_at is not null and new.closed_by is not null and new.closed_by is distinct from actor_uuid('user_id') then
    raise exception 'who closes says so himself' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
-- While a window is open its technician sees what the lines to the laboratories do, as metadata, and may send a refused message again; never a payload, never a name.
create policy maintainer_reads on inbound_message for select to relais_web using (actor_has('remote_maintainer'));
--> statement-breakpoint
create policy maintainer_reads on outbound_message for select to relais_web using (actor_has('remote_maintainer'));
--> statement-breakpoint
create policy maintainer_reads on outbound_attempt for select to relais_web using (actor_has('remote_maintainer'));
--> statement-breakpoint
create policy maintainer_retries on outbound_message for update to relais_web using (actor_has('remote_maintainer')) with check (state = 'queued');
