-- The list of ten thousand: read by pages, searched and filtered by the database, in the order of what cannot wait; who has what open; views and keys of each person.

alter table dossier add column planned_for timestamptz;
--> statement-breakpoint
alter table worklist_entry
  add column ward text not null default '',
  add column chapters text[] not null default '{}',
  -- What a search looks at: without accents, in small letters.
  add column search text not null default '',
  add column planned_for timestamptz,
  -- When the oldest open call of the dossier is due; kept by the database itself, so that whoever opens or closes one need not know of the list.
  add column open_call_at timestamptz,
  -- Its place in the order of what cannot wait: smaller comes first, then what presses first, then what waits longest.
  add column tier smallint not null default 5,
  add column presses_at timestamptz not null default '9999-12-31T00:00:00Z';
--> statement-breakpoint
create function worklist_tier(open_call_at timestamptz, planned_for timestamptz, rank integer) returns smallint language sql immutable parallel safe
  return case when open_call_at is not null then 0 when rank <= 1 then 1 + rank when planned_for is not null then 3 else 2 + rank end;
--> statement-breakpoint
-- Row by row, after the row's lock is had: of a projection and a call at once, whichever comes later sees the other.
create function worklist_order() returns trigger language plpgsql security definer set search_path = public as $$
begin
  new.open_call_at := (select c.due_at from critical_call c where c.dossier_id = new.dossier_id and c.state = 'open');
  new.tier := worklist_tier(new.open_call_at, new.planned_for, new.rank);
  new.presses_at := coalesce(new.open_call_at, new.deadline_at, new.planned_for, '9999-12-31T00:00:00Z');
  return new;
end $$;
--> statement-breakpoint
create trigger worklist_entry_order before insert or update on worklist_entry for each row execute function worklist_order();
--> statement-breakpoint
create function worklist_hears_call() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update worklist_entry set dossier_id = dossier_id where dossier_id = new.dossier_id;
  return null;
end $$;
--> statement-breakpoint
create trigger critical_call_orders_worklist after insert or update on critical_call for each row execute function worklist_hears_call();
--> statement-breakpoint
-- What already waits is found by its new marks at once.
update worklist_entry w set
  ward = coalesce(nullif(wd.name, ''), d.ward_code),
  search = translate(lower(concat_ws(' ', w.patient_name, w.accession_number, w.place)), 'àâäáãéèêëîïíìôöóòõùûüúçÿñ', 'aaaaaeeeeiiiiooooouuuucyn'),
  chapters = coalesce((select array_agg(distinct t.chapter) from observation_version o join test_definition t on t.loinc_code = o.code where o.dossier_id = d.id), '{}')
from dossier d left join ward wd on wd.id = d.ward_id
where d.id = w.dossier_id and w.standing in ('awaiting', 'held', 'pending');
--> statement-breakpoint
-- Who asks is looked up once for a statement, and not once for each of ten thousand lines.
drop policy biologist_works on worklist_entry;
--> statement-breakpoint
create policy biologist_works on worklist_entry to relais_web
  using ((select actor_has('biologist')) and site_id = any (array(select unnest(actor_uuids('site_ids')))))
  with check (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
drop index worklist_waiting;
--> statement-breakpoint
create index worklist_to_do on worklist_entry (site_id, tier, presses_at, arrived_at, dossier_id) where standing in ('awaiting', 'pending');
--> statement-breakpoint
create index worklist_set_aside on worklist_entry (site_id, tier, presses_at, arrived_at, dossier_id) where standing = 'held';
--> statement-breakpoint
create index worklist_counted on worklist_entry (site_id, standing, tier) where standing in ('awaiting', 'held', 'pending');
--> statement-breakpoint
create index worklist_arrived on worklist_entry (site_id, arrived_at);
--> statement-breakpoint
create index worklist_identity on worklist_entry (dossier_id) where identity_changes <> '[]';
--> statement-breakpoint
-- Earlier values are looked for dossier by dossier, newest first: a result is found by its dossier and its code. Nobody asks by the person of the message any more.
drop index observation_prior;
--> statement-breakpoint
create index observation_of_dossier on observation_version (dossier_id, code);
--> statement-breakpoint
-- Since when every line is known to be what its dossier is: the sweeper looks at what was touched since, and at everything once a day.
create table worklist_sweep (
  only_one boolean primary key not null default true,
  clean_until timestamptz not null,
  whole_at timestamptz not null,
  constraint worklist_sweep_one check (only_one)
);
--> statement-breakpoint
create table worklist_view (
  id uuid primary key not null,
  user_id uuid not null references user_account(id),
  name text not null,
  filters jsonb not null,
  position integer not null,
  is_default boolean not null default false,
  changed_at timestamptz not null,
  constraint worklist_view_named check (name <> ''),
  constraint worklist_view_name unique (user_id, name)
);
--> statement-breakpoint
create unique index one_default_view on worklist_view (user_id) where is_default;
--> statement-breakpoint
-- Who has which dossier on the screen; a row that nobody refreshes is nobody's presence.
create table dossier_presence (
  dossier_id uuid not null references dossier(id),
  user_id uuid not null references user_account(id),
  session_id uuid not null,
  site_id uuid not null references site(id),
  user_name text not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  -- When this person took the hand; the latest one who is there has it.
  hand_at timestamptz,
  primary key (dossier_id, user_id)
);
--> statement-breakpoint
create index dossier_presence_site on dossier_presence (site_id, seen_at);
--> statement-breakpoint
create table key_setting (
  user_id uuid primary key not null references user_account(id),
  keys jsonb not null,
  changed_at timestamptz not null,
  constraint keys_are_named check (jsonb_typeof(keys) = 'object')
);
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['worklist_sweep', 'worklist_view', 'dossier_presence', 'key_setting'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to relais_worker', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update, delete on worklist_view, dossier_presence, key_setting to relais_web;
--> statement-breakpoint
create policy owner_keeps on worklist_view to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy owner_keeps on key_setting to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy biologist_sees on dossier_presence for select to relais_web using (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_opens on dossier_presence for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and site_id = any (actor_uuids('site_ids')) and dossier_site(dossier_id) = site_id);
--> statement-breakpoint
create policy biologist_stays on dossier_presence for update to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy biologist_leaves on dossier_presence for delete to relais_web using (user_id = actor_uuid('user_id'));
