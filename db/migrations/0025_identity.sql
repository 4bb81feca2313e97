-- Identity: an amendment goes to its end, the INS needs its five traits, a référent attaches a dossier.

-- The fifth strict trait: the COG code of the birth place.
alter table patient add column birth_place_code text;
--> statement-breakpoint
-- How an amendment ended: a biologist signed the new identity, or the identity came back to what was signed.
alter table identity_amendment add column outcome text;
--> statement-breakpoint
update identity_amendment set outcome = 'signed' where settled_at is not null;
--> statement-breakpoint
alter table identity_amendment add constraint identity_amendment_outcome check ((outcome is null) = (settled_at is null) and outcome in ('signed', 'returned'));
--> statement-breakpoint
grant update (outcome) on identity_amendment to relais_worker;
--> statement-breakpoint
create index identity_amendment_settled on identity_amendment (settled_at) where outcome = 'signed';
--> statement-breakpoint
-- The traits that a biologist is asked to sign again; empty = none.
alter table worklist_entry add column identity_changes jsonb not null default '[]';
--> statement-breakpoint
-- The web server too: whether an identity is sure tells persons apart.
create or replace function identity_traits(wanted uuid) returns jsonb language sql stable security definer set search_path = public
  as $$ select jsonb_build_object('identifier', identifier, 'birthFamilyName', birth_family_name, 'firstGivenName', first_given_name, 'birthDate', birth_date, 'sex', sex,
    'ins', case when ins_qualified then ins end, 'guaranteed', lone_dossier = '') from patient where id = wanted $$;
--> statement-breakpoint
-- Dossiers that bear a decision, in effect or signed, locked in one order: a signature that takes effect meanwhile is seen by whoever asks afterwards.
create function lock_signed_dossiers(dossiers uuid[], patients uuid[]) returns setof uuid language sql security definer set search_path = public
  as $$ select d.id from dossier d where (d.id = any (dossiers) or d.patient_id = any (patients))
    and exists (select 1 from validation_decision v where v.dossier_id = d.id and v.state in ('pending', 'effective') and v.kind in ('validate', 'lis')) order by d.id for update of d $$;
--> statement-breakpoint
revoke all on function lock_signed_dossiers from public;
--> statement-breakpoint
grant execute on function lock_signed_dossiers to relais_worker;
--> statement-breakpoint
-- The independent count knows it too: a dossier whose identity changed after a signature waits for a biologist.
create or replace function reconciled_dossiers(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, accession_number text, created_at timestamptz, term text, awaiting integer, results integer, standing text)
  language sql stable as $$
  select d.id, d.accession_number, d.created_at, case
      when bool_or(r.term = 'toValidate') then 'toValidate' when bool_or(r.term = 'held') then 'held'
      when bool_or(r.term in ('signed', 'validated')) then 'validated' when bool_or(r.term = 'published') then 'published'
      when bool_or(r.term = 'awaited') then 'awaited' else 'takenAway' end,
    (count(*) filter (where r.term = 'toValidate'))::int, count(r.observation_key)::int, case
      when bool_or(r.term = 'toValidate') or bool_or(i.is_unsigned) then 'awaiting' when bool_or(r.term = 'held') then 'held'
      when bool_or(r.term = 'signed') or bool_or(not i.is_unsigned) then 'pending'
      when bool_or(r.term in ('validated', 'published')) then case when bool_or(r.term = 'awaited') then 'partial' else 'validated' end
      when bool_or(r.term = 'awaited') then 'expected' else 'empty' end
  from (select id, accession_number, dossier.created_at from dossier where laboratory_id = laboratory and dossier.created_at >= since and dossier.created_at < until
      union select o.id, o.accession_number, o.created_at from dossier_revision v join dossier o on o.id = v.dossier_id
        where v.recorded_at >= since and v.recorded_at < until and o.laboratory_id = laboratory) d
    left join reconciled_results(laboratory, since, until) r on r.dossier_id = d.id
    left join lateral (select not exists (select 1 from validation_decision v where v.dossier_id = d.id and v.kind = 'validate' and v.state = 'pending' and v.signed_at >= max(a.made_at)) as is_unsigned
      from identity_amendment a where a.dossier_id = d.id and a.settled_at is null having count(*) > 0) i on true
  group by d.id, d.accession_number, d.created_at $$;
--> statement-breakpoint
-- An identity that a person's act changes: amended where it was signed, closed where it comes back to what was signed. Says which.
create function amend_by_person(wanted uuid, person uuid, known jsonb, told jsonb) returns text language plpgsql security definer set search_path = public as $$
declare
  signed jsonb;
begin
  if known = told or not exists (select 1 from lock_signed_dossiers(array[wanted], '{}'::uuid[])) then return 'none'; end if;
  if not exists (select 1 from dossiers_decided(array[wanted], '{}'::uuid[])) then return 'none'; end if;
  select a.before into signed from identity_amendment a where a.dossier_id = wanted and a.settled_at is null order by a.made_at, a.id limit 1;
  if told @> signed then
    update identity_amendment set settled_at = actor_now(), outcome = 'returned' where dossier_id = wanted and settled_at is null;
    return 'returned';
  end if;
  insert into identity_amendment (id, dossier_id, patient_id, before, after, made_at) values (gen_random_uuid(), wanted, person, known, told, actor_now());
  return 'amended';
end $$;
--> statement-breakpoint
revoke all on function amend_by_person from public;
--> statement-breakpoint
drop function undo_merge;
--> statement-breakpoint
-- A référent undoes a merge that the admission system sent wrongly: the numbers are again what they were, and each dossier that leaves and was signed is amended.
create function undo_merge(wanted uuid, why text) returns table (dossier uuid, amended text) language plpgsql security definer set search_path = public as $$
declare
  told patient_merge;
  root uuid;
  numbers uuid[];
  leaving record;
begin
  select * into told from patient_merge where id = wanted and undone_at is null for update;
  if told.id is null or not actor_has('referent') or not (desk_has_patient(told.survivor_id) or desk_has_patient(told.merged_id)) or length(btrim(why)) < 3 then
    raise exception 'a référent of the patient undoes a merge that stands, and says why' using errcode = 'insufficient_privilege';
  end if;
  root := merge_root(told.survivor_id);
  numbers := array(select p.id from patient p where coalesce(p.merged_into, p.id) = root);
  update patient_merge m set undone_at = actor_now(), undone_by = actor_uuid('user_id'), undone_reason = why where m.id = wanted;
  if told.kind = 'merge' then perform refresh_merges(root); end if;
  for leaving in select d.id, coalesce(p.merged_into, p.id) as person from patient p join dossier d on d.patient_id = p.id
      where p.id = any (numbers) and coalesce(p.merged_into, p.id) <> root order by d.id loop
    dossier := leaving.id;
    amended := amend_by_person(leaving.id, leaving.person, identity_traits(root), identity_traits(leaving.person));
    return next;
  end loop;
end $$;
--> statement-breakpoint
revoke all on function undo_merge from public;
--> statement-breakpoint
grant execute on function undo_merge to relais_web;
--> statement-breakpoint
-- A référent's word on whose a dossier is, when its identity was not sure; undone, the dossier hangs where it hung before.
create table identity_attachment (
  id uuid primary key,
  dossier_id uuid not null references dossier(id),
  from_patient_id uuid not null references patient(id),
  to_patient_id uuid not null references patient(id),
  is_new boolean not null,
  reason text not null,
  attached_at timestamptz not null,
  attached_by uuid not null references user_account(id),
  attached_by_name text not null,
  confirmed_at timestamptz,
  detached_at timestamptz,
  detached_by uuid references user_account(id),
  detached_by_name text,
  detach_reason text,
  constraint attachment_two check (from_patient_id <> to_patient_id),
  constraint attachment_reasons check (length(btrim(reason)) >= 10 and (detached_at is null or length(btrim(detach_reason)) >= 10))
);
--> statement-breakpoint
create unique index one_attachment_at_a_time on identity_attachment (dossier_id) where detached_at is null;
--> statement-breakpoint
create index identity_attachment_dossier_id_index on identity_attachment (dossier_id);
--> statement-breakpoint
alter table identity_attachment enable row level security;
--> statement-breakpoint
create function referent_has_dossier(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('referent') and exists (select 1 from dossier d where d.id = wanted and d.site_id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
create policy worker_all on identity_attachment to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy desk_reads on identity_attachment for select to relais_web using (referent_has_dossier(dossier_id));
--> statement-breakpoint
grant select on identity_attachment to relais_web;
--> statement-breakpoint
grant select, insert on identity_attachment to relais_worker;
--> statement-breakpoint
grant update (confirmed_at) on identity_attachment to relais_worker;
--> statement-breakpoint
-- Dossiers of the référent's sites whose identity is not sure, and those that were attached lately: newest first.
create function unsure_dossiers(since timestamptz) returns table (dossier_id uuid, accession_number text, laboratory_id uuid, created_at timestamptz, identifier text, birth_family_name text,
    first_given_name text, birth_date date, birth_date_text text, sex text, identity_reliability text, is_released boolean, attachment_id uuid) language sql stable security definer set search_path = public
  as $$ select d.id, d.accession_number, d.laboratory_id, d.created_at, p.identifier, p.birth_family_name, p.first_given_name, p.birth_date, p.birth_date_text, p.sex, p.identity_reliability,
      exists (select 1 from report r where r.dossier_id = d.id), a.id
    from dossier d left join identity_attachment a on a.dossier_id = d.id and a.detached_at is null join patient p on p.id = coalesce(a.from_patient_id, d.patient_id)
    where actor_has('referent') and d.site_id = any (actor_uuids('site_ids')) and not d.is_test
      and ((not d.identity_guaranteed and p.identity_reliability not in ('CACH', 'ANOM') and d.created_at >= since) or a.attached_at >= since)
    order by a.id is not null, d.created_at desc, d.id limit 200 $$;
--> statement-breakpoint
-- The dossier as its référent judges it, locked until the act is over; the identity is the one that came with it.
create function lock_for_attachment(wanted uuid) returns table (dossier_id uuid, laboratory_id uuid, legal_entity_id uuid, accession_number text, identity_guaranteed boolean, patient_id uuid,
    from_patient_id uuid, attachment_id uuid) language plpgsql security definer set search_path = public as $$
begin
  if not referent_has_dossier(wanted) then return; end if;
  perform 1 from dossier d where d.id = wanted for update;
  return query select d.id, d.laboratory_id, d.legal_entity_id, d.accession_number, d.identity_guaranteed, d.patient_id, coalesce(a.from_patient_id, d.patient_id), a.id
    from dossier d left join identity_attachment a on a.dossier_id = d.id and a.detached_at is null where d.id = wanted;
end $$;
--> statement-breakpoint
-- Persons of the same establishment whom a dossier may be of: the same number, the same INS, the same birth date with a name, the same names; or those that the référent asks for exactly.
create function attachment_candidates(wanted uuid, number text, family text, born date) returns setof uuid language sql stable security definer set search_path = public
  as $$ with own as (
      select p.* from dossier d left join identity_attachment a on a.dossier_id = d.id and a.detached_at is null join patient p on p.id = coalesce(a.from_patient_id, d.patient_id)
      where d.id = wanted and referent_has_dossier(wanted))
    select c.id from own o join patient c on c.legal_entity_id = o.legal_entity_id
    where c.lone_dossier = '' and c.merged_into is null and c.identity_reliability not in ('CACH', 'ANOM') and case
      when number <> '' then c.id in (select coalesce(n.merged_into, n.id) from patient n where n.identifier = number and n.lone_dossier = '' and n.legal_entity_id = o.legal_entity_id)
      when family <> '' then born is not null and c.birth_date = born and plain_name(family) in (plain_name(c.birth_family_name), plain_name(coalesce(c.used_family_name, '')))
      else c.identifier = o.identifier or c.ins = o.ins
        or (c.birth_date = o.birth_date and (plain_name(c.first_given_name) = plain_name(o.first_given_name)
          or plain_name(o.birth_family_name) in (plain_name(c.birth_family_name), plain_name(coalesce(c.used_family_name, '')))
          or plain_name(o.used_family_name) in (plain_name(c.birth_family_name), plain_name(coalesce(c.used_family_name, '')))))
        or (o.birth_date is null and plain_name(c.first_given_name) = plain_name(o.first_given_name) and plain_name(c.birth_family_name) = plain_name(o.birth_family_name)) end
    order by (c.identifier = o.identifier) desc, (c.ins = o.ins) desc nulls last, (c.birth_date = o.birth_date) desc nulls last, c.updated_at desc, c.id limit 12 $$;
--> statement-breakpoint
-- What is shown of a person, or of the identity that came with a dossier, to a référent who judges them side by side; none of anybody else.
create function attachment_person(wanted uuid, person uuid) returns jsonb language sql stable security definer set search_path = public
  as $$ select jsonb_build_object('patientId', p.id, 'identifier', p.identifier, 'authority', p.assigning_authority, 'birthFamilyName', p.birth_family_name, 'usedFamilyName', p.used_family_name,
      'givenNames', p.given_names, 'firstGivenName', p.first_given_name, 'birthDate', p.birth_date, 'birthDateText', p.birth_date_text, 'sex', p.sex, 'birthPlaceCode', p.birth_place_code,
      'ins', case when p.ins_qualified then p.ins end, 'identityReliability', p.identity_reliability, 'dossiers', (select count(*) from dossier d where d.patient_id in (select person_rows(p.id)))::int)
    from patient p join dossier o on o.id = wanted and o.legal_entity_id = p.legal_entity_id
    where p.id = person and referent_has_dossier(wanted) and (p.lone_dossier = '' or p.id = o.patient_id
      or p.id in (select a.from_patient_id from identity_attachment a where a.dossier_id = wanted)) $$;
--> statement-breakpoint
create function attach_dossier(attachment uuid, wanted uuid, person uuid, made boolean, why text) returns text language plpgsql security definer set search_path = public as $$
declare
  held dossier;
  target patient;
  who text;
begin
  select * into held from dossier d where d.id = wanted for update;
  select * into target from patient p where p.id = person for update;
  if not referent_has_dossier(wanted) or held.identity_guaranteed or target.id is null or target.lone_dossier <> '' or target.merged_into is not null
      or target.legal_entity_id <> held.legal_entity_id or target.identity_reliability in ('CACH', 'ANOM') then
    raise exception 'a référent of the dossier attaches it, while its identity is not sure, to a person of the same establishment' using errcode = 'insufficient_privilege';
  end if;
  select trim(u.given_name || ' ' || u.family_name) into who from user_account u where u.id = actor_uuid('user_id');
  insert into identity_attachment (id, dossier_id, from_patient_id, to_patient_id, is_new, reason, attached_at, attached_by, attached_by_name)
    values (attachment, wanted, held.patient_id, person, made, why, actor_now(), actor_uuid('user_id'), who);
  update dossier d set patient_id = person, identity_guaranteed = true, updated_at = actor_now() where d.id = wanted;
  return amend_by_person(wanted, person, identity_traits(held.patient_id), identity_traits(person));
end $$;
--> statement-breakpoint
-- A person whom no system has told of: only for a dossier that is attached to her in the same transaction.
create function make_attached_person(wanted uuid, person uuid, number text, family text, given text, first_given text, born date, person_sex text) returns boolean
  language plpgsql security definer set search_path = public as $$
declare
  held dossier;
  lone patient;
begin
  select * into held from dossier d where d.id = wanted for update;
  select * into lone from patient p where p.id = held.patient_id;
  if not referent_has_dossier(wanted) or held.identity_guaranteed or btrim(number) = '' or btrim(family) = '' or born is null or person_sex not in ('F', 'M') then
    raise exception 'a référent of the dossier makes a person with a number, a name, a birth date and a sex' using errcode = 'insufficient_privilege';
  end if;
  insert into patient (id, legal_entity_id, assigning_authority, identifier, lone_dossier, birth_family_name, given_names, first_given_name, birth_date, birth_date_text, sex,
      identity_reliability, updated_at)
    values (person, held.legal_entity_id, lone.assigning_authority, btrim(number), '', btrim(family), btrim(given), btrim(first_given), born, to_char(born, 'YYYYMMDD'), person_sex, '', actor_now())
    on conflict (legal_entity_id, assigning_authority, identifier, lone_dossier) do nothing;
  return found;
end $$;
--> statement-breakpoint
create function detach_dossier(attachment uuid, why text) returns text language plpgsql security definer set search_path = public as $$
declare
  stands identity_attachment;
  who text;
begin
  select * into stands from identity_attachment a where a.id = attachment and a.detached_at is null for update;
  if stands.id is null or stands.confirmed_at is not null or not referent_has_dossier(stands.dossier_id) then
    raise exception 'a référent of the dossier undoes an attachment that stands and that its LIS has not confirmed' using errcode = 'insufficient_privilege';
  end if;
  select trim(u.given_name || ' ' || u.family_name) into who from user_account u where u.id = actor_uuid('user_id');
  update identity_attachment a set detached_at = actor_now(), detached_by = actor_uuid('user_id'), detached_by_name = who, detach_reason = why where a.id = attachment;
  update dossier d set patient_id = stands.from_patient_id, identity_guaranteed = false, updated_at = actor_now() where d.id = stands.dossier_id;
  return amend_by_person(stands.dossier_id, stands.from_patient_id, identity_traits((select coalesce(p.merged_into, p.id) from patient p where p.id = stands.to_patient_id)),
    identity_traits(stands.from_patient_id));
end $$;
--> statement-breakpoint
revoke all on function unsure_dossiers, lock_for_attachment, attachment_candidates, attachment_person, attach_dossier, make_attached_person, detach_dossier from public;
--> statement-breakpoint
grant execute on function unsure_dossiers, lock_for_attachment, attachment_candidates, attachment_person, attach_dossier, make_attached_person, detach_dossier to relais_web;
