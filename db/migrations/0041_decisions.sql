-- A hold may ask to be looked at again; a signature may be taken back by a colleague, with a reason, before anything has left.
alter table validation_decision
  add column remind_at timestamptz,
  add column reminded_at timestamptz,
  add column revoked_by uuid references user_account (id),
  add column revoked_by_name text,
  add column revoke_reason text not null default '',
  add column own_results integer not null default 0;
--> statement-breakpoint
alter table validation_decision
  add constraint decision_reminder check (remind_at is null or (kind = 'hold' and remind_at > signed_at)),
  add constraint decision_reminded check (reminded_at is null or (remind_at is not null and reminded_at >= remind_at)),
  add constraint decision_revoked check ((revoked_by is null) = (revoke_reason = '') and (revoked_by is null or (state = 'cancelled' and revoked_by_name is not null)));
--> statement-breakpoint
create index validation_decision_reminder on validation_decision (remind_at) where remind_at is not null and reminded_at is null and state = 'effective';
--> statement-breakpoint
create index validation_decision_unlooked on validation_decision (reminded_at) where reminded_at is not null and state = 'effective';
--> statement-breakpoint
grant update (reminded_at) on validation_decision to relais_worker;
--> statement-breakpoint
grant update (revoked_by, revoked_by_name, revoke_reason) on validation_decision to relais_web;
--> statement-breakpoint
-- Whoever takes back what another signed says why, in her own name; nobody touches what has taken effect.
create policy biologist_revokes on validation_decision for update to relais_web
  using (actor_has('biologist') and state = 'pending' and dossier_site(dossier_id) = any (actor_uuids('site_ids')))
  with check (state = 'cancelled' and revoked_by = actor_uuid('user_id'));
--> statement-breakpoint
alter table lis_request drop constraint lis_request_kind;
--> statement-breakpoint
alter table lis_request add constraint lis_request_kind check (kind in ('rerun', 'dilution', 'recollection', 'add-on'));
--> statement-breakpoint
alter table worklist_entry add column reminded_at timestamptz;
--> statement-breakpoint

-- How a laboratory wants decisions taken, version by version: when a second biologist must have read, and what happens to a result that its signer validated technically.
create table decision_policy (
  laboratory_id uuid not null references laboratory (id),
  version integer not null,
  reader_codes text[] not null,
  reader_effect text not null,
  own_result text not null,
  reason text not null,
  made_by uuid not null references user_account (id),
  made_by_name text not null,
  since timestamptz not null,
  primary key (laboratory_id, version),
  constraint decision_policy_version check (version > 0),
  constraint decision_policy_effect check (reader_effect in ('', 'hold', 'call', 'block')),
  constraint decision_policy_own check (own_result in ('refuse', 'second-reader', 'mark')),
  constraint decision_policy_reason check (reason <> '')
);
--> statement-breakpoint
alter table decision_policy enable row level security;
--> statement-breakpoint
alter table decision_policy force row level security;
--> statement-breakpoint
create trigger decision_policy_immutable before update or delete on decision_policy for each row execute function refuse_change();
--> statement-breakpoint
grant select, insert on decision_policy to relais_worker, relais_web;
--> statement-breakpoint
create policy worker_all on decision_policy to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy policy_reads on decision_policy for select to relais_web
  using ((actor_has('biologist') or actor_has('quality_manager')) and laboratory_id = any (actor_laboratories()));
--> statement-breakpoint
create policy policy_sets on decision_policy for insert to relais_web
  with check (actor_has('biologist') and laboratory_id = any (actor_laboratories()) and made_by = actor_uuid('user_id'));
--> statement-breakpoint
-- Who has to have read a signature besides its signer before anything leaves.
create table second_reading (
  decision_id uuid primary key references validation_decision (id),
  why text[] not null,
  asked_at timestamptz not null,
  state text not null default 'asked',
  reader_id uuid references user_account (id),
  reader_name text,
  reader_rpps text,
  read_at timestamptz,
  reason text not null default '',
  statement text,
  displayed_hash text,
  proof_id uuid unique references step_up_proof (id),
  constraint second_reading_why check (cardinality(why) > 0 and why <@ array['asked', 'analyte', 'rule', 'own-result']),
  constraint second_reading_state check (state in ('asked', 'agreed', 'refused', 'ended')),
  constraint second_reading_by_a_person check ((state in ('agreed', 'refused')) = (reader_id is not null and reader_name is not null and read_at is not null)),
  constraint second_reading_says_why_not check ((state = 'refused') = (reason <> '')),
  constraint second_reading_is_proven check ((state = 'agreed') = (statement is not null and displayed_hash is not null and proof_id is not null))
);
--> statement-breakpoint
-- Four eyes: whoever signed is nobody's second reader of that signature; what was read stays as it was said.
create function second_reader_is_another() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and old.state <> 'asked' then
    raise exception 'a second reading is said once' using errcode = 'insufficient_privilege';
  end if;
  if new.reader_id is not null and new.reader_id = (select d.user_id from validation_decision d where d.id = new.decision_id) then
    raise exception 'a second reader is another person' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger second_reader_is_another before insert or update on second_reading for each row execute function second_reader_is_another();
--> statement-breakpoint
-- Nothing takes effect that somebody else still has to read, whoever asks.
create function refuse_unread_effect() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.state = 'effective' and old.state <> 'effective' and exists (select 1 from second_reading r where r.decision_id = new.id and r.state <> 'agreed') then
    raise exception 'a second reader has not agreed' using errcode = 'check_violation';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger refuse_unread_effect before update of state on validation_decision for each row execute function refuse_unread_effect();
--> statement-breakpoint
create function decision_site(decision uuid) returns uuid language sql stable security definer set search_path = public as $$
  select d.site_id from validation_decision v join dossier d on d.id = v.dossier_id where v.id = decision $$;
--> statement-breakpoint
create function decision_signer(decision uuid) returns uuid language sql stable security definer set search_path = public as $$
  select v.user_id from validation_decision v where v.id = decision $$;
--> statement-breakpoint
revoke all on function decision_site, decision_signer from public;
--> statement-breakpoint
grant execute on function decision_site, decision_signer to relais_web, relais_worker;
--> statement-breakpoint
alter table second_reading enable row level security;
--> statement-breakpoint
alter table second_reading force row level security;
--> statement-breakpoint
grant select, insert on second_reading to relais_worker, relais_web;
--> statement-breakpoint
grant update (state, reader_id, reader_name, reader_rpps, read_at, reason, statement, displayed_hash, proof_id) on second_reading to relais_web, relais_worker;
--> statement-breakpoint
create policy worker_all on second_reading to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy laboratory_reads on second_reading for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and decision_site(decision_id) = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy signer_asks on second_reading for insert to relais_web
  with check (actor_has('biologist') and decision_signer(decision_id) = actor_uuid('user_id') and state = 'asked');
--> statement-breakpoint
create policy reader_reads on second_reading for update to relais_web
  using (actor_has('biologist') and state = 'asked' and decision_site(decision_id) = any (actor_uuids('site_ids')))
  with check (state = 'ended' or (reader_id = actor_uuid('user_id') and (state = 'refused' or (state = 'agreed'
    and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.act = 'second-reading')))));
--> statement-breakpoint
-- The second reader starts its time to undo, or gives it back to the signer; nothing else of it is hers.
create policy reader_answers on validation_decision for update to relais_web
  using (actor_has('biologist') and state = 'pending' and dossier_site(dossier_id) = any (actor_uuids('site_ids'))
    and exists (select 1 from second_reading r where r.decision_id = id and r.reader_id = actor_uuid('user_id')))
  with check (exists (select 1 from second_reading r where r.decision_id = id and r.reader_id = actor_uuid('user_id')
    and ((r.state = 'agreed' and validation_decision.state = 'pending') or (r.state = 'refused' and validation_decision.state = 'cancelled'))));
--> statement-breakpoint
drop policy biologist_undoes on decision_observation;
--> statement-breakpoint
create policy biologist_undoes on decision_observation for update to relais_web
  using (actor_has('biologist') and exists (select 1 from validation_decision d where d.id = decision_id and dossier_site(d.dossier_id) = any (actor_uuids('site_ids'))
    and (d.kind = 'hold' or (d.kind = 'refuse' and d.state = 'effective')
      or (d.user_id = actor_uuid('user_id') and d.state <> 'effective')
      or (d.state = 'cancelled' and (d.revoked_by = actor_uuid('user_id')
        or exists (select 1 from second_reading r where r.decision_id = d.id and r.state = 'refused' and r.reader_id = actor_uuid('user_id'))))))) with check (true);
--> statement-breakpoint
alter table worklist_entry add column reading jsonb;
--> statement-breakpoint

-- A comment by itself is a decision too: signed, undone in time, told to readers and to the LIS; it validates nothing.
alter table validation_decision drop constraint decision_kind;
--> statement-breakpoint
alter table validation_decision add constraint decision_kind check (kind in ('validate', 'hold', 'lis', 'refuse', 'comment'));
--> statement-breakpoint
create or replace function told_to_lis(kind text) returns boolean language sql immutable parallel safe as $$ select kind in ('validate', 'refuse', 'comment') $$;
--> statement-breakpoint
drop index validation_decision_settled;
--> statement-breakpoint
create index validation_decision_settled on validation_decision (settled_at) where state = 'effective' and kind in ('validate', 'refuse', 'comment');
--> statement-breakpoint
drop policy biologist_decides on validation_decision;
--> statement-breakpoint
create policy biologist_decides on validation_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and (kind = 'hold' or (kind in ('validate', 'refuse', 'comment') and state = 'pending'))
    and dossier_site(dossier_id) = any (actor_uuids('site_ids'))
    and statement is not null and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
      and p.act = kind and p.content_hash = displayed_hash));
--> statement-breakpoint
create table decision_comment (
  id uuid primary key,
  decision_id uuid not null references validation_decision (id),
  position integer not null,
  level text not null,
  observation_version_id uuid references observation_version (id),
  specimen text not null default '',
  text text not null,
  corrects uuid,
  constraint decision_comment_level check (level in ('analyte', 'sample', 'dossier')),
  constraint decision_comment_target check ((level = 'analyte') = (observation_version_id is not null) and (level = 'sample') = (specimen <> '')),
  constraint decision_comment_says check (text <> '' or corrects is not null),
  unique (decision_id, position)
);
--> statement-breakpoint
create index decision_comment_corrects on decision_comment (corrects) where corrects is not null;
--> statement-breakpoint
-- The phrases of a laboratory, version by version. A version in force is never rewritten: another one takes its place.
create table phrase_version (
  phrase_id uuid not null,
  version integer not null,
  laboratory_id uuid not null references laboratory (id),
  title text not null,
  text text not null,
  state text not null,
  written_by uuid not null references user_account (id),
  written_by_name text not null,
  written_at timestamptz not null,
  in_force_by_name text,
  in_force_from timestamptz,
  retired_by_name text,
  retired_at timestamptz,
  primary key (phrase_id, version),
  constraint phrase_version_version check (version > 0),
  constraint phrase_version_says check (title <> '' and text <> '' and length(title) <= 80 and length(text) <= 2000),
  constraint phrase_version_state check (state in ('draft', 'in-force', 'retired')),
  constraint phrase_version_in_force check ((state = 'draft') = (in_force_from is null) and (in_force_from is null) = (in_force_by_name is null)),
  constraint phrase_version_retired check ((state = 'retired') = (retired_at is not null and retired_by_name is not null))
);
--> statement-breakpoint
create unique index phrase_in_force on phrase_version (phrase_id) where state = 'in-force';
--> statement-breakpoint
create unique index phrase_draft on phrase_version (phrase_id) where state = 'draft';
--> statement-breakpoint
create index phrase_version_laboratory on phrase_version (laboratory_id, state);
--> statement-breakpoint
create function refuse_rewritten_phrase() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.title, new.text, new.laboratory_id, new.in_force_from) is distinct from (old.title, old.text, old.laboratory_id, old.in_force_from) then
    raise exception 'a phrase that was in force is not rewritten' using errcode = 'insufficient_privilege';
  end if;
  if old.state = 'retired' or (old.state = 'in-force' and new.state = 'draft') then
    raise exception 'a phrase goes from draft to in force to retired' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger phrase_version_stays before update on phrase_version for each row execute function refuse_rewritten_phrase();
--> statement-breakpoint
-- What of the library a decision used, as it was filled in: frozen with it.
create table decision_phrase (
  decision_id uuid not null references validation_decision (id),
  position integer not null,
  phrase_id uuid not null,
  phrase_version integer not null,
  text text not null,
  primary key (decision_id, position),
  foreign key (phrase_id, phrase_version) references phrase_version (phrase_id, version)
);
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['decision_comment','decision_phrase'] loop
    execute format('create trigger %I before update or delete on %I for each row execute function refuse_change()', t || '_immutable', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker, relais_web', t);
    execute format('create policy laboratory_reads on %I for select to relais_web using (exists (select 1 from validation_decision d where d.id = decision_id))', t);
    execute format('create policy signer_writes on %I for insert to relais_web with check (actor_has(''biologist'') and exists (select 1 from validation_decision d
      where d.id = decision_id and d.user_id = actor_uuid(''user_id'') and d.state = ''pending''))', t);
  end loop;
end $$;
--> statement-breakpoint
alter table phrase_version enable row level security;
--> statement-breakpoint
alter table phrase_version force row level security;
--> statement-breakpoint
create policy worker_all on phrase_version to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on phrase_version to relais_worker;
--> statement-breakpoint
grant select, insert on phrase_version to relais_web;
--> statement-breakpoint
grant update (title, text, state, written_by, written_by_name, written_at, in_force_by_name, in_force_from, retired_by_name, retired_at) on phrase_version to relais_web;
--> statement-breakpoint
create policy phrase_reads on phrase_version for select to relais_web
  using ((actor_has('biologist') or actor_has('quality_manager')) and laboratory_id = any (actor_laboratories()));
--> statement-breakpoint
create policy phrase_writes on phrase_version for insert to relais_web
  with check (actor_has('biologist') and laboratory_id = any (actor_laboratories()) and written_by = actor_uuid('user_id') and state = 'draft');
--> statement-breakpoint
create policy phrase_moves on phrase_version for update to relais_web
  using (actor_has('biologist') and laboratory_id = any (actor_laboratories())) with check (actor_has('biologist') and laboratory_id = any (actor_laboratories()));
