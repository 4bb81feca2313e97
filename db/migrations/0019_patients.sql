-- Patients: identities that change after validation, movements, merges.

-- The identity of a dossier that changed after a decision on it took effect: both identities, and the decision that settled it (pain point 13).
create table identity_amendment (
  id uuid primary key,
  dossier_id uuid not null references dossier(id),
  patient_id uuid not null references patient(id),
  before jsonb not null,
  after jsonb not null,
  message_id uuid,
  made_at timestamptz not null,
  settled_at timestamptz,
  settled_by_decision uuid
);
--> statement-breakpoint
create index identity_amendment_dossier_id_made_at_index on identity_amendment (dossier_id, made_at);
--> statement-breakpoint
create index identity_amendment_open on identity_amendment (dossier_id) where settled_at is null;
--> statement-breakpoint
alter table identity_amendment enable row level security;
--> statement-breakpoint
alter table identity_amendment force row level security;
--> statement-breakpoint
create policy worker_all on identity_amendment to relais_worker using (true) with check (true);
--> statement-breakpoint
-- The dossier's own policy decides.
create policy laboratory_reads on identity_amendment for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
grant select, insert on identity_amendment to relais_worker;
--> statement-breakpoint
-- What changed is written once; only its settlement comes later.
grant update (settled_at, settled_by_decision) on identity_amendment to relais_worker;
--> statement-breakpoint
grant select on identity_amendment to relais_web;
--> statement-breakpoint
-- Of these dossiers and those of these persons, which bear a decision that has taken effect.
create function dossiers_decided(dossiers uuid[], patients uuid[]) returns setof uuid language sql stable security definer set search_path = public
  as $$ select d.id from dossier d where (d.id = any (dossiers) or d.patient_id = any (patients))
    and exists (select 1 from validation_decision v where v.dossier_id = d.id and v.state = 'effective' and v.kind in ('validate', 'lis')) order by d.id $$;
--> statement-breakpoint
revoke all on function dossiers_decided from public;
--> statement-breakpoint
grant execute on function dossiers_decided to relais_worker;
