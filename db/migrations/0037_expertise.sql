-- Expertise: rule sets of a laboratory, what they say of each revision of a dossier, kept for ever.

create table rule_set (
  id uuid primary key not null,
  laboratory_id uuid not null references laboratory(id),
  key text not null,
  created_at timestamptz not null,
  unique (laboratory_id, key)
);
--> statement-breakpoint
create table rule_set_version (
  id uuid primary key not null,
  rule_set_id uuid not null references rule_set(id),
  version integer not null,
  title text not null,
  author text not null,
  content jsonb not null,
  content_hash text not null,
  rule_count integer not null,
  in_force_from timestamptz not null,
  created_at timestamptz not null,
  unique (rule_set_id, version)
);
--> statement-breakpoint
create table rule_set_approval (
  id uuid primary key not null,
  rule_set_version_id uuid not null unique references rule_set_version(id),
  user_id uuid not null references user_account(id),
  name text not null,
  rpps_number text,
  content_hash text not null,
  proof_id uuid not null unique references step_up_proof(id),
  approved_at timestamptz not null
);
--> statement-breakpoint
create table verdict (
  id uuid primary key not null,
  dossier_id uuid not null references dossier(id),
  revision integer not null,
  rule_set_version_id uuid references rule_set_version(id),
  is_approved boolean not null,
  outcome text not null,
  effect text,
  rules integer not null,
  rule_count integer not null,
  finding_count integer not null,
  results jsonb not null,
  content_hash text not null,
  evaluated_at timestamptz not null,
  unique (dossier_id, revision),
  constraint verdict_outcome check (outcome in ('found','not-evaluable','clear','not-evaluated')),
  constraint verdict_effect check (effect in ('inform','hold','call','block'))
);
--> statement-breakpoint
create table finding (
  id uuid primary key not null,
  verdict_id uuid not null references verdict(id),
  dossier_id uuid not null references dossier(id),
  position integer not null,
  rule_code text not null,
  rule_title text not null,
  rule_version integer not null,
  rule_date date not null,
  author text not null,
  outcome text not null,
  line text not null,
  level text,
  effect text not null,
  about uuid[] not null,
  sentence text not null,
  value text not null,
  passed_limit text not null,
  unit text not null,
  content_hash text not null,
  unique (verdict_id, position),
  constraint finding_outcome check (outcome in ('found','not-evaluable')),
  constraint finding_about check (cardinality(about) > 0)
);
--> statement-breakpoint
create index finding_dossier_id_index on finding (dossier_id);
--> statement-breakpoint
-- Whoever works with results in the laboratory reads its rules; a biologist of it approves them.
create function rules_open(laboratory uuid) returns boolean language sql stable
  as $$ select (actor_has('biologist') or actor_has('technician') or actor_has('referent') or actor_has('manager') or actor_has('quality_manager'))
    and laboratory = any (actor_laboratories()) $$;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['rule_set', 'rule_set_version', 'rule_set_approval', 'verdict', 'finding'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    -- Written once: neither role may change or take away what was in force, what was approved, or what was said.
    execute format('grant select, insert on %I to relais_worker', t);
    execute format('grant select on %I to relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
create policy laboratory_reads on rule_set for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
create policy laboratory_reads on rule_set_version for select to relais_web using (exists (select 1 from rule_set s where s.id = rule_set_id));
--> statement-breakpoint
create policy laboratory_reads on rule_set_approval for select to relais_web using (exists (select 1 from rule_set_version v where v.id = rule_set_version_id));
--> statement-breakpoint
create policy biologist_approves on rule_set_approval for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id')
    and exists (select 1 from rule_set_version v join rule_set s on s.id = v.rule_set_id where v.id = rule_set_version_id and v.content_hash = rule_set_approval.content_hash));
--> statement-breakpoint
grant insert on rule_set_approval to relais_web;
--> statement-breakpoint
create policy laboratory_reads on verdict for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy laboratory_reads on finding for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
-- What the rules hold back, on the line of the worklist: '' = nothing.
alter table worklist_entry add column rule_effect text not null default '', add column finding_count integer not null default 0;
