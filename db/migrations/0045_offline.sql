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
