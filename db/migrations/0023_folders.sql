-- Watched folders: a second door for what an LIS writes as files. What a file is called may name a patient: its référent alone reads that.

create table watched_folder (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  path text not null unique,
  is_active boolean not null default true,
  created_at timestamptz not null,
  made_by_name text not null,
  last_scan_at timestamptz,
  last_file_at timestamptz,
  last_error text
);
--> statement-breakpoint
create table watched_file (
  id uuid primary key,
  folder_id uuid not null references watched_folder (id),
  name text not null,
  size bigint not null,
  sha256 text not null,
  state text not null,
  answers text[] not null,
  at timestamptz not null,
  constraint watched_file_once unique (folder_id, name, sha256),
  constraint watched_file_state check (state in ('taken', 'done', 'failed'))
);
--> statement-breakpoint
create index watched_file_newest on watched_file (folder_id, at desc);
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['watched_folder', 'watched_file'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant select on watched_folder, watched_file to relais_web, relais_worker;
--> statement-breakpoint
grant insert, update on watched_file to relais_worker;
--> statement-breakpoint
grant insert, update on watched_folder to relais_worker;
--> statement-breakpoint
grant insert on watched_folder to relais_web;
--> statement-breakpoint
grant update (is_active) on watched_folder to relais_web;
--> statement-breakpoint
create policy links_read on watched_folder for select to relais_web using (links_open(laboratory_id));
--> statement-breakpoint
create policy referent_adds on watched_folder for insert to relais_web
  with check (links_managed(laboratory_id) and last_scan_at is null and last_file_at is null and last_error is null);
--> statement-breakpoint
create policy referent_changes on watched_folder for update to relais_web using (links_managed(laboratory_id)) with check (links_managed(laboratory_id));
--> statement-breakpoint
create policy referent_reads on watched_file for select to relais_web
  using (exists (select 1 from watched_folder f where f.id = folder_id and links_managed(f.laboratory_id)));
