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
--> statement-breakpoint

-- Codes and emergencies of a patient: his own to see; whoever reads for him sees the codes that he himself made, and no emergency of which he could not know.
drop policy patient_reads on presence_code;
--> statement-breakpoint
create policy patient_reads on presence_code for select to relais_web
  using (patient_id = actor_uuid('patient_id') and (actor_is_patient() or (account_id = actor_uuid('account_id') and actor_represents())));
--> statement-breakpoint
drop policy patient_ends on presence_code;
--> statement-breakpoint
create policy patient_ends on presence_code for update to relais_web
  using (patient_id = actor_uuid('patient_id') and (actor_is_patient() or (account_id = actor_uuid('account_id') and actor_represents()))) with check (ended_at is not null);
--> statement-breakpoint
drop policy patient_reads on presence_access;
--> statement-breakpoint
create policy patient_reads on presence_access for select to relais_web
  using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id') and exists (select 1 from presence_code c where c.id = code_id));
--> statement-breakpoint
drop policy patient_ends on presence_access;
--> statement-breakpoint
create policy patient_ends on presence_access for update to relais_web
  using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id') and exists (select 1 from presence_code c where c.id = code_id)) with check (ended_at is not null);
--> statement-breakpoint
drop policy patient_reads on break_glass;
--> statement-breakpoint
create policy patient_reads on break_glass for select to relais_web using (actor_is_patient() and same_person(patient_id, actor_uuid('patient_id')));
--> statement-breakpoint

-- Whom an account may read: its own identities and those it represents, ended ones for thirty days, so that it can be told that they ended.
create function persons_of_account() returns table (patient_id uuid, representation_id uuid, kind text, relation text, valid_to timestamptz, revoked_at timestamptz, stands boolean,
    birth_date date, first_given_name text, family_name text, hospital text)
  language sql stable security definer set search_path = public
  as $$
    select p.id, null::uuid, 'self', '', null::timestamptz, null::timestamptz, true, p.birth_date, p.first_given_name, coalesce(p.used_family_name, p.birth_family_name), e.name
      from patient_link l join patient p on p.id = l.patient_id join legal_entity e on e.id = p.legal_entity_id
      where actor_setting('actor_kind') = 'patient' and l.account_id = actor_uuid('account_id') and link_stands(l.account_id, l.patient_id) and l.ended_at is null
    union all
    select p.id, r.id, r.kind, r.relation, r.valid_to, r.revoked_at, representation_stands(r.id, r.account_id, r.patient_id, actor_now()), p.birth_date, p.first_given_name,
        coalesce(p.used_family_name, p.birth_family_name), e.name
      from representation r join patient p on p.id = r.patient_id join legal_entity e on e.id = p.legal_entity_id
      where actor_setting('actor_kind') = 'patient' and r.account_id = actor_uuid('account_id') and r.valid_from <= actor_now()
        and (representation_stands(r.id, r.account_id, r.patient_id, actor_now())
          or least(r.valid_to, r.revoked_at, case when r.kind = 'parent' then (p.birth_date + interval '18 years') at time zone 'Europe/Paris' end) > actor_now() - interval '30 days') $$;
--> statement-breakpoint

-- The laboratory's desk: patients who have a dossier at a site of its own, found one at a time.
create function desk_has_patient(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select (actor_has('referent') or actor_has('biologist')) and exists (select 1 from dossier d where d.patient_id = wanted and d.site_id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
-- Exactly: by the patient's number, by the number of a dossier of these sites, or by name and birth date together. Few rows, since a name may be shared.
create function desk_patients(number text, family text, born date) returns setof uuid language sql stable security definer set search_path = public
  as $$ select p.id from patient p
    where desk_has_patient(p.id) and p.lone_dossier = '' and case
      when number <> '' then p.identifier = number
        or exists (select 1 from dossier d where d.patient_id = p.id and d.accession_number = number and d.site_id = any (actor_uuids('site_ids')))
      else born is not null and p.birth_date = born and plain_name(family) <> '' and plain_name(family) in (plain_name(p.birth_family_name), plain_name(coalesce(p.used_family_name, ''))) end
    order by p.updated_at desc, p.id limit 5 $$;
--> statement-breakpoint
create policy desk_reads on patient for select to relais_web using (actor_has('referent') and desk_has_patient(id));
--> statement-breakpoint
-- Where a slip says to go, and which laboratory a request is for: the newest dossier's.
create function laboratory_of_patient(wanted uuid) returns uuid language sql stable security definer set search_path = public
  as $$ select d.laboratory_id from dossier d where d.patient_id = wanted and d.identity_guaranteed
    and (actor_setting('actor_kind') = 'patient' and wanted = actor_uuid('patient_id') or d.site_id = any (actor_uuids('site_ids')))
    order by d.created_at desc, d.id limit 1 $$;
--> statement-breakpoint
-- Whether a person has an account already, and nothing of it.
create function patient_has_account(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select desk_has_patient(wanted) and account_of_patient(wanted) is not null $$;
--> statement-breakpoint
grant insert on representation to relais_web;
--> statement-breakpoint
grant update (revoked_at, revoked_by, revoked_reason) on representation to relais_web;
--> statement-breakpoint
create policy desk_reads on representation for select to relais_web using (desk_has_patient(patient_id));
--> statement-breakpoint
-- The person concerned sees who reads for him and since when.
create policy patient_reads on representation for select to relais_web using (patient_id = actor_uuid('patient_id') and actor_is_patient());
--> statement-breakpoint
-- Whoever reads for somebody else, by the desk's word, is not in yet: he takes the row over with the code printed for it.
create policy desk_grants on representation for insert to relais_web
  with check (desk_has_patient(patient_id) and granted_by = actor_uuid('user_id') and account_id is null and revoked_at is null);
--> statement-breakpoint
create policy desk_revokes on representation for update to relais_web using (desk_has_patient(patient_id)) with check (true);
--> statement-breakpoint
create policy patient_ends on representation for update to relais_web
  using (patient_id = actor_uuid('patient_id') and actor_is_patient() and kind = 'trusted') with check (revoked_by = 'patient');
--> statement-breakpoint
-- A row is taken over by one account, once; what is revoked stays so; the desk takes back in its own name, an adult patient what he himself agreed to.
create function guard_representation() returns trigger language plpgsql as $$
declare
  born date;
begin
  if current_user <> 'relais_web' then return new; end if;
  if new.account_id is distinct from old.account_id and (old.account_id is not null or actor_setting('actor_kind') = 'professional') then
    raise exception 'a representation is taken over once, by who enrols' using errcode = 'insufficient_privilege';
  end if;
  if (new.revoked_at, new.revoked_by, new.revoked_reason) is not distinct from (old.revoked_at, old.revoked_by, old.revoked_reason) then return new; end if;
  if old.revoked_at is not null or new.revoked_at is null then raise exception 'what was revoked stays so' using errcode = 'insufficient_privilege'; end if;
  if desk_has_patient(old.patient_id) and new.revoked_by = actor_setting('user_id') then return new; end if;
  select p.birth_date into born from patient p where p.id = old.patient_id;
  if actor_is_patient() and old.patient_id = actor_uuid('patient_id') and old.kind = 'trusted' and new.revoked_by = 'patient' and years_old(born, actor_now()) >= 18 then return new; end if;
  raise exception 'the desk, or the adult who agreed, ends a representation' using errcode = 'insufficient_privilege';
end $$;
--> statement-breakpoint
create trigger representation_guard before update on representation for each row execute function guard_representation();
--> statement-breakpoint

-- What a patient asks and opposes: written by himself, never by who reads for him; answered by the desk, once.
grant select, insert on patient_request, patient_opposition to relais_web;
--> statement-breakpoint
grant update (state, handled_by, handled_at, answer) on patient_request to relais_web;
--> statement-breakpoint
grant update (ended_at) on patient_opposition to relais_web;
--> statement-breakpoint
create policy patient_reads on patient_request for select to relais_web using (patient_id = actor_uuid('patient_id') and actor_is_patient());
--> statement-breakpoint
create policy patient_asks on patient_request for insert to relais_web
  with check (patient_id = actor_uuid('patient_id') and actor_is_patient() and state = 'open' and handled_by is null and handled_at is null and answer = '');
--> statement-breakpoint
create policy desk_reads on patient_request for select to relais_web using (desk_has_patient(patient_id));
--> statement-breakpoint
create policy desk_answers on patient_request for update to relais_web
  using (desk_has_patient(patient_id) and state = 'open') with check (state <> 'open' and handled_by = actor_uuid('user_id') and handled_at is not null and length(btrim(answer)) > 0);
--> statement-breakpoint
create policy patient_reads on patient_opposition for select to relais_web using (patient_id = actor_uuid('patient_id') and actor_is_patient());
--> statement-breakpoint
create policy patient_opposes on patient_opposition for insert to relais_web with check (patient_id = actor_uuid('patient_id') and actor_is_patient() and ended_at is null);
--> statement-breakpoint
create policy patient_withdraws on patient_opposition for update to relais_web
  using (patient_id = actor_uuid('patient_id') and actor_is_patient() and ended_at is null) with check (ended_at is not null);
--> statement-breakpoint
create policy desk_reads on patient_opposition for select to relais_web using (desk_has_patient(patient_id));
--> statement-breakpoint
create index patient_request_open on patient_request (created_at) where state = 'open';
--> statement-breakpoint
-- To whom the laboratory handed the reports that the patient himself may open: names of prescribers and wards (RGPD art. 15).
create function recipients_of_my_reports() returns table (kind text, name text, reports integer, latest timestamptz) language sql stable security definer set search_path = public
  as $$ select o.kind, case o.kind when 'prescriber' then concat_ws(' ', p.title, p.given_name, p.family_name) else w.name end, count(distinct o.report_id)::integer, max(o.available_at)
    from report_recipient a join report_recipient o on o.report_id = a.report_id and o.kind <> 'patient'
      left join prescriber p on p.id = o.prescriber_id left join ward w on w.id = o.ward_id
    where actor_is_patient() and a.kind = 'patient' and a.patient_id = actor_uuid('patient_id') and patient_opens(a.report_id)
    group by 1, 2 order by 4 desc $$;
