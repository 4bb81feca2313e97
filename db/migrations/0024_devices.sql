-- Bedside devices (biologie délocalisée, GBUI XIII-2): which ones speak, how they name themselves, where they stand, whether their results may go in.

create table bedside_device (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  codes text[] not null,
  name text not null,
  ward text not null default '',
  kind text not null,
  silent_after_minutes integer,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by uuid references user_account (id),
  changed_by_name text not null,
  expected_since timestamptz not null,
  last_heard_at timestamptz,
  blocked_at timestamptz,
  blocked_by_name text,
  block_reason text,
  constraint bedside_device_named check (trim(name) <> '' and cardinality(codes) between 1 and 20 and array_position(codes, '') is null),
  constraint bedside_device_kind check (kind in ('glucose', 'blood-gas', 'coagulation', 'cardiac', 'haematology', 'urine', 'molecular', 'other')),
  constraint bedside_device_silence check (silent_after_minutes between 5 and 43200),
  constraint bedside_device_blocked check ((blocked_at is null and blocked_by_name is null and block_reason is null)
    or (blocked_at is not null and blocked_by_name is not null and length(trim(block_reason)) >= 10))
);
--> statement-breakpoint
create index bedside_device_laboratory on bedside_device (laboratory_id);
--> statement-breakpoint
-- One name, one device: within a laboratory a code says which device spoke, whoever writes and however many at once.
create function keep_device_codes() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.laboratory_id::text, 24));
  if exists (select 1 from bedside_device d, unnest(d.codes) known, unnest(new.codes) wanted
      where d.laboratory_id = new.laboratory_id and d.id <> new.id and upper(known) = upper(wanted)) then
    raise exception 'another device of the laboratory has this code' using errcode = 'unique_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger bedside_device_codes before insert or update of codes, laboratory_id on bedside_device for each row execute function keep_device_codes();
--> statement-breakpoint
alter table bedside_device enable row level security;
--> statement-breakpoint
alter table bedside_device force row level security;
--> statement-breakpoint
create policy worker_all on bedside_device to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on bedside_device to relais_worker;
--> statement-breakpoint
grant select, insert on bedside_device to relais_web;
--> statement-breakpoint
-- Never its laboratory and never when it was heard: that is what came, not what somebody says.
grant update (codes, name, ward, kind, silent_after_minutes, changed_at, changed_by, changed_by_name, expected_since, blocked_at, blocked_by_name, block_reason)
  on bedside_device to relais_web;
--> statement-breakpoint
create policy links_read on bedside_device for select to relais_web using (links_open(laboratory_id));
--> statement-breakpoint
create policy referent_adds on bedside_device for insert to relais_web
  with check (links_managed(laboratory_id) and last_heard_at is null and changed_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy referent_changes on bedside_device for update to relais_web
  using (links_managed(laboratory_id)) with check (links_managed(laboratory_id) and changed_by = actor_uuid('user_id'));
--> statement-breakpoint
alter table inbound_message add constraint inbound_message_device foreign key (device_id) references bedside_device (id);
--> statement-breakpoint
create index inbound_message_device on inbound_message (device_id, received_at) where device_id is not null;
--> statement-breakpoint
-- A dossier with results from the bedside says so before it is opened.
alter table worklist_entry add column is_bedside boolean not null default false;
--> statement-breakpoint
-- The rhythm of a device and what of it waits, for whoever may see the device: numbers only, no message.
create function device_pauses(wanted uuid[], since timestamptz) returns table (id uuid, minutes integer) language sql stable security definer set search_path = public as $$
  select p.device_id, max(p.minutes)::integer from (
    select m.device_id, m.received_at, extract(epoch from m.received_at - lag(m.received_at) over (partition by m.device_id order by m.received_at)) / 60 as minutes
      from inbound_message m join bedside_device d on d.id = m.device_id
      where m.device_id = any (wanted) and m.received_at >= since and (actor_setting('actor_kind') = 'system' or links_open(d.laboratory_id))) p
  where p.minutes is not null group by p.device_id, (p.received_at at time zone 'Europe/Paris')::date $$;
--> statement-breakpoint
create function devices_held_back() returns table (id uuid, messages integer) language sql stable security definer set search_path = public as $$
  select m.device_id, count(*)::integer from inbound_message m join bedside_device d on d.id = m.device_id
    where m.state = 'quarantined' and m.failure_code = 'blocked_device' and (actor_setting('actor_kind') = 'system' or links_open(d.laboratory_id)) group by m.device_id $$;
--> statement-breakpoint
revoke all on function device_pauses, devices_held_back from public;
--> statement-breakpoint
grant execute on function device_pauses, devices_held_back to relais_web, relais_worker;
