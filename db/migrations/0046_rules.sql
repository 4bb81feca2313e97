-- Life of a rule set: draft, replay of ninety days, control sheet, approval by another biologist, in force from an instant, suspension, return to an earlier version.

create unique index rule_set_one_per_laboratory on rule_set (laboratory_id);
--> statement-breakpoint
create table rule_draft (
  id uuid primary key not null,
  laboratory_id uuid not null references laboratory (id),
  rule_set_id uuid not null references rule_set (id),
  based_on_id uuid references rule_set_version (id),
  content jsonb not null,
  content_hash text not null,
  revision integer not null,
  author_id uuid not null references user_account (id),
  author_name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  closed_as text,
  constraint draft_closed check ((closed_at is null) = (closed_as is null) and closed_as in ('approved', 'dropped'))
);
--> statement-breakpoint
create unique index rule_draft_open on rule_draft (laboratory_id) where closed_at is null;
--> statement-breakpoint
create table rule_draft_change (
  draft_id uuid not null references rule_draft (id),
  number integer not null,
  kind text not null,
  before jsonb not null,
  after jsonb not null,
  by_user_id uuid not null references user_account (id),
  by_name text not null,
  at timestamptz not null,
  undone_at timestamptz,
  undone_by_name text,
  primary key (draft_id, number),
  constraint draft_change_kind check (kind in ('rule', 'off', 'on', 'remove', 'analyte', 'title', 'import')),
  constraint draft_change_undone check ((undone_at is null) = (undone_by_name is null))
);
--> statement-breakpoint
create table rule_replay (
  id uuid primary key not null,
  laboratory_id uuid not null references laboratory (id),
  draft_id uuid not null references rule_draft (id),
  draft_revision integer not null,
  content jsonb not null,
  content_hash text not null,
  base_version_id uuid references rule_set_version (id),
  from_at timestamptz not null,
  until_at timestamptz not null,
  state text not null,
  total integer not null,
  done integer not null,
  cursor_at timestamptz,
  cursor_id uuid,
  listed integer not null,
  counts jsonb not null,
  asked_by uuid not null references user_account (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  ended_at timestamptz,
  constraint replay_state check (state in ('running', 'done', 'stopped')),
  constraint replay_ended check ((ended_at is null) = (state = 'running'))
);
--> statement-breakpoint
create index rule_replay_draft on rule_replay (draft_id, asked_at);
--> statement-breakpoint
create index rule_replay_running on rule_replay (asked_at) where state = 'running';
--> statement-breakpoint
create table rule_replay_dossier (
  replay_id uuid not null references rule_replay (id),
  rank integer not null,
  dossier_id uuid not null references dossier (id),
  accession_number text not null,
  received_at timestamptz not null,
  is_night boolean not null,
  before_effect text,
  after_effect text,
  before_auto boolean not null,
  after_auto boolean not null,
  appeared text[] not null,
  vanished text[] not null,
  says text not null,
  primary key (replay_id, rank)
);
--> statement-breakpoint
create table rule_control_sheet (
  id uuid primary key not null,
  number text not null,
  laboratory_id uuid not null references laboratory (id),
  draft_id uuid not null references rule_draft (id),
  draft_revision integer not null,
  replay_id uuid not null references rule_replay (id),
  content_hash text not null,
  body jsonb not null,
  signed_hash text not null,
  made_by uuid not null references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  refused_by uuid references user_account (id),
  refused_by_name text,
  refused_reason text,
  refused_at timestamptz,
  unique (laboratory_id, number),
  constraint sheet_refused check ((refused_at is null) = (refused_by is null) and (refused_at is null) = (refused_reason is null) and (refused_at is null) = (refused_by_name is null))
);
--> statement-breakpoint
create table rule_suspension (
  id uuid primary key not null,
  rule_set_id uuid not null references rule_set (id),
  laboratory_id uuid not null references laboratory (id),
  reason text not null,
  by_user_id uuid not null references user_account (id),
  by_name text not null,
  at timestamptz not null,
  lifted_at timestamptz,
  lifted_by uuid references user_account (id),
  lifted_by_name text,
  lift_proof_id uuid references step_up_proof (id),
  constraint suspension_lifted check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_by_name is null) and (lifted_at is null) = (lift_proof_id is null))
);
--> statement-breakpoint
create unique index rule_suspension_open on rule_suspension (laboratory_id) where lifted_at is null;
--> statement-breakpoint
alter table rule_set_version add column origin text not null default 'shipped',
  add column control_sheet_id uuid references rule_control_sheet (id),
  add column restores_id uuid references rule_set_version (id),
  add column signed_hash text,
  add column restore_reason text,
  add constraint version_origin check ((origin = 'shipped' and control_sheet_id is null and restores_id is null)
    or (origin = 'draft' and control_sheet_id is not null and restores_id is null and signed_hash is not null)
    or (origin = 'restored' and control_sheet_id is null and restores_id is not null)),
  add constraint version_not_before check (in_force_from >= created_at);
--> statement-breakpoint
create unique index rule_set_version_sheet on rule_set_version (control_sheet_id) where control_sheet_id is not null;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['rule_draft', 'rule_draft_change', 'rule_replay', 'rule_replay_dossier', 'rule_control_sheet', 'rule_suspension'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select on %I to relais_worker, relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
-- Of a draft the worker reads what is to be replayed, and writes what the replay gave; it drafts, submits, approves and suspends nothing.
grant update (state, done, cursor_at, cursor_id, listed, counts, ended_at) on rule_replay to relais_worker;
--> statement-breakpoint
grant insert on rule_replay_dossier to relais_worker;
--> statement-breakpoint
grant insert on rule_draft, rule_draft_change, rule_replay, rule_control_sheet, rule_suspension, rule_set_version to relais_web;
--> statement-breakpoint
grant update (content, content_hash, revision, updated_at, closed_at, closed_as) on rule_draft to relais_web;
--> statement-breakpoint
grant update (undone_at, undone_by_name) on rule_draft_change to relais_web;
--> statement-breakpoint
grant update (state, ended_at) on rule_replay to relais_web;
--> statement-breakpoint
grant update (refused_by, refused_by_name, refused_reason, refused_at) on rule_control_sheet to relais_web;
--> statement-breakpoint
grant update (lifted_at, lifted_by, lifted_by_name, lift_proof_id) on rule_suspension to relais_web;
--> statement-breakpoint
-- Who writes rules: a biologist or a technician of that laboratory.
create function rules_written(laboratory uuid) returns boolean language sql stable
  as $$ select (actor_has('biologist') or actor_has('technician')) and laboratory = any (actor_laboratories()) $$;
--> statement-breakpoint
-- Everybody who has put a hand to a draft is its author, also of what was undone later.
create function wrote_draft(draft uuid, person uuid) returns boolean language sql stable
  as $$ select exists (select 1 from rule_draft d where d.id = draft and d.author_id = person)
    or exists (select 1 from rule_draft_change c where c.draft_id = draft and c.by_user_id = person) $$;
--> statement-breakpoint
create policy laboratory_reads on rule_draft for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
create policy laboratory_drafts on rule_draft for insert to relais_web
  with check (rules_written(laboratory_id) and author_id = actor_uuid('user_id') and closed_at is null
    and exists (select 1 from rule_set s where s.id = rule_set_id and s.laboratory_id = rule_draft.laboratory_id));
--> statement-breakpoint
create policy laboratory_changes on rule_draft for update to relais_web using (rules_written(laboratory_id) and closed_at is null) with check (rules_written(laboratory_id));
--> statement-breakpoint
create policy laboratory_reads on rule_draft_change for select to relais_web using (exists (select 1 from rule_draft d where d.id = draft_id));
--> statement-breakpoint
create policy laboratory_changes on rule_draft_change for insert to relais_web
  with check (by_user_id = actor_uuid('user_id') and exists (select 1 from rule_draft d where d.id = draft_id and d.closed_at is null and rules_written(d.laboratory_id)));
--> statement-breakpoint
create policy laboratory_undoes on rule_draft_change for update to relais_web
  using (undone_at is null and exists (select 1 from rule_draft d where d.id = draft_id and d.closed_at is null and rules_written(d.laboratory_id))) with check (true);
--> statement-breakpoint
create policy laboratory_reads on rule_replay for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
create policy laboratory_replays on rule_replay for insert to relais_web
  with check (rules_written(laboratory_id) and asked_by = actor_uuid('user_id') and state = 'running' and done = 0
    and exists (select 1 from rule_draft d where d.id = draft_id and d.laboratory_id = rule_replay.laboratory_id and d.content_hash = rule_replay.content_hash));
--> statement-breakpoint
create policy laboratory_stops on rule_replay for update to relais_web using (rules_written(laboratory_id) and state = 'running') with check (state = 'stopped');
--> statement-breakpoint
-- A dossier that its rules speak of is read by whoever reads the dossier.
create policy laboratory_reads on rule_replay_dossier for select to relais_web
  using (exists (select 1 from rule_replay r where r.id = replay_id) and exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy laboratory_reads on rule_control_sheet for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
-- A sheet is about the draft as it stands, replayed to the end as it stands.
create policy laboratory_submits on rule_control_sheet for insert to relais_web
  with check (rules_written(laboratory_id) and made_by = actor_uuid('user_id') and refused_at is null
    and exists (select 1 from rule_draft d where d.id = draft_id and d.closed_at is null and d.laboratory_id = rule_control_sheet.laboratory_id
      and d.revision = draft_revision and d.content_hash = rule_control_sheet.content_hash)
    and exists (select 1 from rule_replay r where r.id = replay_id and r.draft_id = rule_control_sheet.draft_id and r.state = 'done' and r.content_hash = rule_control_sheet.content_hash));
--> statement-breakpoint
create policy biologist_refuses on rule_control_sheet for update to relais_web
  using (refused_at is null and actor_has('biologist') and laboratory_id = any (actor_laboratories())
    and not exists (select 1 from rule_set_version v where v.control_sheet_id = rule_control_sheet.id))
  with check (refused_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy laboratory_reads on rule_suspension for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
create policy biologist_suspends on rule_suspension for insert to relais_web
  with check (actor_has('biologist') and laboratory_id = any (actor_laboratories()) and by_user_id = actor_uuid('user_id') and lifted_at is null
    and exists (select 1 from rule_set s where s.id = rule_set_id and s.laboratory_id = rule_suspension.laboratory_id));
--> statement-breakpoint
create policy biologist_lifts on rule_suspension for update to relais_web
  using (lifted_at is null and actor_has('biologist') and laboratory_id = any (actor_laboratories()))
  with check (lifted_by = actor_uuid('user_id') and exists (select 1 from step_up_proof p where p.id = lift_proof_id and p.user_id = actor_uuid('user_id') and p.act = 'approve-rules'));
--> statement-breakpoint
-- A function, for a policy of a table cannot ask the same table.
create function gives_back(restored uuid, of_set uuid, hash text, whole jsonb) returns boolean language sql stable
  as $$ select exists (select 1 from rule_set_version v join rule_set_approval p on p.rule_set_version_id = v.id
    where v.id = restored and v.rule_set_id = of_set and v.content_hash = hash and v.content = whole) $$;
--> statement-breakpoint
-- A version is made by a biologist who wrote none of it, from a sheet that nobody refused and a draft that has not moved since; or gives back what was approved before.
create policy biologist_makes on rule_set_version for insert to relais_web
  with check (actor_has('biologist')
    and exists (select 1 from rule_set s where s.id = rule_set_id and s.laboratory_id = any (actor_laboratories()))
    and ((origin = 'draft' and exists (select 1 from rule_control_sheet c join rule_draft d on d.id = c.draft_id
          where c.id = control_sheet_id and c.refused_at is null and c.signed_hash = rule_set_version.signed_hash and c.content_hash = rule_set_version.content_hash
            and d.rule_set_id = rule_set_version.rule_set_id and d.revision = c.draft_revision and d.content_hash = c.content_hash and d.closed_at is null
            and d.content = rule_set_version.content and not wrote_draft(d.id, actor_uuid('user_id'))))
      or (origin = 'restored' and gives_back(restores_id, rule_set_id, content_hash, content))));
--> statement-breakpoint
drop policy biologist_approves on rule_set_approval;
--> statement-breakpoint
create policy biologist_approves on rule_set_approval for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id')
    and exists (select 1 from rule_set_version v join rule_set s on s.id = v.rule_set_id
      where v.id = rule_set_version_id and v.content_hash = rule_set_approval.content_hash and s.laboratory_id = any (actor_laboratories()))
    and not exists (select 1 from rule_set_version v join rule_control_sheet c on c.id = v.control_sheet_id
      where v.id = rule_set_version_id and wrote_draft(c.draft_id, actor_uuid('user_id')))
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.act = 'approve-rules'));
