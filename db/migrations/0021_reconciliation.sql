-- Reconciliation: what came against what became of it, day by day; alarms of the links.

create table link_alarm (
  id uuid primary key not null,
  laboratory_id uuid references laboratory(id),
  kind text not null,
  subject text not null,
  detail jsonb not null default '{}',
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  taken_by_name text,
  taken_at timestamptz,
  told_at timestamptz,
  closed_at timestamptz,
  closed_why text,
  closed_by_name text
);
--> statement-breakpoint
create unique index link_alarm_open on link_alarm (kind, laboratory_id, subject) nulls not distinct where closed_at is null;
--> statement-breakpoint
create index link_alarm_opened_at_index on link_alarm (opened_at);
--> statement-breakpoint
create table reconciliation_day (
  laboratory_id uuid not null references laboratory(id),
  day date not null,
  counts jsonb not null,
  hours integer[] not null,
  differences jsonb not null default '[]',
  is_balanced boolean not null,
  checked_at timestamptz not null,
  took_ms integer not null default 0,
  results_checked_at timestamptz not null,
  declared integer,
  declared_by_name text,
  declared_at timestamptz,
  primary key (laboratory_id, day)
);
--> statement-breakpoint
create index reconciliation_day_day_index on reconciliation_day (day);
--> statement-breakpoint
-- The windows of time that the sweeper looks through.
create index inbound_message_day on inbound_message (laboratory_id, received_at, state);
--> statement-breakpoint
create index dossier_revision_recorded on dossier_revision (recorded_at);
--> statement-breakpoint
create index dossier_created on dossier (laboratory_id, created_at);
--> statement-breakpoint
create index inbound_message_sequence on inbound_message (profile_id, arrival) where sequence_number is not null;
--> statement-breakpoint
-- Whoever watches a laboratory's link, also the biologist on duty there; what concerns no single laboratory is seen by all of them.
create function reconciliation_open(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('referent') or actor_has('manager') or actor_has('biologist') or actor_has('quality_manager'))
    and (laboratory = any (actor_laboratories()) or (laboratory is null and cardinality(actor_laboratories()) > 0))) $$;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['link_alarm', 'reconciliation_day'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('create policy watchers_read on %I for select to relais_web using (reconciliation_open(laboratory_id))', t);
    execute format('create policy watchers_act on %I for update to relais_web using ((actor_has(''referent'') or actor_has(''biologist'')) and reconciliation_open(laboratory_id)) with check (true)', t);
    execute format('grant select on %I to relais_web', t);
    execute format('grant select, insert, update on %I to relais_worker', t);
  end loop;
end $$;
--> statement-breakpoint
-- A person takes an alarm in charge, or settles what cannot go away by itself.
grant update (taken_by_name, taken_at, closed_at, closed_why, closed_by_name) on link_alarm to relais_web;
--> statement-breakpoint
-- And writes what the LIS counts.
grant update (declared, declared_by_name, declared_at) on reconciliation_day to relais_web;
