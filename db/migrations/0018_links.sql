-- Several LIS at once: a profile's every version is kept, who changed it and why is part of the row itself, and the bytes of a message open to one person only.

alter table connection_profile
  add column changed_by uuid references user_account (id),
  add column changed_by_name text not null default 'Relais',
  add column changed_at timestamptz not null default now(),
  add column change_reason text not null default 'Création',
  add column proof_id uuid,
  add constraint connection_profile_change_says_why check (length(trim(change_reason)) >= 3);
--> statement-breakpoint
create table connection_profile_version (
  profile_id uuid not null references connection_profile (id),
  version integer not null,
  content jsonb not null,
  made_by uuid references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  reason text not null,
  proof_id uuid unique,
  primary key (profile_id, version)
);
--> statement-breakpoint
-- How the port of a link's own stands, as the gateway found it.
create table link_port (
  profile_id uuid primary key references connection_profile (id),
  port integer not null,
  state text not null,
  failure_code text,
  at timestamptz not null,
  constraint link_port_state check (state in ('listening','in-use','failed'))
);
--> statement-breakpoint
-- Certificates that spoke for a link, with the day each ends.
create table peer_certificate (
  profile_id uuid not null references connection_profile (id),
  fingerprint text not null,
  common_name text not null,
  valid_until timestamptz,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (profile_id, fingerprint)
);
--> statement-breakpoint
alter table inbound_message add column profile_version integer not null default 1;
--> statement-breakpoint
create index inbound_message_profile on inbound_message (profile_id, received_at desc);
--> statement-breakpoint
grant select (profile_version) on inbound_message to relais_web;
--> statement-breakpoint

-- The words of a version: everything that a person can set, and nothing else.
create function profile_content(p connection_profile) returns jsonb language sql immutable set search_path = public
  as $$ select jsonb_build_object('name', p.name, 'sendingApplication', p.sending_application, 'sendingFacility', p.sending_facility, 'defaultCharset', p.default_charset,
    'timeZone', p.time_zone, 'isActive', p.is_active, 'settings', p.settings) $$;
--> statement-breakpoint
insert into connection_profile_version (profile_id, version, content, made_by, made_by_name, made_at, reason)
  select p.id, p.version, profile_content(p), null, p.changed_by_name, p.changed_at, p.change_reason from connection_profile p;
--> statement-breakpoint
-- No change without its version, whoever writes: the version is the row's own copy, taken in the same statement.
create function keep_profile_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and profile_content(new) = profile_content(old) then return new; end if;
  if tg_op = 'UPDATE' and new.version <> old.version + 1 then
    raise exception 'a change of a profile is its next version' using errcode = 'check_violation';
  end if;
  insert into connection_profile_version (profile_id, version, content, made_by, made_by_name, made_at, reason, proof_id)
    values (new.id, new.version, profile_content(new), new.changed_by, new.changed_by_name, new.changed_at, new.change_reason, new.proof_id);
  return new;
end $$;
--> statement-breakpoint
create trigger connection_profile_versioned after insert or update on connection_profile for each row execute function keep_profile_version();
--> statement-breakpoint
create trigger connection_profile_version_immutable before update or delete on connection_profile_version for each row execute function refuse_change();
--> statement-breakpoint

create function links_open(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('referent') or actor_has('manager') or actor_has('quality_manager')) and laboratory = any (actor_laboratories())) $$;
--> statement-breakpoint
create function links_managed(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('referent') and laboratory = any (actor_laboratories()) $$;
--> statement-breakpoint
create function link_is_proven(proof uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from step_up_proof p where p.id = proof and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.act = 'change-link'
    and p.proven_at > actor_now() - interval '5 minutes') and not exists (select 1 from connection_profile_version v where v.proof_id = proof) $$;
--> statement-breakpoint
-- The web server changes a profile as its référent, under her own name; what opens a door (sender, certificates, addresses, port, a link that opens) only with a fresh proof.
create function guard_connection_profile() returns trigger language plpgsql as $$
declare
  opens boolean;
begin
  if current_user <> 'relais_web' then return new; end if;
  if new.changed_by is distinct from actor_uuid('user_id') then raise exception 'who changes a link says so herself' using errcode = 'insufficient_privilege'; end if;
  if new.is_generic then raise exception 'the generic profile is laid down with the demonstration' using errcode = 'insufficient_privilege'; end if;
  if tg_op = 'INSERT' then
    opens := true;
  else
    if (new.id, new.laboratory_id) is distinct from (old.id, old.laboratory_id) then
      raise exception 'a link stays with its laboratory' using errcode = 'insufficient_privilege';
    end if;
    opens := (new.sending_application, new.sending_facility) is distinct from (old.sending_application, old.sending_facility)
      or coalesce(new.settings -> 'security', '{"addresses":[],"certificates":[]}') is distinct from coalesce(old.settings -> 'security', '{"addresses":[],"certificates":[]}')
      or coalesce(new.settings -> 'port', 'null') is distinct from coalesce(old.settings -> 'port', 'null')
      or (new.is_active and not old.is_active);
  end if;
  if opens and not link_is_proven(new.proof_id) then raise exception 'only who has proven it opens a door' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger connection_profile_guard before insert or update on connection_profile for each row execute function guard_connection_profile();
--> statement-breakpoint

do $$
declare
  t text;
begin
  foreach t in array array['connection_profile','connection_profile_version','link_port','peer_certificate'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant select on connection_profile_version, link_port, peer_certificate to relais_web, relais_worker;
--> statement-breakpoint
grant insert, update, delete on link_port to relais_worker;
--> statement-breakpoint
grant insert, update on peer_certificate to relais_worker;
--> statement-breakpoint
grant insert on connection_profile to relais_web;
--> statement-breakpoint
grant update (name, sending_application, sending_facility, default_charset, time_zone, settings, version, is_active, changed_by, changed_by_name, changed_at, change_reason, proof_id)
  on connection_profile to relais_web;
--> statement-breakpoint
create policy links_read on connection_profile for select to relais_web using (links_open(laboratory_id));
--> statement-breakpoint
create policy referent_adds on connection_profile for insert to relais_web with check (links_managed(laboratory_id));
--> statement-breakpoint
create policy referent_changes on connection_profile for update to relais_web using (links_managed(laboratory_id)) with check (links_managed(laboratory_id));
--> statement-breakpoint
create policy links_read on connection_profile_version for select to relais_web using (exists (select 1 from connection_profile p where p.id = profile_id));
--> statement-breakpoint
create policy links_read on link_port for select to relais_web using (exists (select 1 from connection_profile p where p.id = profile_id));
--> statement-breakpoint
create policy links_read on peer_certificate for select to relais_web using (exists (select 1 from connection_profile p where p.id = profile_id));
--> statement-breakpoint

-- Whether another link, of whatever laboratory, has this sender or this port: a yes or a no, never whose.
create function sender_taken(application text, facility text, except_profile uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('referent') and exists (select 1 from connection_profile p where p.sending_application = application and p.sending_facility = facility and p.id is distinct from except_profile) $$;
--> statement-breakpoint
create function port_taken(wanted integer, except_profile uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('referent') and exists (select 1 from connection_profile p where p.is_active and (p.settings ->> 'port')::integer = wanted and p.id is distinct from except_profile) $$;
--> statement-breakpoint
-- When a link was last heard: an instant, for whoever may see the link.
create function link_last_heard(profile uuid) returns timestamptz language sql stable security definer set search_path = public
  as $$ select m.received_at from inbound_message m join connection_profile p on p.id = m.profile_id
    where m.profile_id = profile and links_open(p.laboratory_id) order by m.received_at desc limit 1 $$;
--> statement-breakpoint
revoke all on function sender_taken, port_taken, link_last_heard, link_is_proven from public;
--> statement-breakpoint
grant execute on function sender_taken, port_taken, link_last_heard, link_is_proven to relais_web;
--> statement-breakpoint
-- Where Relais sends a laboratory's decisions: by its référent, proven.
create table lis_url_change (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  proof_id uuid not null unique,
  changed_by uuid not null references user_account (id),
  at timestamptz not null
);
--> statement-breakpoint
alter table lis_url_change enable row level security;
--> statement-breakpoint
create policy worker_all on lis_url_change to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy links_read on lis_url_change for select to relais_web using (links_open(laboratory_id));
--> statement-breakpoint
grant select on lis_url_change to relais_web;
--> statement-breakpoint
grant select, insert on lis_url_change to relais_worker;
--> statement-breakpoint
create trigger lis_url_change_immutable before update or delete on lis_url_change for each row execute function refuse_change();
--> statement-breakpoint
create function change_lis_url(change uuid, laboratory uuid, url text, proof uuid) returns void language plpgsql security definer set search_path = public as $$
begin
  if not links_managed(laboratory) or not link_is_proven(proof) then
    raise exception 'only a référent who has proven it says where decisions go' using errcode = 'insufficient_privilege';
  end if;
  insert into lis_url_change (id, laboratory_id, proof_id, changed_by, at) values (change, laboratory, proof, actor_uuid('user_id'), actor_now());
  update laboratory l set lis_url = nullif(url, '') where l.id = laboratory;
end $$;
--> statement-breakpoint
revoke all on function change_lis_url from public;
--> statement-breakpoint
grant execute on function change_lis_url to relais_web;
--> statement-breakpoint

-- What a message says, for the référent of the laboratory that sent it and for nobody else. The caller appends « inbound.open » to the trace in the same transaction.
create function inbound_raw(message uuid) returns bytea language sql stable security definer set search_path = public
  as $$ select m.raw from inbound_message m where m.id = message and m.laboratory_id is not null and actor_has('referent') and m.laboratory_id = any (actor_laboratories())
    and exchanges_open(m.laboratory_id) $$;
--> statement-breakpoint
revoke all on function inbound_raw from public;
--> statement-breakpoint
grant execute on function inbound_raw to relais_web;
--> statement-breakpoint
alter table security_notice drop constraint security_notice_kind;
--> statement-breakpoint
alter table security_notice add constraint security_notice_kind check (kind in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked',
  'maintenance-opened','maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken','emergency-sealed','sender-not-proven'));
