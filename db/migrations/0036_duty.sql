-- Duty: who answers for which site when, planned from a screen; absences, swaps accepted by name, numbers to call.

create extension if not exists btree_gist;
--> statement-breakpoint
alter table on_call_duty
  add column made_by uuid references user_account(id),
  add column made_by_name text not null default '',
  add column made_at timestamptz,
  add column cancelled_at timestamptz,
  add column cancelled_by_name text,
  add column cancel_reason text,
  add column swap_id uuid;
--> statement-breakpoint
update on_call_duty set made_at = starts_at;
--> statement-breakpoint
-- Of two that speak of the same person, site and time, the later written never was in force.
update on_call_duty d set cancelled_at = d.starts_at, cancel_reason = 'Doublon' where exists (
  select 1 from on_call_duty o where o.user_id = d.user_id and o.site_id = d.site_id and o.id < d.id and o.starts_at < d.ends_at and d.starts_at < o.ends_at);
--> statement-breakpoint
alter table on_call_duty
  alter column made_at set not null,
  add constraint duty_kind check (kind in ('astreinte', 'garde', 'presence')),
  add constraint duty_ends_after_start check (ends_at > starts_at),
  add constraint duty_cancelled_why check (cancelled_at is null or cancel_reason <> ''),
  -- A duty holds until it ends or is cancelled, whatever comes first; what was cancelled before it began never holds.
  add constraint one_duty_per_person_and_site exclude using gist (user_id with =, site_id with =,
    tstzrange(starts_at, greatest(starts_at, least(ends_at, cancelled_at))) with &&);
--> statement-breakpoint
create index on_call_duty_site on on_call_duty (site_id, ends_at);
--> statement-breakpoint
create table duty_absence (
  id uuid primary key not null,
  user_id uuid not null references user_account(id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  made_by uuid references user_account(id),
  made_by_name text not null,
  made_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by_name text,
  constraint absence_ends_after_start check (ends_at > starts_at),
  constraint one_absence_per_person exclude using gist (user_id with =, tstzrange(starts_at, greatest(starts_at, least(ends_at, cancelled_at))) with &&)
);
--> statement-breakpoint
create table duty_swap (
  id uuid primary key not null,
  ask_id uuid not null,
  duty_id uuid not null references on_call_duty(id),
  site_id uuid not null references site(id),
  from_user_id uuid not null references user_account(id),
  to_user_id uuid not null references user_account(id),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  state text not null default 'open',
  answered_at timestamptz,
  answered_by_name text,
  constraint swap_state check (state in ('open', 'accepted', 'declined', 'withdrawn', 'lapsed')),
  constraint swap_answered check ((state = 'open') = (answered_at is null)),
  constraint swap_between_two check (from_user_id <> to_user_id),
  constraint swap_ends_after_start check (ends_at > starts_at)
);
--> statement-breakpoint
create unique index one_open_swap_per_duty on duty_swap (duty_id) where state = 'open';
--> statement-breakpoint
create index duty_swap_ask on duty_swap (ask_id);
--> statement-breakpoint
create table duty_contact (
  user_id uuid primary key not null references user_account(id),
  contacts jsonb not null,
  changed_at timestamptz not null,
  changed_by_name text not null,
  constraint contacts_are_a_list check (jsonb_typeof(contacts) = 'array')
);
--> statement-breakpoint
create function duty_open(site uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('biologist') or actor_has('technician') or actor_has('manager') or actor_has('referent') or actor_has('quality_manager'))
    and site = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
create function duty_plans(site uuid) returns boolean language sql stable
  as $$ select (actor_has('biologist') or actor_has('manager')) and site = any (actor_uuids('site_ids')) $$;
--> statement-breakpoint
-- A person whom the actor could be on duty with, or plan: somebody of one of the actor's sites.
create function duty_person_open(person uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from habilitation h where h.user_id = person and h.role = 'biologist' and duty_open(h.site_id)) $$;
--> statement-breakpoint
create function duty_person_plans(person uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from habilitation h where h.user_id = person and h.role = 'biologist' and duty_plans(h.site_id)) $$;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['on_call_duty', 'duty_absence', 'duty_swap', 'duty_contact'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to relais_worker', t);
    execute format('grant select, insert on %I to relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
create policy laboratory_reads on on_call_duty for select to relais_web using (user_id = actor_uuid('user_id') or duty_open(site_id));
--> statement-breakpoint
create policy planner_plans on on_call_duty for insert to relais_web with check (duty_plans(site_id));
--> statement-breakpoint
create policy planner_ends on on_call_duty for update to relais_web using (duty_plans(site_id)) with check (duty_plans(site_id));
--> statement-breakpoint
grant update (cancelled_at, cancelled_by_name, cancel_reason) on on_call_duty to relais_web;
--> statement-breakpoint
create policy laboratory_reads on duty_absence for select to relais_web using (user_id = actor_uuid('user_id') or duty_person_open(user_id));
--> statement-breakpoint
create policy planner_declares on duty_absence for insert to relais_web with check (duty_person_plans(user_id));
--> statement-breakpoint
create policy planner_ends on duty_absence for update to relais_web using (duty_person_plans(user_id)) with check (duty_person_plans(user_id));
--> statement-breakpoint
grant update (cancelled_at, cancelled_by_name) on duty_absence to relais_web;
--> statement-breakpoint
create policy laboratory_reads on duty_swap for select to relais_web
  using (from_user_id = actor_uuid('user_id') or to_user_id = actor_uuid('user_id') or duty_open(site_id));
--> statement-breakpoint
create policy holder_asks on duty_swap for insert to relais_web
  with check (state = 'open' and actor_has('biologist') and from_user_id = actor_uuid('user_id') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
-- Only whom it is asked of accepts; whoever may plan may end what has become pointless.
create policy concerned_answers on duty_swap for update to relais_web using (state = 'open' and duty_plans(site_id))
  with check ((state in ('accepted', 'declined') and to_user_id = actor_uuid('user_id')) or (state = 'withdrawn' and from_user_id = actor_uuid('user_id')) or state = 'lapsed');
--> statement-breakpoint
grant update (state, answered_at, answered_by_name) on duty_swap to relais_web;
--> statement-breakpoint
create policy laboratory_reads on duty_contact for select to relais_web using (user_id = actor_uuid('user_id') or duty_person_open(user_id));
--> statement-breakpoint
create policy planner_writes on duty_contact for insert to relais_web with check (duty_person_plans(user_id));
--> statement-breakpoint
create policy planner_changes on duty_contact for update to relais_web using (duty_person_plans(user_id)) with check (duty_person_plans(user_id));
--> statement-breakpoint
grant update (contacts, changed_at, changed_by_name) on duty_contact to relais_web;
--> statement-breakpoint
-- Who may be called now, for whoever asks: the laboratory at its sites with every number in its order; a ward or a prescriber with the numbers that were
-- given for them. A duty of somebody who is absent names nobody.
create function duty_lines(at timestamptz) returns table (site_id uuid, user_id uuid, kind text, until timestamptz, contacts jsonb)
  language sql stable security definer set search_path = public as $$
  with reach as (
    select s.id, duty_open(s.id) as is_laboratory from site s join laboratory l on l.id = s.laboratory_id
    where duty_open(s.id) or actor_has('prescriber')
      or (actor_has('ward_staff') and l.legal_entity_id in (select w.legal_entity_id from ward w where w.id = any (actor_uuids('ward_ids')))))
  select r.id, d.user_id, d.kind, least(d.ends_at, d.cancelled_at), coalesce((
      select jsonb_agg(e.value order by e.ordinality) from duty_contact c cross join lateral jsonb_array_elements(c.contacts) with ordinality e
      where c.user_id = d.user_id and (r.is_laboratory or (e.value ->> 'forWards')::boolean)), '[]')
  from reach r left join on_call_duty d on d.site_id = r.id and d.starts_at <= at and least(d.ends_at, d.cancelled_at) > at
    and not exists (select 1 from duty_absence a where a.user_id = d.user_id and a.starts_at <= at and least(a.ends_at, a.cancelled_at) > at)
  order by r.id, d.starts_at $$;
--> statement-breakpoint
revoke all on function duty_lines from public;
--> statement-breakpoint
grant execute on function duty_lines to relais_web, relais_worker;
