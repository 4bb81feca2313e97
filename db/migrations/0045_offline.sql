-- Offline: what a tablet on duty carries away, what was decided on it without a link and came back, and one proof for several decisions.

-- One proof for several decisions: its statement names each of them by its fingerprint, and nothing else may be put under it.
create table decision_batch (
  id uuid primary key not null,
  user_id uuid not null references user_account (id),
  statement text not null,
  content_hash text not null,
  proof_id uuid not null unique references step_up_proof (id),
  idempotency_key uuid not null unique,
  signed_at timestamptz not null,
  constraint decision_batch_hash check (content_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex'))
);
--> statement-breakpoint
alter table validation_decision add column batch_id uuid references decision_batch (id);
--> statement-breakpoint
drop index decision_proof;
--> statement-breakpoint
create unique index decision_proof on validation_decision (proof_id) where batch_id is null;
--> statement-breakpoint
-- Under one proof, each content once.
create unique index decision_of_batch on validation_decision (batch_id, displayed_hash) where batch_id is not null;
--> statement-breakpoint
alter table decision_batch enable row level security;
--> statement-breakpoint
alter table decision_batch force row level security;
--> statement-breakpoint
create policy worker_all on decision_batch to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert on decision_batch to relais_worker, relais_web;
--> statement-breakpoint
create policy own_batch on decision_batch for select to relais_web using (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy biologist_signs on decision_batch for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
      and p.act = 'batch' and p.content_hash = decision_batch.content_hash));
--> statement-breakpoint
drop policy biologist_decides on validation_decision;
--> statement-breakpoint
create policy biologist_decides on validation_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and (kind = 'hold' or (kind in ('validate', 'refuse', 'comment') and state = 'pending'))
    and dossier_site(dossier_id) = any (actor_uuids('site_ids'))
    and statement is not null and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and ((batch_id is null and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
        and p.act = kind and p.content_hash = displayed_hash))
      or (kind in ('validate', 'hold') and exists (select 1 from decision_batch b where b.id = batch_id and b.user_id = actor_uuid('user_id') and b.proof_id = validation_decision.proof_id
        and (b.statement::jsonb -> 'fingerprints') ? displayed_hash))));
--> statement-breakpoint
create table offline_pack (
  id uuid primary key not null,
  user_id uuid not null references user_account (id),
  user_name text not null,
  session_id uuid not null references session (id),
  terminal_id uuid,
  terminal text not null,
  site_ids uuid[] not null,
  secret_hash text not null,
  reopens boolean not null,
  made_at timestamptz not null,
  last_contact_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  ended_by uuid references user_account (id),
  constraint pack_ended_why check ((ended_at is null) = (ended_why is null)),
  constraint pack_end check (ended_why in ('session', 'replaced', 'expired', 'given-up', 'lost')),
  constraint pack_expires check (expires_at <= last_contact_at + interval '2 hours' and expires_at <= made_at + interval '8 hours')
);
--> statement-breakpoint
create unique index one_open_pack on offline_pack (user_id) where ended_at is null;
--> statement-breakpoint
create index offline_pack_session on offline_pack (session_id) where ended_at is null;
--> statement-breakpoint
create index offline_pack_made on offline_pack (made_at);
--> statement-breakpoint
create table offline_pack_item (
  pack_id uuid not null references offline_pack (id),
  dossier_id uuid not null references dossier (id),
  displayed text not null,
  revision integer not null,
  packed_at timestamptz not null,
  primary key (pack_id, dossier_id, displayed)
);
--> statement-breakpoint
create index offline_pack_item_dossier on offline_pack_item (dossier_id);
--> statement-breakpoint
create table offline_intent (
  id uuid primary key not null,
  pack_id uuid not null references offline_pack (id),
  user_id uuid not null references user_account (id),
  dossier_id uuid not null,
  kind text not null,
  displayed text not null,
  state text not null,
  code text,
  decision_id uuid unique references validation_decision (id),
  batch_id uuid references decision_batch (id),
  is_unread boolean not null default false,
  settled_at timestamptz not null,
  constraint intent_kind check (kind in ('validate', 'hold')),
  constraint intent_state check ((state = 'applied' and decision_id is not null and batch_id is not null and code is null) or (state = 'returned' and decision_id is null and code is not null))
);
--> statement-breakpoint
create index offline_intent_pack on offline_intent (pack_id);
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['offline_pack', 'offline_pack_item', 'offline_intent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker, relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (session_id, terminal_id, reopens, site_ids, last_contact_at, expires_at, ended_at, ended_why, ended_by) on offline_pack to relais_web;
--> statement-breakpoint
grant update (ended_at, ended_why) on offline_pack to relais_worker;
--> statement-breakpoint
-- A lost tablet is everybody's business who answers for a site of it.
create policy laboratory_reads on offline_pack for select to relais_web
  using (user_id = actor_uuid('user_id') or (actor_has('biologist') and site_ids && actor_uuids('site_ids')));
--> statement-breakpoint
create policy holder_takes on offline_pack for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and session_id = actor_uuid('session_id') and ended_at is null and site_ids <@ actor_uuids('site_ids'));
--> statement-breakpoint
-- Its holder keeps it alive and takes it to her next session; a colleague of its sites can only end it.
create policy holder_keeps on offline_pack for update to relais_web using (user_id = actor_uuid('user_id') and ended_at is null)
  with check (user_id = actor_uuid('user_id') and (ended_at is not null or (actor_has('biologist') and session_id = actor_uuid('session_id'))));
--> statement-breakpoint
create policy colleague_ends on offline_pack for update to relais_web
  using (actor_has('biologist') and site_ids && actor_uuids('site_ids') and ended_at is null)
  with check (ended_why = 'lost' and ended_by = actor_uuid('user_id'));
--> statement-breakpoint
create policy laboratory_reads on offline_pack_item for select to relais_web using (exists (select 1 from offline_pack p where p.id = pack_id));
--> statement-breakpoint
create policy holder_packs on offline_pack_item for insert to relais_web
  with check (exists (select 1 from offline_pack p where p.id = pack_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.ended_at is null)
    and dossier_site(dossier_id) = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy own_intents on offline_intent for select to relais_web using (user_id = actor_uuid('user_id'));
--> statement-breakpoint
-- Another person, another session, an ended pack: nothing of it is sent (threats.md 29).
create policy holder_sends on offline_intent for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id')
    and exists (select 1 from offline_pack p where p.id = pack_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.ended_at is null)
    and (decision_id is null or exists (select 1 from validation_decision d where d.id = decision_id and d.dossier_id = offline_intent.dossier_id and d.user_id = actor_uuid('user_id')
      and d.idempotency_key = offline_intent.id and d.kind = offline_intent.kind and d.batch_id = offline_intent.batch_id)));
--> statement-breakpoint
-- A log-off, a blocked terminal, an ended right: the pack sends nothing any more. A screen that locked by itself, or a later log-in, leaves it to its holder.
create function end_pack_with_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.revoked_at is not null and old.revoked_at is null and coalesce(new.revoked_reason, '') not in ('idle', 'expired', 'taken_over') then
    update offline_pack set ended_at = new.revoked_at, ended_why = 'session' where session_id = new.id and ended_at is null;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger pack_ends_with_session after update on session for each row execute function end_pack_with_session();
