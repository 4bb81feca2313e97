-- What opens a report besides being addressed: a patient who lies in the ward, his own code, an emergency. Each ground says itself what it needs, on the clock of
-- the application (`relais.at`, set per transaction beside the actor), so that an hour is an hour for the screen, the list and the wall alike.

create function actor_now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(actor_setting('at')::timestamptz, now()) $$;
--> statement-breakpoint

-- A place that is told and is no known ward (discharged, elsewhere) is a row too: an older message must not move him back.
alter table patient_stay alter column ward_id drop not null;
--> statement-breakpoint
alter table patient_stay add column told_by text not null default 'result';
--> statement-breakpoint
alter table patient_stay add constraint stay_told_by check (told_by in ('movement','result'));
--> statement-breakpoint
create unique index break_glass_proof on break_glass (proof_id);
--> statement-breakpoint
alter table break_glass add constraint break_glass_hour check (expires_at <= granted_at + interval '1 hour');
--> statement-breakpoint
alter table presence_access add constraint presence_hour check (expires_at <= granted_at + interval '1 hour');
--> statement-breakpoint
create unique index presence_code_once on presence_access (code_id);
--> statement-breakpoint
create index patient_birth_date on patient (birth_date);
--> statement-breakpoint
create index observation_performer on observation_version (performer_finess, dossier_id) where performer_finess <> '';
--> statement-breakpoint
create index observation_performed on observation_version (dossier_id) where performer_finess <> '';
--> statement-breakpoint

-- What a patient had masked from professionals is open to those it is addressed to, and to whom he himself shows it; a stay and an emergency leave it closed.
create function dossier_is_masked(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select 'MASQUE_PS' = any (confidentiality) from dossier where id = wanted $$;
--> statement-breakpoint
-- The same person in two hospitals: one qualified INS and one birth date; never an identity that is not guaranteed (GBUI III-2b).
create function same_person(one uuid, other uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select one = other or exists (select 1 from patient a join patient b on b.ins = a.ins and b.birth_date = a.birth_date
    where a.id = one and b.id = other and a.ins_qualified and b.ins_qualified and a.lone_dossier = '' and b.lone_dossier = '') $$;
--> statement-breakpoint
create function actor_reads() returns boolean language sql stable parallel safe
  as $$ select actor_setting('actor_kind') = 'professional' and (actor_has('prescriber') or actor_has('ward_staff')) $$;
--> statement-breakpoint

-- A ward sees everything of a patient while he lies there (GBUI XIII-2.2); what it asked for itself is a recipient's row, for thirty days.
create or replace function ward_has_patient(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('ward_staff') and exists (select 1 from report r join patient_stay s on s.patient_id = r.patient_id and s.until is null
    where r.id = $1 and s.ward_id = any (actor_uuids('ward_ids')) and not dossier_is_masked(r.dossier_id)) $$;
--> statement-breakpoint
-- Chosen reports are open in every version: whoever reads one must be told that it was replaced.
create or replace function presence_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and exists (select 1 from report r join presence_access a on a.patient_id = r.patient_id
    where r.id = $1 and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now()
      and case when a.report_ids is null then not dossier_is_masked(r.dossier_id)
        else r.dossier_id in (select c.dossier_id from report c where c.id = any (a.report_ids)) end) $$;
--> statement-breakpoint
create or replace function break_glass_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and exists (select 1 from report r join break_glass b on b.user_id = actor_uuid('user_id') and b.ended_at is null and b.expires_at > actor_now()
    where r.id = $1 and same_person(b.patient_id, r.patient_id) and not dossier_is_masked(r.dossier_id)) $$;
--> statement-breakpoint
create function recipient_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (
    select 1 from report_recipient r where r.report_id = report and (
      (r.kind = 'prescriber' and actor_has('prescriber') and r.prescriber_id = actor_uuid('prescriber_id'))
      or (r.kind = 'ward' and actor_has('ward_staff') and r.ward_id = any (actor_uuids('ward_ids')) and r.available_at > actor_now() - interval '30 days'))) $$;
--> statement-breakpoint
create or replace function report_is_addressed_to_actor(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select recipient_opens(report) or patient_opens(report) or ward_has_patient(report) or presence_opens(report) or break_glass_opens(report) $$;
--> statement-breakpoint
-- What opens it, the ordinary before the exceptional; null when nothing does. A reading bears this word and no other.
create function report_ground(report uuid) returns text language sql stable security definer set search_path = public
  as $$ select case
    when patient_opens(report) then case when actor_setting('representation_id') is null then 'self' else 'representation' end
    when recipient_opens(report) then 'addressed'
    when ward_has_patient(report) then 'stay'
    when presence_opens(report) then 'presence'
    when break_glass_opens(report) then 'break-glass' end $$;
--> statement-breakpoint
-- The reports that something else than a recipient's row opens, for the list: one question, not one per report.
create function reports_granted_to_actor() returns table (report_id uuid, ground text) language sql stable security definer set search_path = public rows 100
  as $$
    select r.id, 'stay' from patient_stay s join report r on r.patient_id = s.patient_id join dossier d on d.id = r.dossier_id
      where actor_has('ward_staff') and s.until is null and s.ward_id = any (actor_uuids('ward_ids')) and not ('MASQUE_PS' = any (d.confidentiality))
    union all
    select r.id, 'presence' from presence_access a join report r on r.patient_id = a.patient_id join dossier d on d.id = r.dossier_id
      where actor_reads() and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now()
        and case when a.report_ids is null then not ('MASQUE_PS' = any (d.confidentiality)) else r.dossier_id in (select c.dossier_id from report c where c.id = any (a.report_ids)) end
    union all
    select r.id, 'break-glass' from break_glass b join patient p on p.id = b.patient_id
      join lateral (select p.id union select o.id from patient o where p.ins_qualified and p.lone_dossier = '' and o.ins = p.ins and o.birth_date = p.birth_date
        and o.ins_qualified and o.lone_dossier = '') person on true
      join report r on r.patient_id = person.id join dossier d on d.id = r.dossier_id
      where actor_reads() and b.user_id = actor_uuid('user_id') and b.ended_at is null and b.expires_at > actor_now() and not ('MASQUE_PS' = any (d.confidentiality)) $$;
--> statement-breakpoint
-- All that is open to a professional, asked once per statement: the wall of a list of thousands is one set, not thousands of questions. Each reading goes through
-- `report_is_addressed_to_actor` besides, so a difference between the two could only close.
create function reports_open_to_actor() returns setof uuid language sql stable security definer set search_path = public rows 100
  as $$
    select r.report_id from report_recipient r
      where (r.kind = 'prescriber' and actor_has('prescriber') and r.prescriber_id = actor_uuid('prescriber_id'))
        or (r.kind = 'ward' and actor_has('ward_staff') and r.ward_id = any (actor_uuids('ward_ids')) and r.available_at > actor_now() - interval '30 days')
    union select g.report_id from reports_granted_to_actor() g $$;
--> statement-breakpoint
drop policy recipient_reads on report;
--> statement-breakpoint
create policy recipient_reads on report for select to relais_web using (id in (select reports_open_to_actor()) or patient_opens(id));
--> statement-breakpoint
-- Whose reports somebody opened with a code or in an emergency, he may call by name.
create function actor_was_let_in(patient uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and (
    exists (select 1 from presence_access a where a.patient_id = $1 and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now())
    or exists (select 1 from break_glass b where b.patient_id = $1 and b.user_id = actor_uuid('user_id') and b.ended_at is null and b.expires_at > actor_now())) $$;
--> statement-breakpoint
create policy let_in_reads on patient for select to relais_web using (actor_was_let_in(id));
--> statement-breakpoint
drop policy recipient_reads on report_recipient;
--> statement-breakpoint
create policy recipient_reads on report_recipient for select to relais_web using (
  (kind = 'prescriber' and actor_has('prescriber') and prescriber_id = actor_uuid('prescriber_id'))
  or (kind = 'ward' and actor_has('ward_staff') and ward_id = any (actor_uuids('ward_ids')) and available_at > actor_now() - interval '30 days')
  or (kind = 'patient' and actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id'))
  or ((actor_has('biologist') or actor_has('technician')) and report_site(report_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
drop policy reader_records on report_view;
--> statement-breakpoint
create policy reader_records on report_view for insert to relais_web with check (
  ground = report_ground(report_id)
  and ((reader_kind = 'professional' and user_id = actor_uuid('user_id')) or (reader_kind = 'patient' and patient_id = actor_uuid('patient_id'))));
--> statement-breakpoint

-- Presence. The patient makes and ends codes of her own; a professional never sees one, he hands in what he was told.
grant select, insert on presence_code to relais_web;
--> statement-breakpoint
grant update (ended_at) on presence_code, presence_access to relais_web;
--> statement-breakpoint
grant select on presence_access to relais_web;
--> statement-breakpoint
create policy patient_reads on presence_code for select to relais_web using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id'));
--> statement-breakpoint
create policy patient_makes on presence_code for insert to relais_web with check (
  actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id') and account_id is not distinct from actor_uuid('account_id')
  and used_at is null and ended_at is null and expires_at <= actor_now() + interval '15 minutes'
  -- Nobody shows more than he may open himself, and who reads for somebody else says which reports.
  and (report_ids is not null or actor_setting('representation_id') is null)
  and not exists (select 1 from unnest(report_ids) chosen where not patient_opens(chosen)));
--> statement-breakpoint
create policy patient_ends on presence_code for update to relais_web using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id')) with check (ended_at is not null);
--> statement-breakpoint
create policy patient_reads on presence_access for select to relais_web using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id'));
--> statement-breakpoint
create policy patient_ends on presence_access for update to relais_web using (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id')) with check (ended_at is not null);
--> statement-breakpoint
create policy reader_reads on presence_access for select to relais_web using (actor_setting('actor_kind') = 'professional' and user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy reader_leaves on presence_access for update to relais_web
  using (actor_setting('actor_kind') = 'professional' and user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id') and ended_at is not null);
--> statement-breakpoint
create function guard_ending() returns trigger language plpgsql as $$
begin
  if current_user = 'relais_web' and old.ended_at is not null then raise exception 'what has ended stays ended' using errcode = 'insufficient_privilege'; end if;
  return new;
end $$;
--> statement-breakpoint
create trigger presence_code_guard before update of ended_at on presence_code for each row execute function guard_ending();
--> statement-breakpoint
create trigger presence_access_guard before update of ended_at on presence_access for each row execute function guard_ending();
--> statement-breakpoint
-- Takes a code up, once, for who is at the screen: right code and right birth date together or nothing, and nothing tells which was wrong. Of two who hand in the
-- same code at once the row lock lets one through. Two patients of one birth date under one code open nothing.
create function redeem_presence(given_hash text, born date, access uuid) returns table (access_id uuid, patient uuid, ends timestamptz, chosen integer)
  language plpgsql security definer set search_path = public as $$
declare
  codes uuid[];
  code presence_code;
begin
  if not actor_reads() then return; end if;
  select array_agg(c.id) into codes from presence_code c join patient p on p.id = c.patient_id
    where c.code_hash = given_hash and p.birth_date = born and c.used_at is null and c.ended_at is null and c.expires_at > actor_now();
  if coalesce(cardinality(codes), 0) <> 1 then return; end if;
  update presence_code c set used_at = actor_now() where c.id = codes[1] and c.used_at is null and c.ended_at is null returning c.* into code;
  if code.id is null then return; end if;
  insert into presence_access (id, code_id, patient_id, user_id, report_ids, granted_at, expires_at)
    values (access, code.id, code.patient_id, actor_uuid('user_id'), code.report_ids, actor_now(), actor_now() + interval '1 hour');
  return query select access, code.patient_id, actor_now() + interval '1 hour', cardinality(code.report_ids);
end $$;
--> statement-breakpoint

-- Emergency. Name and birth date exactly, the patient's number when two share them; answers one person or nothing.
create function plain_name(name text) returns text language sql immutable parallel safe
  as $$ select regexp_replace(translate(upper(name), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸ', 'AAAAAACEEEEIIIINOOOOOUUUUYY'), '[^A-Z]', '', 'g') $$;
--> statement-breakpoint
create function emergency_patient(family text, born date, number text) returns table (patient_id uuid, birth_family_name text, first_given_name text, birth_date date, sex text, identifier text)
  language plpgsql stable security definer set search_path = public as $$
declare
  found uuid[];
begin
  if not actor_reads() or plain_name(family) = '' then return; end if;
  select array_agg(p.id order by p.updated_at desc, p.id) into found from patient p
    where p.birth_date = born and p.lone_dossier = '' and plain_name(p.birth_family_name) = plain_name(family) and (number = '' or p.identifier = number);
  if found is null or exists (select 1 from unnest(found) other where not same_person(found[1], other)) then return; end if;
  return query select p.id, p.birth_family_name, p.first_given_name, p.birth_date, p.sex, p.identifier from patient p where p.id = found[1];
end $$;
--> statement-breakpoint
create function emergency_patient_exists(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and exists (select 1 from patient p where p.id = wanted and p.lone_dossier = '') $$;
--> statement-breakpoint
grant select, insert on break_glass to relais_web;
--> statement-breakpoint
grant update (ended_at, reviewed_by, reviewed_at, review_outcome, review_text) on break_glass to relais_web;
--> statement-breakpoint
create policy person_reads on break_glass for select to relais_web using (actor_setting('actor_kind') = 'professional' and user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy reviewer_reads on break_glass for select to relais_web using (actor_has('medical_administrator'));
--> statement-breakpoint
create policy patient_reads on break_glass for select to relais_web using (actor_setting('actor_kind') = 'patient' and same_person(patient_id, actor_uuid('patient_id')));
--> statement-breakpoint
-- Opened by the person herself, who has just proven to be there for this act; one proof, one opening.
create policy person_opens on break_glass for insert to relais_web with check (
  actor_reads() and user_id = actor_uuid('user_id') and ended_at is null and reviewed_at is null and length(btrim(reason_text)) >= 10
  and granted_at between actor_now() - interval '1 minute' and actor_now() + interval '1 minute'
  and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.act = 'break-glass' and p.proven_at > actor_now() - interval '5 minutes'));
--> statement-breakpoint
create policy person_closes on break_glass for update to relais_web
  using (actor_setting('actor_kind') = 'professional' and user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy reviewer_closes on break_glass for update to relais_web using (actor_has('medical_administrator')) with check (actor_has('medical_administrator'));
--> statement-breakpoint
-- A review is written once, by somebody else than who is reviewed, whole; an end is an end.
create function guard_break_glass() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if old.ended_at is not null and new.ended_at is distinct from old.ended_at then raise exception 'what has ended stays ended' using errcode = 'insufficient_privilege'; end if;
  if (new.reviewed_by, new.reviewed_at, new.review_outcome, new.review_text) is distinct from (old.reviewed_by, old.reviewed_at, old.review_outcome, old.review_text) then
    if old.reviewed_at is not null or not actor_has('medical_administrator') or old.user_id = actor_uuid('user_id') or new.reviewed_by is distinct from actor_uuid('user_id')
       or new.reviewed_at is null or new.review_outcome is null or length(btrim(new.review_text)) < 10 then
      raise exception 'a review is another one’s, once, and whole' using errcode = 'insufficient_privilege';
    end if;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger break_glass_guard before update on break_glass for each row execute function guard_break_glass();
--> statement-breakpoint
-- What the reviewer needs to judge, and no result: the patient's number, and which versions were read when.
create function break_glass_patient_number(access uuid) returns text language sql stable security definer set search_path = public
  as $$ select p.identifier from break_glass b join patient p on p.id = b.patient_id where b.id = access and actor_has('medical_administrator') $$;
--> statement-breakpoint
create function break_glass_readings(access uuid) returns table (accession_number text, version integer, medium text, viewed_at timestamptz)
  language sql stable security definer set search_path = public
  as $$ select d.accession_number, r.version, v.medium, v.viewed_at
    from break_glass b join report_view v on v.user_id = b.user_id and v.ground = 'break-glass' and v.viewed_at between b.granted_at and coalesce(b.ended_at, b.expires_at)
    join report r on r.id = v.report_id join dossier d on d.id = r.dossier_id
    where b.id = access and same_person(b.patient_id, r.patient_id) and actor_has('medical_administrator')
    order by v.viewed_at $$;
--> statement-breakpoint

-- Laboratories: own dossiers, and those they execute (OBX-23). The site of a dossier is the one that collected for it. Who executes reads, she does not decide.
create function dossier_executed_by_actor(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from observation_version o join laboratory l on l.finess_number = o.performer_finess join site s on s.laboratory_id = l.id
    where o.dossier_id = wanted and o.performer_finess <> '' and s.id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
create function patient_executed_by_actor(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from dossier d where d.patient_id = wanted and dossier_executed_by_actor(d.id)) $$;
--> statement-breakpoint
drop policy biologist_reads on dossier;
--> statement-breakpoint
create policy biologist_reads on dossier for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and (site_id = any (actor_uuids('site_ids')) or patient_in_scope(patient_id, actor_uuids('site_ids'))
    or dossier_executed_by_actor(id)));
--> statement-breakpoint
drop policy biologist_reads on patient;
--> statement-breakpoint
create policy biologist_reads on patient for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and (patient_in_scope(id, actor_uuids('site_ids')) or patient_executed_by_actor(id)));
--> statement-breakpoint
drop policy laboratory_reads on report;
--> statement-breakpoint
create policy laboratory_reads on report for select to relais_web
  using ((actor_has('biologist') or actor_has('technician')) and (site_id = any (actor_uuids('site_ids')) or dossier_executed_by_actor(dossier_id)));
