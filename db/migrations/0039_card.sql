-- The whole truth on the card: what was said of a sample itself, what an analyser said besides the value, when a result got its status.

alter table specimen add column notes jsonb not null default '[]', add column centrifuged_at timestamptz;
--> statement-breakpoint
alter table service_request add column centrifuged_at timestamptz;
--> statement-breakpoint
alter table observation_version
  add column analyser_flags text[] not null default '{}',
  add column quality_control text not null default '',
  add column values_before text[] not null default '{}',
  add column dilution text not null default '',
  add column status_at timestamptz,
  add column status_text text not null default '';
--> statement-breakpoint
-- Controls of the laboratories' measurements, as their systems send them. Nobody's results: they name no patient. Written once.
create table quality_control (
  id uuid primary key not null,
  laboratory_id uuid not null references laboratory(id),
  message_id uuid not null,
  position integer not null,
  specimen text not null,
  level text not null,
  analyser text not null,
  code text not null,
  code_system text not null,
  local_code text not null,
  label text not null,
  value text not null,
  unit text not null,
  target text not null,
  limits text not null,
  state text not null,
  said text not null,
  measured_at timestamptz not null,
  recorded_at timestamptz not null,
  unique (message_id, position),
  constraint quality_control_state check (state in ('in','warning','out','unknown'))
);
--> statement-breakpoint
create index quality_control_newest on quality_control (laboratory_id, measured_at);
--> statement-breakpoint
create trigger quality_control_immutable before update or delete on quality_control for each row execute function refuse_change();
--> statement-breakpoint
alter table quality_control enable row level security;
--> statement-breakpoint
alter table quality_control force row level security;
--> statement-breakpoint
grant select, insert on quality_control to relais_worker;
--> statement-breakpoint
grant select on quality_control to relais_web;
--> statement-breakpoint
create policy worker_all on quality_control to relais_worker using (true) with check (true);
--> statement-breakpoint
-- Also another laboratory's: who samples sees the controls of who executes (GBUI XIV-2).
create policy laboratory_reads on quality_control for select to relais_web
  using (actor_has('biologist') or actor_has('technician') or actor_has('referent') or actor_has('quality_manager'));
--> statement-breakpoint
-- Which laboratories' links are silent, and since when, for whoever reads a card: a value that was never heard of is not a first one. Names no patient.
create function mute_laboratories() returns table (laboratory_id uuid, since timestamptz) language sql stable security definer set search_path = public
  as $$ select laboratory_id, (detail ->> 'since')::timestamptz from link_alarm
    where kind = 'link-silent' and closed_at is null and laboratory_id is not null and detail ->> 'since' is not null $$;
--> statement-breakpoint
revoke all on function mute_laboratories from public;
--> statement-breakpoint
grant execute on function mute_laboratories to relais_web, relais_worker;
