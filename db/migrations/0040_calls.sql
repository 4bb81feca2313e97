-- Calls by written policy: what is critical where, whom to wake when nobody calls, and the number of a ward at this hour.
create table call_policy_version (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  version integer not null,
  state text not null default 'draft',
  content jsonb not null,
  content_hash text not null,
  -- Null: it came with the product.
  made_by uuid references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  approved_by uuid references user_account (id),
  approved_by_name text,
  approved_rpps text,
  proof_id uuid unique references step_up_proof (id),
  approved_at timestamptz,
  in_force_from timestamptz,
  unique (laboratory_id, version),
  constraint call_policy_version_state check (state in ('draft','approved')),
  constraint call_policy_version_approved check (
    (state = 'approved') = (approved_by is not null and approved_by_name is not null and proof_id is not null and approved_at is not null and in_force_from is not null))
);
--> statement-breakpoint
create unique index one_call_policy_draft on call_policy_version (laboratory_id) where state = 'draft';
--> statement-breakpoint
create index call_policy_in_force on call_policy_version (laboratory_id, in_force_from) where state = 'approved';
--> statement-breakpoint
create function refuse_change_of_approved_policy() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then
    raise exception 'an approved policy is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger call_policy_approved_stays before update or delete on call_policy_version for each row execute function refuse_change_of_approved_policy();
--> statement-breakpoint
-- Which decisions were looked at, and by which policy: a decision without a row was missed. Null = none was approved, the flags of the LIS alone counted.
create table call_review (
  decision_id uuid primary key references validation_decision (id),
  dossier_id uuid not null references dossier (id),
  policy_version_id uuid references call_policy_version (id),
  reviewed_at timestamptz not null
);
--> statement-breakpoint
-- Critical, and not announced again: it was known. Never silent: each says why.
create table call_silence (
  observation_version_id uuid primary key references observation_version (id),
  dossier_id uuid not null references dossier (id),
  known_call_id uuid not null references critical_call (id),
  policy_version_id uuid references call_policy_version (id),
  reason_code text not null,
  reason text not null,
  label text not null,
  value text not null,
  unit text not null,
  at timestamptz not null
);
--> statement-breakpoint
create index call_silence_dossier on call_silence (dossier_id);
--> statement-breakpoint
create trigger call_review_immutable before update or delete on call_review for each row execute function refuse_change();
--> statement-breakpoint
create trigger call_silence_immutable before update or delete on call_silence for each row execute function refuse_change();
--> statement-breakpoint
create index critical_call_closed on critical_call (closed_at) where state = 'closed';
--> statement-breakpoint
alter table critical_call
  add column policy_version_id uuid references call_policy_version (id),
  add column closed_via text not null default 'voice',
  add constraint critical_call_via check (closed_via in ('voice','portal'));
--> statement-breakpoint
alter table critical_call_value
  add column policy_version_id uuid references call_policy_version (id),
  -- Row of the policy, or SIL: the laboratory's own system says so.
  add column reason_code text not null default 'SIL',
  add column reason text not null default '',
  add column direction text not null default 'flag',
  add column due_at timestamptz,
  add constraint critical_call_value_direction check (direction in ('high','low','text','flag'));
--> statement-breakpoint
-- The ladder of one call, written when it opens: what is due at which minute if nobody has called.
create table call_step (
  id uuid primary key,
  call_id uuid not null references critical_call (id),
  position integer not null,
  who text not null,
  gap_minutes integer not null,
  due_at timestamptz not null,
  state text not null default 'pending',
  done_at timestamptz,
  outcome text not null default '',
  unique (call_id, position),
  constraint call_step_who check (who in ('on-duty','next','paper')),
  constraint call_step_state check (state in ('pending','done','skipped')),
  constraint call_step_done check ((state = 'pending') = (done_at is null))
);
--> statement-breakpoint
create index call_step_due on call_step (due_at) where state = 'pending';
--> statement-breakpoint
-- One person told by one step; what became of it.
create table call_notice (
  id uuid primary key,
  step_id uuid not null references call_step (id),
  call_id uuid not null references critical_call (id),
  user_id uuid not null references user_account (id),
  name text not null,
  queued_at timestamptz not null,
  state text not null default 'queued',
  settled_at timestamptz,
  channels text[] not null default '{}',
  unique (step_id, user_id),
  constraint call_notice_state check (state in ('queued','sent','failed','dropped')),
  constraint call_notice_settled check ((state = 'queued') = (settled_at is null))
);
--> statement-breakpoint
create index call_notice_call on call_notice (call_id);
--> statement-breakpoint
create index call_notice_queued on call_notice (queued_at) where state = 'queued';
--> statement-breakpoint
create table ward_phone (
  id uuid primary key,
  ward_id uuid not null references ward (id),
  version integer not null,
  lines jsonb not null,
  made_by uuid references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  unique (ward_id, version)
);
--> statement-breakpoint
create trigger ward_phone_immutable before update or delete on ward_phone for each row execute function refuse_change();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['call_policy_version','call_review','call_silence','call_step','call_notice','ward_phone'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker', t);
    execute format('grant select on %I to relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (due_at) on critical_call to relais_worker;
--> statement-breakpoint
grant update (closed_via) on critical_call to relais_worker, relais_web;
--> statement-breakpoint
grant update (due_at, state, done_at, outcome) on call_step to relais_worker;
--> statement-breakpoint
grant update (state, settled_at, channels) on call_notice to relais_worker;
--> statement-breakpoint
grant update (state, approved_by, approved_by_name, approved_rpps, proof_id, approved_at, in_force_from) on call_policy_version to relais_worker;
--> statement-breakpoint
create policy laboratory_reads on call_policy_version for select to relais_web using (rules_open(laboratory_id));
--> statement-breakpoint
create policy laboratory_writes on call_policy_version for insert to relais_web
  with check (state = 'draft' and (actor_has('biologist') or actor_has('referent')) and made_by = actor_uuid('user_id') and laboratory_id = any (actor_laboratories()));
--> statement-breakpoint
create policy draft_changes on call_policy_version for update to relais_web
  using ((actor_has('biologist') or actor_has('referent')) and laboratory_id = any (actor_laboratories()))
  with check ((state = 'draft' and made_by = actor_uuid('user_id'))
    or (state = 'approved' and actor_has('biologist') and approved_by = actor_uuid('user_id')
      and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id'))));
--> statement-breakpoint
grant insert on call_policy_version to relais_web;
--> statement-breakpoint
grant update (state, content, content_hash, made_by, made_by_name, changed_at, approved_by, approved_by_name, approved_rpps, proof_id, approved_at, in_force_from)
  on call_policy_version to relais_web;
--> statement-breakpoint
create policy laboratory_reads on call_review for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy laboratory_reads on call_silence for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy laboratory_reads on call_step for select to relais_web using ((actor_has('biologist') or actor_has('technician')) and exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
create policy laboratory_reads on call_notice for select to relais_web using ((actor_has('biologist') or actor_has('technician')) and exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
-- Numbers of wards are those of a hospital: every laboratory of it may read and mend them.
create function ward_open(ward uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select (actor_has('biologist') or actor_has('technician') or actor_has('referent') or actor_has('manager') or actor_has('quality_manager'))
    and exists (select 1 from ward w join laboratory l on l.legal_entity_id = w.legal_entity_id where w.id = $1 and l.id = any (actor_laboratories())) $$;
--> statement-breakpoint
create policy laboratory_reads on ward_phone for select to relais_web using (ward_open(ward_id));
--> statement-breakpoint
create policy laboratory_writes on ward_phone for insert to relais_web
  with check ((actor_has('biologist') or actor_has('referent')) and made_by = actor_uuid('user_id') and ward_open(ward_id));
--> statement-breakpoint
grant insert on ward_phone to relais_web;
--> statement-breakpoint
drop function place_of_patient(uuid);
--> statement-breakpoint
-- Where the patient is now, with the numbers of that ward. Technicians read it on the board, to print the sheet when the network goes.
create function place_of_patient(dossier uuid) returns table (ward_id uuid, ward_code text, ward_name text, phone text, lines jsonb, since timestamptz, is_known boolean)
  language sql stable security definer set search_path = public as $$
  select w.id, w.code, w.name, w.phone, p.lines, s.since, s.id is not null from dossier d
    left join patient_stay s on s.patient_id = d.patient_id and s.until is null
    left join ward w on w.id = s.ward_id
    left join lateral (select lines from ward_phone where ward_phone.ward_id = w.id order by version desc limit 1) p on true
    where d.id = $1 and (actor_has('biologist') or actor_has('technician')) and d.site_id = any (actor_uuids('site_ids')) $$;
--> statement-breakpoint
revoke all on function place_of_patient from public;
--> statement-breakpoint
grant execute on function place_of_patient to relais_web, relais_worker;
--> statement-breakpoint
-- Whoever may read the report may read back what is critical in it; who tried to phone is the laboratory's.
drop policy laboratory_reads on critical_call_attempt;
--> statement-breakpoint
create policy laboratory_reads on critical_call_attempt for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
create policy reader_reads on critical_call for select to relais_web
  using (actor_reads() and exists (select 1 from report r where r.dossier_id = critical_call.dossier_id));
--> statement-breakpoint
create policy reader_acknowledges on critical_call for update to relais_web
  using (actor_reads() and state = 'open' and exists (select 1 from report r where r.dossier_id = critical_call.dossier_id))
  with check (state = 'closed' and closed_by = actor_uuid('user_id') and closed_via = 'portal');
--> statement-breakpoint
create policy reader_repeats on critical_call_value for update to relais_web
  using (actor_reads() and exists (select 1 from critical_call c where c.id = call_id));
--> statement-breakpoint
alter table outbound_message drop constraint outbound_kind;
--> statement-breakpoint
alter table outbound_message add constraint outbound_kind check (kind in ('decision','availability','reading','request','amendment','announcement'));
--> statement-breakpoint
-- Counts for who answers for the activity: how many were announced in time, at which site; no patient, no value.
create function call_counts(since timestamptz, until timestamptz, at timestamptz)
  returns table (site_id uuid, opened integer, in_time integer, late integer, waiting integer, by_reader integer, median_seconds double precision)
  language sql stable security definer set search_path = public as $$
  select c.site_id, count(*)::int, count(*) filter (where c.state = 'closed' and c.closed_at <= c.due_at)::int,
    count(*) filter (where (c.state = 'closed' and c.closed_at > c.due_at) or (c.state = 'open' and c.due_at < at))::int,
    count(*) filter (where c.state = 'open' and c.due_at >= at)::int, count(*) filter (where c.closed_via = 'portal')::int,
    percentile_cont(0.5) within group (order by extract(epoch from c.closed_at - c.opened_at)::float8) filter (where c.state = 'closed')
  from critical_call c
  where c.state <> 'void' and c.opened_at >= since and c.opened_at < until
    and (actor_has('manager') or actor_has('quality_manager')) and c.site_id = any (actor_uuids('site_ids'))
  group by c.site_id $$;
--> statement-breakpoint
revoke all on function call_counts from public;
--> statement-breakpoint
grant execute on function call_counts to relais_web;
