-- The repair desk: what stands for what (a laboratory's codes, units, prescribers, wards), version by version, and what a référent may do to a message.

create table mapping_entry (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  kind text not null,
  source text not null,
  source_system text not null default '',
  target text not null,
  target_label text not null default '',
  chapter text not null default '',
  since_version integer not null,
  until_version integer,
  made_by uuid not null,
  made_by_name text not null,
  made_at timestamptz not null,
  reason text not null default '',
  constraint mapping_kind check (kind in ('code', 'unit', 'prescriber', 'ward')),
  constraint mapping_life check (until_version is null or until_version > since_version)
);
--> statement-breakpoint
create unique index mapping_entry_in_force on mapping_entry (laboratory_id, kind, source, source_system) where until_version is null;
--> statement-breakpoint
create index mapping_entry_source on mapping_entry (kind, source);
--> statement-breakpoint
create table mapping_version (
  laboratory_id uuid not null references laboratory (id),
  kind text not null,
  version integer not null,
  made_at timestamptz not null,
  made_by_name text not null,
  reason text not null default '',
  added integer not null,
  ended integer not null,
  primary key (laboratory_id, kind, version)
);
--> statement-breakpoint
alter table test_definition add column units text[] not null default '{}';
--> statement-breakpoint
alter table mapping_entry enable row level security;
--> statement-breakpoint
alter table mapping_entry force row level security;
--> statement-breakpoint
alter table mapping_version enable row level security;
--> statement-breakpoint
alter table mapping_version force row level security;
--> statement-breakpoint
grant select, insert, update on mapping_entry, mapping_version to relais_worker;
--> statement-breakpoint
create policy worker_all on mapping_entry to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy worker_all on mapping_version to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert on mapping_entry, mapping_version to relais_web;
--> statement-breakpoint
-- An entry is never rewritten: it ends.
grant update (until_version) on mapping_entry to relais_web;
--> statement-breakpoint
create function mappings_open(laboratory uuid) returns boolean language sql stable
  as $$ select (actor_has('referent') or actor_has('biologist') or actor_has('quality_manager')) and laboratory = any (actor_laboratories()) $$;
--> statement-breakpoint
create function mends(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('referent') and (laboratory is null or laboratory = any (actor_laboratories())) $$;
--> statement-breakpoint
create policy mappings_read on mapping_entry for select to relais_web using (mappings_open(laboratory_id));
--> statement-breakpoint
create policy mappings_made on mapping_entry for insert to relais_web with check (laboratory_id is not null and mends(laboratory_id) and made_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy mappings_ended on mapping_entry for update to relais_web using (mends(laboratory_id)) with check (mends(laboratory_id) and until_version is not null);
--> statement-breakpoint
create policy mappings_read on mapping_version for select to relais_web using (mappings_open(laboratory_id));
--> statement-breakpoint
create policy mappings_made on mapping_version for insert to relais_web with check (mends(laboratory_id));
--> statement-breakpoint

-- What a référent may do to a message: set it aside, take it back, have it carried in again. Never to its bytes.
grant update (state, replays, replayed_at, discarded_at, discarded_by, discard_reason) on inbound_message to relais_web;
--> statement-breakpoint
create policy referent_mends on inbound_message for update to relais_web using (mends(laboratory_id)) with check (mends(laboratory_id) and state in ('stored', 'quarantined', 'refused', 'discarded', 'applied'));
--> statement-breakpoint
grant update (closed_at, closed_by, resolution, reason, asked_at) on repair_item to relais_web;
--> statement-breakpoint
create policy referent_mends on repair_item for update to relais_web using (mends(laboratory_id)) with check (mends(laboratory_id));
--> statement-breakpoint

-- Whether somebody waits for it: a dossier asked for urgently, or one that holds a critical result.
create function dossier_is_pressing(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select coalesce((select d.priority in ('stat', 'urgent') or exists (select 1 from observation_version o where o.dossier_id = d.id and o.interpretation ~ '(HH|LL|AA)')
      from dossier d where d.id = wanted and (actor_setting('actor_kind') = 'system' or exchanges_open(d.laboratory_id))), false) $$;
--> statement-breakpoint
-- How far a mapping of a code or a unit reaches, in numbers only.
create function mapping_reach(laboratory uuid, wanted_code text, wanted_unit text) returns table (waiting integer, decided integer, dossiers integer)
  language sql stable security definer set search_path = public as $$
  with present as (
    select distinct on (o.dossier_id, o.observation_key) o.id, o.dossier_id, o.code, o.unit from observation_version o join dossier d on d.id = o.dossier_id
      where d.laboratory_id = mapping_reach.laboratory and mends(d.laboratory_id)
        and o.dossier_id in (select x.dossier_id from observation_version x where x.code = wanted_code)
      order by o.dossier_id, o.observation_key, o.version desc)
  select (count(*) filter (where k.decision_id is null))::integer, (count(*) filter (where k.decision_id is not null))::integer, count(distinct p.dossier_id)::integer
    from present p left join decision_observation k on k.observation_version_id = p.id and k.active and k.kind <> 'hold'
    where p.code = wanted_code and (wanted_unit is null or p.unit = wanted_unit) $$;
--> statement-breakpoint
-- What other laboratories of the group made of the same code: how many, never which dossiers.
create function mapped_elsewhere(wanted text) returns table (target text, target_label text, chapter text, laboratories integer) language sql stable security definer set search_path = public
  as $$ select e.target, max(e.target_label), max(e.chapter), count(distinct e.laboratory_id)::integer from mapping_entry e
    where e.kind = 'code' and e.target <> '' and upper(e.source) = upper(wanted) and e.until_version is null and actor_has('referent') group by e.target $$;
--> statement-breakpoint
-- What was received since then, code by code and unit by unit, for the report of gaps.
create function codes_received(laboratory uuid, since timestamptz)
  returns table (code text, code_system text, local_code text, label text, unit text, results integer, dossiers integer, last_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select o.code, o.code_system, o.local_code, o.label, o.unit, count(*)::integer, count(distinct o.dossier_id)::integer, max(o.recorded_at)
    from observation_version o join dossier d on d.id = o.dossier_id
    where d.laboratory_id = codes_received.laboratory and mappings_open(d.laboratory_id) and o.recorded_at >= since
    group by o.code, o.code_system, o.local_code, o.label, o.unit $$;
--> statement-breakpoint
-- The directory grows by whoever mends, and by nobody else; what is there is never changed by it.
create function add_prescriber(new_id uuid, rpps text, family text, given text, speciality text) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if not mends(null) then return false; end if;
  insert into prescriber (id, rpps_number, family_name, given_name, specialty) values (new_id, rpps, family, given, nullif(speciality, '')) on conflict do nothing;
  return found;
end $$;
--> statement-breakpoint
create function add_ward(new_id uuid, laboratory uuid, ward_code text, ward_name text, ward_phone text) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if laboratory is null or not mends(laboratory) then return false; end if;
  insert into ward (id, legal_entity_id, code, name, phone)
    select new_id, l.legal_entity_id, ward_code, ward_name, nullif(ward_phone, '') from laboratory l where l.id = add_ward.laboratory on conflict do nothing;
  return found;
end $$;
--> statement-breakpoint
revoke all on function dossier_is_pressing, mapping_reach, mapped_elsewhere, codes_received, add_prescriber, add_ward from public;
--> statement-breakpoint
grant execute on function dossier_is_pressing, mapping_reach, mapped_elsewhere, codes_received, add_prescriber, add_ward to relais_web, relais_worker;
