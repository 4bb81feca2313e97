-- What was meant of each dossier of a batch. `code`: why it was left out; null = signed (its decision says so), or not come to yet.
create table decision_batch_member (
  batch_id uuid not null references decision_batch (id),
  position integer not null,
  dossier_id uuid not null references dossier (id),
  fingerprint text not null,
  code text,
  bars text[] not null default '{}',
  left_out_at timestamptz,
  primary key (batch_id, position),
  unique (batch_id, fingerprint),
  constraint decision_batch_member_left_out check ((code is null) = (left_out_at is null) and (code is not null or cardinality(bars) = 0))
);
--> statement-breakpoint
create index decision_batch_member_dossier on decision_batch_member (dossier_id);
--> statement-breakpoint
create index decision_batch_member_open on decision_batch_member (batch_id) where code is null;
--> statement-breakpoint
-- Why one was left out is said once.
create function refuse_batch_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.code is not null then
    raise exception 'what became of a batch is said once' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger decision_batch_member_stays before update or delete on decision_batch_member for each row execute function refuse_batch_change();
--> statement-breakpoint
alter table decision_batch_member enable row level security;
--> statement-breakpoint
alter table decision_batch_member force row level security;
--> statement-breakpoint
grant select, insert on decision_batch_member to relais_worker, relais_web;
--> statement-breakpoint
grant update (code, bars, left_out_at) on decision_batch_member to relais_worker, relais_web;
--> statement-breakpoint
create policy worker_all on decision_batch_member to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy own_only on decision_batch_member for select to relais_web
  using (exists (select 1 from decision_batch b where b.id = batch_id and b.user_id = actor_uuid('user_id')));
--> statement-breakpoint
-- Nothing is a part of a batch that its signed text does not name.
create policy signer_names on decision_batch_member for insert to relais_web
  with check (code is null and exists (select 1 from decision_batch b where b.id = batch_id and b.user_id = actor_uuid('user_id')
    and jsonb_exists(b.statement::jsonb -> 'fingerprints', fingerprint)));
--> statement-breakpoint
create policy signer_leaves_out on decision_batch_member for update to relais_web
  using (exists (select 1 from decision_batch b where b.id = batch_id and b.user_id = actor_uuid('user_id'))) with check (code is not null);
--> statement-breakpoint
-- A control that came after the results has the rules asked once more of the same revision: what they said before stays as it was.
alter table verdict add column asked smallint not null default 0;
--> statement-breakpoint
do $$
declare
  c text;
begin
  for c in select conname from pg_constraint where conrelid = 'verdict'::regclass and contype = 'u'
  loop
    execute format('alter table verdict drop constraint %I', c);
  end loop;
end $$;
--> statement-breakpoint
alter table verdict add constraint verdict_dossier_id_revision_asked_unique unique (dossier_id, revision, asked);
--> statement-breakpoint
-- Messages of controls that were looked at for what they say of results that were there before them.
create table control_review (
  message_id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  reviewed_at timestamptz not null,
  asked_again integer not null,
  signed uuid[] not null
);
--> statement-breakpoint
create index quality_control_recorded on quality_control (recorded_at);
--> statement-breakpoint
alter table control_review enable row level security;
--> statement-breakpoint
alter table control_review force row level security;
--> statement-breakpoint
create policy worker_all on control_review to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert on control_review to relais_worker;
