-- Who reads for a patient, who may not, and what a patient opposes: walls of the patients' realm, and of the laboratory's desk.

alter table dossier add column confidentiality_told jsonb not null default '{}';
--> statement-breakpoint
-- Time of the application, set per transaction beside the actor; the database's own where none is set.
create or replace function actor_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(actor_setting('at')::timestamptz, now()) $$;
--> statement-breakpoint
-- Completed years by the calendar of Paris; who was born on 29 February completes one on 1 March of an ordinary year.
create function years_old(born date, at timestamptz) returns integer language sql stable parallel safe
  as $$ select extract(year from age((at at time zone 'Europe/Paris')::date, born))::integer $$;
--> statement-breakpoint
create function link_stands(account uuid, patient uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from patient_link l join patient_account a on a.id = l.account_id
    where l.account_id = account and l.patient_id = patient and l.ended_at is null and a.closed_at is null) $$;
--> statement-breakpoint
-- A representation in force: its dates, not revoked, of this account for this patient; a parent's ends with the majority of the child, and never begins when the age
-- is not known (Code civil 371-1, 414).
create function representation_stands(wanted uuid, account uuid, patient uuid, at timestamptz) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from representation r join patient p on p.id = r.patient_id join patient_account a on a.id = r.account_id
    where r.id = wanted and r.account_id = account and r.patient_id = patient and a.closed_at is null
      and r.revoked_at is null and r.valid_from <= at and (r.valid_to is null or r.valid_to > at)
      and (r.kind <> 'parent' or (p.birth_date is not null and years_old(p.birth_date, at) < 18))) $$;
--> statement-breakpoint
-- Whether a session of the patients' realm still stands for whom it reads: asked before there is an actor, at each request.
create function patient_session_stands(account uuid, patient uuid, wanted uuid, at timestamptz) returns boolean language sql stable security definer set search_path = public
  as $$ select case when wanted is not null then representation_stands(wanted, account, patient, at) when account is not null then link_stands(account, patient) else true end $$;
--> statement-breakpoint
revoke all on function link_stands, representation_stands, patient_session_stands from public;
--> statement-breakpoint
grant execute on function link_stands, representation_stands, patient_session_stands to relais_web, relais_worker;
--> statement-breakpoint
-- The patient himself: by an account linked to this identity, or by the link of a notice. A session that says it reads for somebody is never the person.
create function actor_is_patient() returns boolean language sql stable
  as $$ select actor_setting('actor_kind') = 'patient' and actor_setting('representation_id') is null
    and (actor_setting('account_id') is null or link_stands(actor_uuid('account_id'), actor_uuid('patient_id'))) $$;
--> statement-breakpoint
create function actor_represents() returns boolean language sql stable
  as $$ select actor_setting('actor_kind') = 'patient' and actor_setting('representation_id') is not null
    and representation_stands(actor_uuid('representation_id'), actor_uuid('account_id'), actor_uuid('patient_id'), actor_now()) $$;
--> statement-breakpoint
-- What the law lets a minor keep to herself from 15 closes the whole dossier, every version of its report: a version that vanished alone would tell as much.
create function dossier_is_minors_own(dossier uuid, born date, at timestamptz) returns boolean language sql stable security definer set search_path = public
  as $$ select born is null or (years_old(born, at) between 15 and 17 and exists (select 1 from report r where r.dossier_id = dossier and r.protects_minor)) $$;
--> statement-breakpoint
-- What of a patient's reports this person of the patients' realm may open. Flags and oppositions are read where they are kept, so that they count at once, also for
-- what was delivered before (CSP L1111-5, L5134-1, L2212-7; MetaDMPMSS). The bearer of a notice's link holds the address of a minor's file, which may be a parent's.
create or replace function patient_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_setting('actor_kind') = 'patient' and exists (
    select 1 from report_recipient a join report r on r.id = a.report_id join dossier d on d.id = r.dossier_id join patient p on p.id = a.patient_id
    where a.report_id = $1 and a.kind = 'patient' and a.patient_id = actor_uuid('patient_id')
      and not ('INVISIBLE_PATIENT' = any (d.confidentiality))
      and not exists (select 1 from patient_opposition o where o.patient_id = p.id and o.subject = 'portal' and o.ended_at is null)
      and case
        when actor_setting('representation_id') is not null then actor_represents() and not ('INVISIBLE_REP_LEGAUX' = any (d.confidentiality))
          and not dossier_is_minors_own(d.id, p.birth_date, actor_now())
        when actor_setting('account_id') is not null then actor_is_patient()
        else not ((p.birth_date is null or years_old(p.birth_date, actor_now()) < 18)
          and ('INVISIBLE_REP_LEGAUX' = any (d.confidentiality) or dossier_is_minors_own(d.id, p.birth_date, actor_now()))) end) $$;
--> statement-breakpoint
drop policy patient_reads_self on patient;
--> statement-breakpoint
create policy patient_reads_self on patient for select to relais_web using (id = actor_uuid('patient_id') and (actor_is_patient() or actor_represents()));
--> statement-breakpoint
-- A row less is a gap as much as a report less: who may not open a report does not see that it was delivered.
drop policy recipient_reads on report_recipient;
--> statement-breakpoint
create policy recipient_reads on report_recipient for select to relais_web using (
  (kind = 'prescriber' and actor_has('prescriber') and prescriber_id = actor_uuid('prescriber_id'))
  or (kind = 'ward' and actor_has('ward_staff') and ward_id = any (actor_uuids('ward_ids')) and available_at > actor_now() - interval '30 days')
  or (kind = 'patient' and actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id') and patient_opens(report_id))
  or ((actor_has('biologist') or actor_has('technician')) and report_site(report_id) = any (actor_uuids('site_ids'))));
