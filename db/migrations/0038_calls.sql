-- Critical results are told by voice: what is to be said, who was tried, what he repeated, and when.
create table critical_call (
  id uuid primary key,
  dossier_id uuid not null references dossier (id),
  laboratory_id uuid not null references laboratory (id),
  site_id uuid not null references site (id),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'open',
  closed_at timestamptz,
  closed_by uuid references user_account (id),
  closed_by_name text,
  spoken_to text not null default '',
  quality text not null default '',
  closing_key uuid unique,
  constraint critical_call_state check (state in ('open','closed','void')),
  constraint critical_call_closed_by_a_person check ((state = 'closed') = (closed_by is not null and closed_by_name is not null and spoken_to <> '' and quality <> '')),
  constraint critical_call_ended check ((state = 'open') = (closed_at is null))
);
--> statement-breakpoint
create unique index one_open_call on critical_call (dossier_id) where state = 'open';
--> statement-breakpoint
create index critical_call_dossier on critical_call (dossier_id, opened_at);
--> statement-breakpoint
create index critical_call_due on critical_call (site_id, due_at) where state = 'open';
--> statement-breakpoint
create table critical_call_value (
  call_id uuid not null references critical_call (id),
  observation_version_id uuid not null references observation_version (id),
  label text not null,
  value text not null,
  unit text not null,
  flag text not null,
  is_void boolean not null default false,
  read_back text,
  primary key (call_id, observation_version_id)
);
--> statement-breakpoint
create index critical_call_value_version on critical_call_value (observation_version_id);
--> statement-breakpoint
create table critical_call_attempt (
  id uuid primary key,
  call_id uuid not null references critical_call (id),
  at timestamptz not null,
  made_by uuid not null references user_account (id),
  made_by_name text not null,
  place text not null,
  number text not null,
  outcome text not null,
  note text not null default '',
  constraint critical_call_attempt_outcome check (outcome in ('reached','no-answer','wrong-place'))
);
--> statement-breakpoint
create index critical_call_attempt_call on critical_call_attempt (call_id, at);
--> statement-breakpoint
create trigger critical_call_attempt_immutable before update or delete on critical_call_attempt for each row execute function refuse_change();
--> statement-breakpoint
-- What was announced, to whom and what he repeated stays as it was said.
create function refuse_change_of_ended_call() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' then
    raise exception 'an ended call is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger critical_call_ended_stays before update on critical_call for each row execute function refuse_change_of_ended_call();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['critical_call','critical_call_value','critical_call_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker', t);
    execute format('grant select on %I to relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
-- The demonstration's past is lived under this role.
grant update (state, closed_at, closed_by, closed_by_name, spoken_to, quality, closing_key) on critical_call to relais_worker;
--> statement-breakpoint
grant update (is_void, read_back) on critical_call_value to relais_worker;
--> statement-breakpoint
grant update (state, closed_at, closed_by, closed_by_name, spoken_to, quality, closing_key) on critical_call to relais_web;
--> statement-breakpoint
grant update (read_back) on critical_call_value to relais_web;
--> statement-breakpoint
grant insert on critical_call_attempt to relais_web;
--> statement-breakpoint
create policy laboratory_reads on critical_call for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
-- An ended call can be locked, to be told that it is over; the trigger refuses every change of it.
create policy biologist_closes on critical_call for update to relais_web
  using (actor_has('biologist') and site_id = any (actor_uuids('site_ids')))
  with check (state = 'closed' and closed_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy laboratory_reads on critical_call_value for select to relais_web using (exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
create policy biologist_hears on critical_call_value for update to relais_web
  using (actor_has('biologist') and exists (select 1 from critical_call c where c.id = call_id and c.site_id = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy laboratory_reads on critical_call_attempt for select to relais_web using (exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
create policy biologist_calls on critical_call_attempt for insert to relais_web
  with check (actor_has('biologist') and made_by = actor_uuid('user_id')
    and exists (select 1 from critical_call c where c.id = call_id and c.state = 'open' and c.site_id = any (actor_uuids('site_ids'))));
--> statement-breakpoint
-- Where the patient is now, for whoever has to phone there: the request's ward may be two wards ago. Stays are closed to the web server otherwise.
create function place_of_patient(dossier uuid) returns table (ward_name text, phone text, since timestamptz, is_known boolean)
  language sql stable security definer set search_path = public as $$
  select w.name, w.phone, s.since, s.id is not null from dossier d
    left join patient_stay s on s.patient_id = d.patient_id and s.until is null
    left join ward w on w.id = s.ward_id
    where d.id = $1 and actor_has('biologist') and d.site_id = any (actor_uuids('site_ids')) $$;
--> statement-breakpoint
revoke all on function place_of_patient from public;
--> statement-breakpoint
grant execute on function place_of_patient to relais_web, relais_worker;
