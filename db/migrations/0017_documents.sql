-- Documents that a laboratory's system attaches to a result (OBX type ED): byte for byte, never changed, seen by whoever sees the dossier in the laboratory.
create table observation_document (
  id uuid primary key not null,
  observation_version_id uuid not null references observation_version(id),
  dossier_id uuid not null references dossier(id),
  patient_id uuid not null references patient(id),
  position integer not null,
  media_type text not null,
  size integer not null,
  sha256 text not null,
  bytes bytea not null,
  constraint observation_document_observation_version_id_position_unique unique (observation_version_id, position),
  constraint document_whole check (octet_length(bytes) = size and size > 0)
);
--> statement-breakpoint
create index observation_document_dossier_id_index on observation_document (dossier_id);
--> statement-breakpoint
create trigger observation_document_immutable before update or delete on observation_document for each row execute function refuse_change();
--> statement-breakpoint
grant select, insert on observation_document to relais_worker;
--> statement-breakpoint
grant select on observation_document to relais_web;
--> statement-breakpoint
alter table observation_document enable row level security;
--> statement-breakpoint
alter table observation_document force row level security;
--> statement-breakpoint
create policy worker_all on observation_document to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy biologist_reads on observation_document for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
-- Whoever may open a released report that lists a document may open the document: what hides the report hides it too (MASQUE_PS, INVISIBLE_PATIENT).
create policy reader_reads on observation_document for select to relais_web
  using (exists (select 1 from report r where r.dossier_id = observation_document.dossier_id
    and jsonb_path_exists(r.content, '$.chapters[*].panels[*].results[*].documents[*] ? (@.documentId == $id)', jsonb_build_object('id', observation_document.id))));
--> statement-breakpoint
-- A ticket is for a report's own PDF, for a document that a report lists, or for a document of a dossier that is not released yet.
alter table pdf_ticket alter column report_id drop not null;
--> statement-breakpoint
alter table pdf_ticket add column document_id uuid references observation_document(id);
--> statement-breakpoint
alter table pdf_ticket add constraint ticket_for_something check (report_id is not null or document_id is not null);
