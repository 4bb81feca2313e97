-- Where Relais sends for a laboratory is a host and a port, whoever writes it; a proof that a link's address was changed with opens nothing else.
alter table laboratory add constraint laboratory_lis_url check (lis_url ~ '^mllps?://(\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9.-]*):[0-9]{1,5}$');
--> statement-breakpoint
create or replace function link_is_proven(proof uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from step_up_proof p where p.id = proof and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.act = 'change-link'
    and p.proven_at > actor_now() - interval '5 minutes') and not exists (select 1 from connection_profile_version v where v.proof_id = proof)
    and not exists (select 1 from lis_url_change c where c.proof_id = proof) $$;
--> statement-breakpoint

-- How the results of a laboratory are read beside the catalogue: the chapter of a code, and what a référent set apart so that it is compared with nothing. Names no patient.
create function local_readings(laboratories uuid[], codes text[]) returns table (laboratory_id uuid, code text, unit text, chapter text, is_apart boolean)
  language sql stable security definer set search_path = public as $$
  select e.laboratory_id, case e.kind when 'unit' then e.source_system else e.source end, case e.kind when 'unit' then e.source else '' end, e.chapter, e.kind = 'unit'
    from mapping_entry e where e.until_version is null and e.laboratory_id = any (laboratories)
      and ((e.kind = 'unit' and e.target = '' and (e.source_system = '' or e.source_system = any (codes))) or (e.kind = 'code' and e.chapter <> '' and e.source = any (codes))) $$;
--> statement-breakpoint
revoke all on function local_readings from public;
--> statement-breakpoint
grant execute on function local_readings to relais_web, relais_worker;
--> statement-breakpoint

-- A whole message too can be asked for again; what came afterwards for the same dossier is named beside it.
alter table inbound_message add column asked_at timestamptz, add column asked_by text, add column corrected_by uuid references inbound_message (id), add column corrected_at timestamptz;
--> statement-breakpoint
create index inbound_message_asked on inbound_message (laboratory_id) where asked_at is not null and corrected_at is null;
--> statement-breakpoint
grant select (asked_at, asked_by, corrected_by, corrected_at) on inbound_message to relais_web;
--> statement-breakpoint
grant update (asked_at, asked_by) on inbound_message to relais_web;
--> statement-breakpoint

-- What the trailer of a batch announced, and what came of it.
create table inbound_batch (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  profile_id uuid not null references connection_profile (id),
  bytes_hash text not null,
  announced integer not null,
  received integer not null,
  received_at timestamptz not null,
  control_id text not null,
  unique (profile_id, bytes_hash)
);
--> statement-breakpoint
create index inbound_batch_day on inbound_batch (laboratory_id, received_at);
--> statement-breakpoint
alter table inbound_batch enable row level security;
--> statement-breakpoint
alter table inbound_batch force row level security;
--> statement-breakpoint
grant select, insert on inbound_batch to relais_worker;
--> statement-breakpoint
create policy worker_all on inbound_batch to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select on inbound_batch to relais_web;
--> statement-breakpoint
create policy watches on inbound_batch for select to relais_web using (reconciliation_open(laboratory_id));
--> statement-breakpoint
alter table reconciliation_day add column batches jsonb not null default '{"count":0,"announced":0,"received":0}';
--> statement-breakpoint

-- A period carried in again: which messages, how far it is, and who may stop it.
create table replay_batch (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  since timestamptz not null,
  until timestamptz not null,
  scope text not null,
  reason text not null,
  total integer not null,
  done integer not null default 0,
  went_in integer not null default 0,
  state text not null default 'running',
  made_by uuid not null references user_account (id),
  made_by_name text not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint replay_batch_state check (state in ('running', 'done', 'cancelled')),
  constraint replay_batch_scope check (scope in ('kept-out', 'all')),
  constraint replay_batch_counts check (went_in <= done and done <= total)
);
--> statement-breakpoint
create unique index replay_batch_one_at_a_time on replay_batch (laboratory_id) where state = 'running';
--> statement-breakpoint
create table replay_batch_message (
  batch_id uuid not null references replay_batch (id),
  rank integer not null,
  message_id uuid not null references inbound_message (id),
  primary key (batch_id, rank)
);
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['replay_batch', 'replay_batch_message'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
  end loop;
end $$;
--> statement-breakpoint
grant select, insert, update on replay_batch to relais_worker;
--> statement-breakpoint
grant select, insert on replay_batch_message to relais_worker;
--> statement-breakpoint
grant select, insert on replay_batch, replay_batch_message to relais_web;
--> statement-breakpoint
-- Whoever mends stops it, and does nothing else to it.
grant update (state, ended_at) on replay_batch to relais_web;
--> statement-breakpoint
create policy referent_reads on replay_batch for select to relais_web using (mends(laboratory_id));
--> statement-breakpoint
create policy referent_starts on replay_batch for insert to relais_web with check (mends(laboratory_id) and made_by = actor_uuid('user_id') and state = 'running' and done = 0);
--> statement-breakpoint
create policy referent_stops on replay_batch for update to relais_web using (mends(laboratory_id) and state = 'running') with check (mends(laboratory_id) and state = 'cancelled');
--> statement-breakpoint
create policy referent_reads on replay_batch_message for select to relais_web using (exists (select 1 from replay_batch b where b.id = batch_id));
--> statement-breakpoint
create policy referent_starts on replay_batch_message for insert to relais_web with check (exists (select 1 from replay_batch b join inbound_message m on m.id = message_id
  where b.id = batch_id and b.state = 'running' and b.done = 0 and m.laboratory_id = b.laboratory_id));
