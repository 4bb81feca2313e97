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
--> statement-breakpoint

-- Several numbers of one person. The merged row keeps its dossiers, its stays and its accounts: whatever compares persons compares `coalesce(merged_into, id)`, so that
-- undoing a merge is one column, and restores everything exactly.
alter table patient add column merged_into uuid references patient(id);
--> statement-breakpoint
create index patient_person on patient (coalesce(merged_into, id));
--> statement-breakpoint
alter table patient_stay add column cancelled_at timestamptz;
--> statement-breakpoint
create table patient_merge (
  id uuid primary key,
  legal_entity_id uuid not null references legal_entity(id),
  kind text not null,
  survivor_id uuid not null references patient(id),
  merged_id uuid not null references patient(id),
  message_id uuid not null,
  told_at timestamptz not null,
  merged_at timestamptz not null,
  undone_at timestamptz,
  undone_message_id uuid,
  undone_by uuid references user_account(id),
  undone_reason text not null default '',
  constraint patient_merge_kind check (kind in ('merge','link')),
  constraint patient_merge_two check (survivor_id <> merged_id)
);
--> statement-breakpoint
create unique index one_merge_at_a_time on patient_merge (merged_id) where kind = 'merge' and undone_at is null;
--> statement-breakpoint
create unique index one_link_per_pair on patient_merge (survivor_id, merged_id) where kind = 'link' and undone_at is null;
--> statement-breakpoint
create index patient_merge_survivor_id_index on patient_merge (survivor_id);
--> statement-breakpoint
create index patient_merge_merged_id_index on patient_merge (merged_id);
--> statement-breakpoint
alter table patient_merge enable row level security;
--> statement-breakpoint
-- Not forced: the functions below, which are the owner's, read and undo merges for whoever they have checked.
create policy worker_all on patient_merge to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert on patient_merge to relais_worker;
--> statement-breakpoint
grant update (undone_at, undone_message_id, undone_by, undone_reason) on patient_merge to relais_worker;
--> statement-breakpoint
grant select on patient_merge to relais_web;
--> statement-breakpoint
create function one_person(one uuid, other uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select one = other or exists (select 1 from patient a join patient b on coalesce(b.merged_into, b.id) = coalesce(a.merged_into, a.id) where a.id = one and b.id = other) $$;
--> statement-breakpoint
create function person_rows(one uuid) returns setof uuid language sql stable security definer set search_path = public rows 2
  as $$ select b.id from patient a join patient b on coalesce(b.merged_into, b.id) = coalesce(a.merged_into, a.id) where a.id = one $$;
--> statement-breakpoint
-- The last of a chain of merges that stand; a row that none of them names is its own.
create function merge_root(one uuid) returns uuid language sql stable security definer set search_path = public
  as $$ with recursive chain (id, depth) as (
      select one, 0 union all select m.survivor_id, c.depth + 1 from chain c join patient_merge m on m.merged_id = c.id and m.kind = 'merge' and m.undone_at is null where c.depth < 50)
    select id from chain order by depth desc limit 1 $$;
--> statement-breakpoint
-- Reads anew, for a person and every number merged into her, whom each is read through.
create function refresh_merges(root uuid) returns void language sql security definer set search_path = public
  as $$ update patient p set merged_into = nullif(merge_root(p.id), p.id) where p.id = root or coalesce(p.merged_into, p.id) = root $$;
--> statement-breakpoint
revoke all on function person_rows, merge_root, refresh_merges from public;
--> statement-breakpoint
grant execute on function person_rows, merge_root to relais_web, relais_worker;
--> statement-breakpoint
grant execute on function refresh_merges to relais_worker;
--> statement-breakpoint
create or replace function dossiers_decided(dossiers uuid[], patients uuid[]) returns setof uuid language sql stable security definer set search_path = public
  as $$ select d.id from dossier d where (d.id = any (dossiers) or d.patient_id = any (patients))
    and exists (select 1 from validation_decision v where v.dossier_id = d.id and v.state = 'effective' and v.kind in ('validate', 'lis')) order by d.id $$;
--> statement-breakpoint
create or replace function patient_in_scope(patient uuid, sites uuid[]) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from dossier d where d.patient_id = $1 and d.site_id = any ($2)) or exists (
    select 1 from patient p join patient same on same.ins = p.ins and same.birth_date = p.birth_date join dossier d on d.patient_id = same.id
    where p.id = $1 and p.ins_qualified and same.ins_qualified and p.lone_dossier = '' and same.lone_dossier = '' and d.site_id = any ($2))
    or exists (select 1 from patient p join patient same on coalesce(same.merged_into, same.id) = coalesce(p.merged_into, p.id) join dossier d on d.patient_id = same.id
    where p.id = $1 and d.site_id = any ($2)) $$;
--> statement-breakpoint
create or replace function same_person(one uuid, other uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select one_person(one, other) or exists (select 1 from patient a join patient b on b.ins = a.ins and b.birth_date = a.birth_date
    where a.id = one and b.id = other and a.ins_qualified and b.ins_qualified and a.lone_dossier = '' and b.lone_dossier = '') $$;
--> statement-breakpoint
-- Of several numbers of one person, where she lies is what was told last under any of them.
create function stay_is_newest(stay patient_stay) returns boolean language sql stable security definer set search_path = public
  as $$ select not exists (select 1 from patient_stay n where n.until is null and n.id <> stay.id and n.patient_id in (select person_rows(stay.patient_id))
    and (n.told_at, n.id) > (stay.told_at, stay.id)) $$;
--> statement-breakpoint
create or replace function ward_has_patient(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('ward_staff') and exists (select 1 from report r join patient_stay s on s.patient_id in (select person_rows(r.patient_id)) and s.until is null
    where r.id = $1 and s.ward_id = any (actor_uuids('ward_ids')) and stay_is_newest(s) and not dossier_is_masked(r.dossier_id)) $$;
--> statement-breakpoint
create or replace function presence_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and exists (select 1 from report r join presence_access a on a.patient_id in (select person_rows(r.patient_id))
    where r.id = $1 and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now()
      and case when a.report_ids is null then not dossier_is_masked(r.dossier_id)
        else r.dossier_id in (select c.dossier_id from report c where c.id = any (a.report_ids)) end) $$;
--> statement-breakpoint
create or replace function reports_granted_to_actor() returns table (report_id uuid, ground text) language sql stable security definer set search_path = public rows 100
  as $$
    select r.id, 'stay' from patient_stay s join report r on r.patient_id in (select person_rows(s.patient_id)) join dossier d on d.id = r.dossier_id
      where actor_has('ward_staff') and s.until is null and s.ward_id = any (actor_uuids('ward_ids')) and stay_is_newest(s) and not ('MASQUE_PS' = any (d.confidentiality))
    union all
    select r.id, 'presence' from presence_access a join report r on r.patient_id in (select person_rows(a.patient_id)) join dossier d on d.id = r.dossier_id
      where actor_reads() and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now()
        and case when a.report_ids is null then not ('MASQUE_PS' = any (d.confidentiality)) else r.dossier_id in (select c.dossier_id from report c where c.id = any (a.report_ids)) end
    union all
    select r.id, 'break-glass' from break_glass b join patient p on p.id = b.patient_id
      join lateral (select person_rows(p.id) as id union select o.id from patient o where p.ins_qualified and p.lone_dossier = '' and o.ins = p.ins and o.birth_date = p.birth_date
        and o.ins_qualified and o.lone_dossier = '') person on true
      join report r on r.patient_id = person.id join dossier d on d.id = r.dossier_id
      where actor_reads() and b.user_id = actor_uuid('user_id') and b.ended_at is null and b.expires_at > actor_now() and not ('MASQUE_PS' = any (d.confidentiality)) $$;
--> statement-breakpoint
create or replace function actor_was_let_in(patient uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_reads() and (
    exists (select 1 from presence_access a where one_person(a.patient_id, $1) and a.user_id = actor_uuid('user_id') and a.ended_at is null and a.expires_at > actor_now())
    or exists (select 1 from break_glass b where one_person(b.patient_id, $1) and b.user_id = actor_uuid('user_id') and b.ended_at is null and b.expires_at > actor_now())) $$;
--> statement-breakpoint
create or replace function link_stands(account uuid, patient uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from patient_link l join patient_account a on a.id = l.account_id
    where l.account_id = account and l.patient_id in (select person_rows($2)) and l.ended_at is null and a.closed_at is null) $$;
--> statement-breakpoint
create or replace function account_of_patient(patient uuid) returns uuid language sql stable security definer set search_path = public
  as $$ select l.account_id from patient_link l join patient_account a on a.id = l.account_id
    where l.patient_id in (select person_rows($1)) and l.ended_at is null and a.closed_at is null order by l.linked_at limit 1 $$;
--> statement-breakpoint
create or replace function patient_opens(report uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_setting('actor_kind') = 'patient' and exists (
    select 1 from report_recipient a join report r on r.id = a.report_id join dossier d on d.id = r.dossier_id join patient p on p.id = a.patient_id
    where a.report_id = $1 and a.kind = 'patient' and one_person(a.patient_id, actor_uuid('patient_id'))
      and not ('INVISIBLE_PATIENT' = any (d.confidentiality))
      and not exists (select 1 from patient_opposition o where o.patient_id in (select person_rows(p.id)) and o.subject = 'portal' and o.ended_at is null)
      and case
        when actor_setting('representation_id') is not null then actor_represents() and not ('INVISIBLE_REP_LEGAUX' = any (d.confidentiality))
          and not dossier_is_minors_own(d.id, p.birth_date, actor_now())
        when actor_setting('account_id') is not null then actor_is_patient()
        else not ((p.birth_date is null or years_old(p.birth_date, actor_now()) < 18)
          and ('INVISIBLE_REP_LEGAUX' = any (d.confidentiality) or dossier_is_minors_own(d.id, p.birth_date, actor_now()))) end) $$;
--> statement-breakpoint
drop policy patient_reads_self on patient;
--> statement-breakpoint
create policy patient_reads_self on patient for select to relais_web
  using (actor_setting('actor_kind') = 'patient' and id in (select person_rows(actor_uuid('patient_id'))) and (actor_is_patient() or actor_represents()));
--> statement-breakpoint
drop policy token_reads on patient;
--> statement-breakpoint
create policy token_reads on patient for select to relais_web using (actor_setting('actor_kind') = 'anonymous' and id in (select person_rows(patient_of_token())));
--> statement-breakpoint
drop policy recipient_reads on report_recipient;
--> statement-breakpoint
create policy recipient_reads on report_recipient for select to relais_web using (
  (kind = 'prescriber' and actor_has('prescriber') and prescriber_id = actor_uuid('prescriber_id'))
  or (kind = 'ward' and actor_has('ward_staff') and ward_id = any (actor_uuids('ward_ids')) and available_at > actor_now() - interval '30 days')
  or (kind = 'patient' and actor_setting('actor_kind') = 'patient' and patient_id in (select person_rows(actor_uuid('patient_id'))) and patient_opens(report_id))
  or ((actor_has('biologist') or actor_has('technician')) and report_site(report_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create or replace function desk_has_patient(wanted uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select (actor_has('referent') or actor_has('biologist'))
    and exists (select 1 from person_rows(wanted) p (id) join dossier d on d.patient_id = p.id where d.site_id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
-- A merged number finds the person that it was merged into.
create or replace function desk_patients(number text, family text, born date) returns setof uuid language sql stable security definer set search_path = public
  as $$ select p.id from patient p
    where p.merged_into is null and p.lone_dossier = '' and case
      when number <> '' then p.id in (select coalesce(n.merged_into, n.id) from patient n where n.identifier = number and n.lone_dossier = ''
          union select coalesce(n.merged_into, n.id) from dossier d join patient n on n.id = d.patient_id where d.accession_number = number and d.site_id = any (actor_uuids('site_ids')))
      else born is not null and p.birth_date = born and plain_name(family) <> '' and plain_name(family) in (plain_name(p.birth_family_name), plain_name(coalesce(p.used_family_name, ''))) end
      and desk_has_patient(p.id)
    order by p.updated_at desc, p.id limit 5 $$;
--> statement-breakpoint
create policy desk_reads on patient_merge for select to relais_web using (desk_has_patient(survivor_id) or desk_has_patient(merged_id));
--> statement-breakpoint
create function identity_traits(wanted uuid) returns jsonb language sql stable security definer set search_path = public
  as $$ select jsonb_build_object('identifier', identifier, 'birthFamilyName', birth_family_name, 'firstGivenName', first_given_name, 'birthDate', birth_date, 'sex', sex,
    'ins', case when ins_qualified then ins end) from patient where id = wanted $$;
--> statement-breakpoint
revoke all on function identity_traits from public;
--> statement-breakpoint
-- A référent undoes a merge that the admission system sent wrongly: the numbers are again what they were, and each dossier that leaves and was decided is amended.
create function undo_merge(wanted uuid, why text) returns table (dossier uuid, is_decided boolean) language plpgsql security definer set search_path = public as $$
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
  for leaving in select d.id, coalesce(p.merged_into, p.id) as person from patient p join dossier d on d.patient_id = p.id where p.id = any (numbers) and coalesce(p.merged_into, p.id) <> root loop
    dossier := leaving.id;
    is_decided := exists (select 1 from dossiers_decided(array[leaving.id], '{}'::uuid[]));
    if is_decided then
      insert into identity_amendment (id, dossier_id, patient_id, before, after, made_at)
        values (gen_random_uuid(), leaving.id, leaving.person, identity_traits(root), identity_traits(leaving.person), actor_now());
    end if;
    return next;
  end loop;
end $$;
--> statement-breakpoint
revoke all on function undo_merge from public;
--> statement-breakpoint
grant execute on function undo_merge to relais_web;
