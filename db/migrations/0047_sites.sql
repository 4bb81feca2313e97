-- Several laboratories, several legal entities: who executed validates her part, who sampled the whole; what entities agreed on; release before validation.

-- Two legal entities agree on whether their laboratories read each other's patients. Never changed: ended, and made anew.
create table entity_agreement (
  id uuid primary key,
  one_entity_id uuid not null references legal_entity (id),
  other_entity_id uuid not null references legal_entity (id),
  shares_patients boolean not null,
  reference text not null,
  signed_for_one text not null,
  signed_for_other text not null,
  signed_on date not null,
  from_on date not null,
  until_on date,
  made_by uuid references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid references user_account (id),
  ended_by_name text,
  end_reason text not null default '',
  constraint agreement_pair check (one_entity_id < other_entity_id),
  constraint agreement_signed check (reference <> '' and signed_for_one <> '' and signed_for_other <> ''),
  constraint agreement_period check (until_on is null or until_on >= from_on),
  constraint agreement_ended check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_by_name is null) and (ended_at is null) = (end_reason = ''))
);
--> statement-breakpoint
create unique index one_open_agreement on entity_agreement (one_entity_id, other_entity_id) where ended_at is null;
--> statement-breakpoint
create function guard_agreement() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.ended_at is not null or (to_jsonb(new) - array['ended_at', 'ended_by', 'ended_by_name', 'end_reason'])
      <> (to_jsonb(old) - array['ended_at', 'ended_by', 'ended_by_name', 'end_reason']) then
    raise exception 'an agreement is ended and never changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger entity_agreement_guard before update or delete on entity_agreement for each row execute function guard_agreement();
--> statement-breakpoint
alter table entity_agreement enable row level security;
--> statement-breakpoint
alter table entity_agreement force row level security;
--> statement-breakpoint
grant select, insert on entity_agreement to relais_worker, relais_web;
--> statement-breakpoint
grant update (ended_at, ended_by, ended_by_name, end_reason) on entity_agreement to relais_web;
--> statement-breakpoint
create policy worker_all on entity_agreement to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy staff_reads on entity_agreement for select to relais_web
  using (actor_has('biologist') or actor_has('technician') or actor_has('manager') or actor_has('referent') or actor_has('quality_manager') or actor_has('administrator'));
--> statement-breakpoint
create policy agreement_is_made on entity_agreement for insert to relais_web
  with check ((actor_has('administrator') or actor_has('quality_manager')) and made_by = actor_uuid('user_id') and ended_at is null);
--> statement-breakpoint
create policy agreement_is_ended on entity_agreement for update to relais_web
  using ((actor_has('administrator') or actor_has('quality_manager')) and ended_at is null)
  with check ((actor_has('administrator') or actor_has('quality_manager')) and ended_by = actor_uuid('user_id'));
--> statement-breakpoint
-- Whether what one entity knows of a patient may be read for a dossier of the other: the one statement of it.
create function entities_share(one uuid, other uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select one = other or exists (select 1 from entity_agreement a
    where a.one_entity_id = least(one, other) and a.other_entity_id = greatest(one, other) and a.shares_patients and a.ended_at is null
      and (actor_now() at time zone 'Europe/Paris')::date between a.from_on and coalesce(a.until_on, 'infinity'::date)) $$;
--> statement-breakpoint
revoke all on function entities_share from public;
--> statement-breakpoint
grant execute on function entities_share to relais_web, relais_worker;
--> statement-breakpoint
create or replace function patient_in_scope(patient uuid, sites uuid[]) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from dossier d where d.patient_id = $1 and d.site_id = any ($2)) or exists (
    select 1 from patient p join patient same on same.ins = p.ins and same.birth_date = p.birth_date join dossier d on d.patient_id = same.id
    where p.id = $1 and p.ins_qualified and same.ins_qualified and p.lone_dossier = '' and same.lone_dossier = '' and d.site_id = any ($2)
      and entities_share(p.legal_entity_id, d.legal_entity_id))
    or exists (select 1 from patient p join patient same on coalesce(same.merged_into, same.id) = coalesce(p.merged_into, p.id) join dossier d on d.patient_id = same.id
    where p.id = $1 and d.site_id = any ($2) and entities_share(p.legal_entity_id, d.legal_entity_id)) $$;
--> statement-breakpoint
-- Senders that nobody declared are filed under an entity of their own, which has no patients of its own to speak of.
alter table legal_entity add column is_unassigned boolean not null default false;
--> statement-breakpoint

-- What the laboratory that executed decided on its own part. Nothing of it leaves by itself; it takes effect at once, and can be taken back until the whole rests on it.
create table part_decision (
  id uuid primary key,
  dossier_id uuid not null references dossier (id),
  laboratory_id uuid not null references laboratory (id),
  revision integer not null,
  kind text not null,
  user_id uuid not null references user_account (id),
  decider_name text not null,
  decider_rpps text,
  signed_at timestamptz not null,
  comment text not null default '',
  hold_reason text not null default '',
  rules jsonb,
  displayed_hash text not null,
  statement text not null,
  proof_id uuid not null unique references step_up_proof (id),
  idempotency_key uuid not null unique,
  withdrawn_at timestamptz,
  withdrawn_by uuid references user_account (id),
  withdrawn_by_name text,
  withdraw_reason text not null default '',
  constraint part_decision_kind check (kind in ('validate', 'hold', 'refuse')),
  constraint part_decision_has_reason check (kind = 'validate' or hold_reason <> ''),
  constraint part_decision_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_by_name is null) and (withdrawn_at is null) = (withdraw_reason = ''))
);
--> statement-breakpoint
create index part_decision_dossier on part_decision (dossier_id);
--> statement-breakpoint
create index part_decision_signed on part_decision (signed_at);
--> statement-breakpoint
create table part_observation (
  part_decision_id uuid not null references part_decision (id),
  observation_version_id uuid not null references observation_version (id),
  active boolean not null,
  primary key (part_decision_id, observation_version_id)
);
--> statement-breakpoint
-- A version is one laboratory's, and has one decision of it in force, whoever presses first.
create unique index one_part_per_version on part_observation (observation_version_id) where active;
--> statement-breakpoint
-- Who validated it in the executing laboratory, as an LIS says; '' = nobody is named, null = it says nothing of that.
alter table observation_version add column executor_validator text;
--> statement-breakpoint
alter table observation_version disable trigger observation_version_immutable;
--> statement-breakpoint
update observation_version o set executor_validator = o.responsible_observer from dossier d join laboratory l on l.id = d.laboratory_id join legal_entity e on e.id = l.legal_entity_id
where d.id = o.dossier_id and o.status in ('F', 'C') and o.performer_finess not in ('', l.finess_number, e.finess_number);
--> statement-breakpoint
alter table observation_version enable trigger observation_version_immutable;
--> statement-breakpoint
-- Locks a dossier that a laboratory of the actor's executes a part of, without giving any right to change it.
create function lock_executed_dossier(wanted uuid) returns boolean language plpgsql security definer set search_path = public as $$
begin
  if not actor_has('biologist') or not dossier_executed_by_actor(wanted) then
    return false;
  end if;
  perform 1 from dossier where id = wanted for update;
  return found;
end $$;
--> statement-breakpoint
-- The laboratory that a version was executed by, where that is not the dossier's own; null = it was executed at home.
create function executed_elsewhere(wanted uuid) returns text language sql stable security definer set search_path = public
  as $$ select o.performer_finess from observation_version o join dossier d on d.id = o.dossier_id join laboratory l on l.id = d.laboratory_id
    join legal_entity e on e.id = l.legal_entity_id
    where o.id = wanted and o.performer_finess not in ('', l.finess_number, e.finess_number) $$;
--> statement-breakpoint
-- Whether the executing laboratory has validated this very content: by its LIS (OBX-11 F or C), or here.
create function part_is_validated(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from observation_version o where o.id = wanted and (o.status in ('I', 'O', 'X', 'D', 'W', 'N') or o.executor_validator is not null or exists (
    select 1 from observation_version same join part_observation p on p.observation_version_id = same.id and p.active join part_decision d on d.id = p.part_decision_id
    where same.dossier_id = o.dossier_id and same.observation_key = o.observation_key and same.content_hash = o.content_hash
      and d.kind = 'validate' and d.withdrawn_at is null))) $$;
--> statement-breakpoint
revoke all on function lock_executed_dossier, executed_elsewhere, part_is_validated from public;
--> statement-breakpoint
grant execute on function lock_executed_dossier, executed_elsewhere, part_is_validated to relais_web, relais_worker;
--> statement-breakpoint
alter table validation_decision
  -- In the name of which executing laboratories it stands as well: the signer is a biologist of theirs.
  add column capacities jsonb not null default '[]',
  -- The executing laboratory's validation came another way, and how: the procedure for when systems do not talk.
  add column part_received text not null default '';
--> statement-breakpoint
-- GBUI XIV-2: the whole is validated on what the executing laboratory has validated, whoever asks and however.
create function refuse_unvalidated_part() returns trigger language plpgsql security definer set search_path = public as $$
declare
  elsewhere text := executed_elsewhere(new.observation_version_id);
  whole validation_decision;
begin
  if new.kind not in ('validate', 'auto') or not new.active or elsewhere is null or part_is_validated(new.observation_version_id) then
    return new;
  end if;
  select * into whole from validation_decision where id = new.decision_id;
  if whole.kind = 'validate' and (whole.part_received <> '' or (exists (select 1 from jsonb_array_elements(whole.capacities) c where c ->> 'finessNumber' = elsewhere)
      and exists (select 1 from laboratory l join site s on s.laboratory_id = l.id where l.finess_number = elsewhere and s.id = any (actor_uuids('site_ids'))))) then
    return new;
  end if;
  raise exception 'the executing laboratory has not validated' using errcode = 'check_violation';
end $$;
--> statement-breakpoint
create trigger refuse_unvalidated_part before insert on decision_observation for each row execute function refuse_unvalidated_part();
--> statement-breakpoint
-- What was signed stays as it was; taken back by its own laboratory, until the whole rests on it.
create function guard_part_decision() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'DELETE' or old.withdrawn_at is not null or (to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdrawn_by_name', 'withdraw_reason'])
      <> (to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdrawn_by_name', 'withdraw_reason']) then
    raise exception 'a part decision is never changed' using errcode = 'insufficient_privilege';
  end if;
  if old.kind = 'validate' and exists (select 1 from part_observation p join observation_version own on own.id = p.observation_version_id
      join observation_version same on same.dossier_id = own.dossier_id and same.observation_key = own.observation_key and same.content_hash = own.content_hash
      join decision_observation o on o.observation_version_id = same.id and o.active and o.kind in ('validate', 'auto')
      where p.part_decision_id = old.id and p.active) then
    raise exception 'the whole rests on it' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger part_decision_guard before update or delete on part_decision for each row execute function guard_part_decision();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['part_decision', 'part_observation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select, insert on %I to relais_worker, relais_web', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (withdrawn_at, withdrawn_by, withdrawn_by_name, withdraw_reason) on part_decision to relais_web;
--> statement-breakpoint
grant update (active) on part_observation to relais_web, relais_worker;
--> statement-breakpoint
create policy laboratory_reads on part_decision for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy part_is_decided on part_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and laboratory_id = any (actor_laboratories()) and withdrawn_at is null
    and dossier_executed_by_actor(dossier_id)
    and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
      and p.act = kind and p.content_hash = displayed_hash));
--> statement-breakpoint
create policy part_is_withdrawn on part_decision for update to relais_web
  using (actor_has('biologist') and laboratory_id = any (actor_laboratories()) and withdrawn_at is null)
  with check (withdrawn_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy laboratory_reads on part_observation for select to relais_web using (exists (select 1 from part_decision d where d.id = part_decision_id));
--> statement-breakpoint
-- Only what her own laboratory executed, of that very dossier.
create policy part_is_decided on part_observation for insert to relais_web
  with check (exists (select 1 from part_decision d join observation_version o on o.dossier_id = d.dossier_id join laboratory l on l.id = d.laboratory_id
    where d.id = part_decision_id and o.id = observation_version_id and o.performer_finess = l.finess_number and d.user_id = actor_uuid('user_id') and d.withdrawn_at is null));
--> statement-breakpoint
create policy part_gives_way on part_observation for update to relais_web
  using (actor_has('biologist') and exists (select 1 from part_decision d where d.id = part_decision_id and d.laboratory_id = any (actor_laboratories()))) with check (not active);
--> statement-breakpoint
-- Who executes asks her own laboratory to measure again; nothing else of a dossier that she does not hold.
create policy executing_asks on lis_request for insert to relais_web
  with check (actor_has('biologist') and requested_by = actor_uuid('user_id') and state = 'asked' and kind <> 'add-on' and dossier_executed_by_actor(dossier_id)
    and not exists (select 1 from unnest(observation_keys) k where not exists (select 1 from observation_version o join laboratory l on l.finess_number = o.performer_finess
      where o.dossier_id = lis_request.dossier_id and o.observation_key = k and l.id = any (actor_laboratories()))));
--> statement-breakpoint
create policy executing_takes_back on lis_request for update to relais_web
  using (actor_has('biologist') and requested_by = actor_uuid('user_id') and dossier_executed_by_actor(dossier_id) and state in ('asked', 'acknowledged'))
  with check (state = 'cancelled');
--> statement-breakpoint

-- A dossier has one line for whoever sampled, and one for each laboratory that executes a part of it.
alter table worklist_entry
  add column part text not null default '',
  add column part_of uuid references site (id),
  -- Executing laboratories whose validation is awaited, by short name.
  add column parts_awaited jsonb not null default '[]',
  -- How many part decisions, and takings-back, it was made from.
  add column parts_seen integer not null default 0;
--> statement-breakpoint
alter table worklist_entry drop constraint worklist_entry_pkey;
--> statement-breakpoint
alter table worklist_entry add primary key (dossier_id, part);
--> statement-breakpoint
alter table worklist_entry add constraint worklist_part check ((part = '') = (part_of is null));
--> statement-breakpoint
drop index worklist_counted;
--> statement-breakpoint
create index worklist_counted on worklist_entry (site_id, standing, tier, part_of) where standing in ('awaiting', 'held', 'pending');
--> statement-breakpoint
-- A call is the sampling laboratory's: it has the ward.
create or replace function worklist_order() returns trigger language plpgsql security definer set search_path = public as $$
begin
  new.open_call_at := case when new.part = '' then (select c.due_at from critical_call c where c.dossier_id = new.dossier_id and c.state = 'open') end;
  new.tier := worklist_tier(new.open_call_at, new.planned_for, new.rank);
  new.presses_at := coalesce(new.open_call_at, new.deadline_at, new.planned_for, '9999-12-31T00:00:00Z');
  return new;
end $$;
