-- Automatic validation: in the name of a biologist on duty who accepted it, off by default everywhere, marked on every dossier, a sample looked at by a person.

create table autoverification_acceptance (
  id uuid primary key not null,
  user_id uuid not null references user_account (id),
  name text not null,
  rpps_number text,
  laboratory_id uuid not null references laboratory (id),
  rule_set_id uuid not null,
  rule_set_version_id uuid not null references rule_set_version (id),
  rule_set_title text not null,
  rule_set_version integer not null,
  approved_by_name text not null,
  approved_at timestamptz not null,
  site_ids uuid[] not null,
  chapters text[] not null,
  test_codes text[] not null,
  sample_percent integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  statement text not null,
  statement_hash text not null,
  proof_id uuid not null unique references step_up_proof (id),
  accepted_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references user_account (id),
  ended_by_name text,
  constraint acceptance_period check (ends_at > starts_at),
  constraint acceptance_has_sites check (cardinality(site_ids) > 0),
  constraint acceptance_has_scope check (cardinality(chapters) + cardinality(test_codes) > 0),
  constraint acceptance_sample check (sample_percent between 1 and 100),
  constraint acceptance_ended_by check ((ended_at is null) = (ended_by_name is null))
);
--> statement-breakpoint
create index acceptance_in_force on autoverification_acceptance (ends_at) where ended_at is null;
--> statement-breakpoint
create table autoverification_switch (
  number bigserial primary key not null,
  scope text not null,
  subject_id uuid not null,
  is_on boolean not null,
  at timestamptz not null,
  by_user_id uuid not null references user_account (id),
  by_name text not null,
  proof_id uuid references step_up_proof (id),
  constraint switch_scope check (scope in ('all', 'site', 'rule-set', 'biologist')),
  constraint switch_on_proven check (not is_on or proof_id is not null)
);
--> statement-breakpoint
create index autoverification_switch_last on autoverification_switch (scope, subject_id, number);
--> statement-breakpoint
create table autoverification_secret (
  is_only boolean primary key not null default true,
  key bytea not null,
  constraint secret_only check (is_only)
);
--> statement-breakpoint
insert into autoverification_secret (key) values (sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')));
--> statement-breakpoint
create table autoverification_sample (
  decision_id uuid primary key not null references validation_decision (id),
  dossier_id uuid not null references dossier (id),
  site_id uuid not null references site (id),
  laboratory_id uuid not null references laboratory (id),
  rule_set_version_id uuid not null references rule_set_version (id),
  is_control boolean not null,
  shown jsonb not null,
  decided_at timestamptz not null,
  drawn_at timestamptz not null,
  would_validate boolean,
  remark text not null default '',
  reviewed_by uuid references user_account (id),
  reviewed_by_name text,
  reviewed_at timestamptz,
  constraint sample_reviewed check ((would_validate is null) = (reviewed_at is null) and (reviewed_by is null) = (reviewed_at is null))
);
--> statement-breakpoint
create index sample_open on autoverification_sample (site_id, drawn_at) where reviewed_at is null;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['autoverification_acceptance', 'autoverification_switch', 'autoverification_secret', 'autoverification_sample'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select on %I to relais_worker', t);
  end loop;
end $$;
--> statement-breakpoint
grant insert on autoverification_acceptance, autoverification_switch, autoverification_sample to relais_worker;
--> statement-breakpoint
grant select, insert on autoverification_acceptance, autoverification_switch to relais_web;
--> statement-breakpoint
grant usage on sequence autoverification_switch_number_seq to relais_web, relais_worker;
--> statement-breakpoint
grant update (ended_at, ended_by, ended_by_name) on autoverification_acceptance to relais_web;
--> statement-breakpoint
grant select, update (would_validate, remark, reviewed_by, reviewed_by_name, reviewed_at) on autoverification_sample to relais_web;
--> statement-breakpoint
create policy laboratory_reads on autoverification_acceptance for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
-- In her own name alone, on a version that somebody approved, with her own proof of this very statement.
create policy biologist_accepts on autoverification_acceptance for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and site_ids <@ actor_uuids('site_ids') and ended_at is null
    and statement_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from rule_set_approval p where p.rule_set_version_id = autoverification_acceptance.rule_set_version_id)
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.act = 'accept-autoverification'));
--> statement-breakpoint
create policy laboratory_ends on autoverification_acceptance for update to relais_web
  using (actor_has('biologist') and ended_at is null and (user_id = actor_uuid('user_id') or site_ids && actor_uuids('site_ids')))
  with check (ended_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy laboratory_reads on autoverification_switch for select to relais_web
  using (actor_has('biologist') or actor_has('technician') or actor_has('referent') or actor_has('manager') or actor_has('quality_manager'));
--> statement-breakpoint
-- Whoever works with results may stop it; on again only a biologist, with a proof of her own.
create policy laboratory_throws on autoverification_switch for insert to relais_web
  with check (by_user_id = actor_uuid('user_id') and ((not is_on and (actor_has('biologist') or actor_has('technician')))
    or (is_on and actor_has('biologist') and (scope <> 'site' or subject_id = any (actor_uuids('site_ids'))) and (scope <> 'biologist' or subject_id = actor_uuid('user_id'))
      and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.act = 'accept-autoverification'))));
--> statement-breakpoint
create policy biologist_reads on autoverification_sample for select to relais_web
  using ((actor_has('biologist') or actor_has('quality_manager')) and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_reviews on autoverification_sample for update to relais_web
  using (actor_has('biologist') and reviewed_at is null and site_id = any (actor_uuids('site_ids'))) with check (reviewed_by = actor_uuid('user_id'));
--> statement-breakpoint
-- A decision of the kind `auto`: results leave by it, the LIS is told, and on whose acceptance and by which rules it was made stands in it.
create or replace function validates(kind text) returns boolean language sql immutable parallel safe as $$ select kind in ('validate', 'lis', 'auto') $$;
--> statement-breakpoint
create or replace function told_to_lis(kind text) returns boolean language sql immutable parallel safe as $$ select kind in ('validate', 'refuse', 'comment', 'auto') $$;
--> statement-breakpoint
alter table validation_decision add column automatic jsonb;
--> statement-breakpoint
alter table validation_decision drop constraint decision_kind;
--> statement-breakpoint
alter table validation_decision add constraint decision_kind check (kind in ('validate', 'hold', 'lis', 'refuse', 'comment', 'auto')),
  add constraint decision_automatic check ((kind = 'auto') = (automatic is not null)),
  add constraint decision_automatic_stated check (kind <> 'auto' or (statement is not null and proof_id is null));
--> statement-breakpoint
drop index validation_decision_settled;
--> statement-breakpoint
create index validation_decision_settled on validation_decision (settled_at) where state = 'effective' and kind in ('validate', 'refuse', 'comment', 'auto');
--> statement-breakpoint
create index validation_decision_automatic on validation_decision (signed_at) where kind = 'auto';
--> statement-breakpoint
alter table worklist_entry add column is_automatic boolean not null default false;
