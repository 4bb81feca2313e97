-- The accounts of patients and representatives: an anonymous transaction sees exactly the row that it claims, a holder her own, nobody a list.

alter table session drop constraint session_stage;
--> statement-breakpoint
alter table session add constraint session_stage check (stage in ('full','enrolling','confirming'));
--> statement-breakpoint
alter table patient_account add column second_factor_set_at timestamptz;
--> statement-breakpoint
alter table enrolment_code add column account_id uuid references patient_account(id);
--> statement-breakpoint
create table account_code (
  id uuid primary key,
  purpose text not null,
  account_id uuid references patient_account(id),
  step_hash text not null,
  channel text not null,
  address text,
  code_hash text,
  failed_attempts integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  sent_at timestamptz,
  used_at timestamptz,
  constraint account_code_purpose check (purpose in ('enrol','enter','contact','recover')),
  constraint account_code_channel check (channel in ('sms','mail','totp')),
  constraint account_code_attempts_bounded check (failed_attempts between 0 and 3)
);
--> statement-breakpoint
create index account_code_step_hash_index on account_code (step_hash);
--> statement-breakpoint
create index account_code_account_id_index on account_code (account_id);
--> statement-breakpoint
create table account_word (
  id uuid primary key,
  account_id uuid not null references patient_account(id),
  kind text not null,
  channel text not null,
  address text not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  constraint account_word_kind check (kind in ('recovered','passkey-added','password-changed','contact-changed','locked','closed')),
  constraint account_word_channel check (channel in ('sms','mail'))
);
--> statement-breakpoint
alter table account_code enable row level security;
--> statement-breakpoint
alter table account_word enable row level security;
--> statement-breakpoint
create policy worker_all on account_code to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy worker_all on account_word to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on account_code, account_word to relais_worker;
--> statement-breakpoint
grant select, insert on patient_account, patient_link, enrolment_code, account_code to relais_web;
--> statement-breakpoint
grant insert on account_word to relais_web;
--> statement-breakpoint
grant update (login, phone, password_hash, password_set_at, totp_secret, totp_last_step, second_factor, second_factor_set_at, failed_attempts, locked_at, france_connect_subject, closed_at)
  on patient_account to relais_web;
--> statement-breakpoint
grant update (ended_at) on patient_link to relais_web;
--> statement-breakpoint
grant update (failed_attempts, account_id, used_at, withdrawn_at) on enrolment_code to relais_web;
--> statement-breakpoint
grant update (failed_attempts, used_at) on account_code to relais_web;
--> statement-breakpoint
grant select on representation to relais_web;
--> statement-breakpoint
grant update (account_id) on representation to relais_web;
--> statement-breakpoint

-- What the code of a laboratory claims, for whoever has not come in, or adds it to an account of his own.
create function claimed_enrolment() returns uuid language sql stable security definer set search_path = public
  as $$ select id from enrolment_code where actor_setting('actor_kind') in ('anonymous', 'patient') and code_hash = actor_setting('claimed_enrolment') $$;
--> statement-breakpoint
create function patient_of_enrolment() returns uuid language sql stable security definer set search_path = public
  as $$ select patient_id from enrolment_code where id = claimed_enrolment() and representation_id is null $$;
--> statement-breakpoint
create function representation_of_enrolment() returns uuid language sql stable security definer set search_path = public
  as $$ select representation_id from enrolment_code where id = claimed_enrolment() $$;
--> statement-breakpoint
-- The account that is this person's own, whoever asks: an identifier and nothing more.
create function account_of_patient(patient uuid) returns uuid language sql stable security definer set search_path = public
  as $$ select l.account_id from patient_link l join patient_account a on a.id = l.account_id
    where l.patient_id = $1 and l.ended_at is null and a.closed_at is null order by l.linked_at limit 1 $$;
--> statement-breakpoint
create function account_of_enrolment() returns uuid language sql stable security definer set search_path = public
  as $$ select case when c.representation_id is null then coalesce(account_of_patient(c.patient_id), c.account_id)
      else coalesce((select r.account_id from representation r where r.id = c.representation_id), c.account_id) end
    from enrolment_code c where c.id = claimed_enrolment() $$;
--> statement-breakpoint
-- The one account that an anonymous transaction speaks of: by its identifier, a credential, a subject of FranceConnect, a step begun before, or the laboratory's code.
create function claimed_account() returns uuid language sql stable security definer set search_path = public
  as $$ select a.id from patient_account a where actor_setting('actor_kind') = 'anonymous' and a.closed_at is null and a.id = coalesce(
    (select id from patient_account where login = actor_setting('claimed_login')),
    (select patient_account_id from passkey where credential_id = actor_setting('claimed_credential') and realm = 'patient' and revoked_at is null),
    (select id from patient_account where france_connect_subject = actor_setting('claimed_subject')),
    (select account_id from account_code where step_hash = actor_setting('claimed_step') limit 1),
    account_of_enrolment()) $$;
--> statement-breakpoint
-- Who that account is, as the laboratory knows him: what a recovery is compared with.
create function claimed_patients() returns setof uuid language sql stable security definer set search_path = public
  as $$ select l.patient_id from patient_link l where l.account_id = claimed_account() and l.ended_at is null $$;
--> statement-breakpoint
revoke all on function claimed_enrolment, patient_of_enrolment, representation_of_enrolment, account_of_patient, account_of_enrolment, claimed_account, claimed_patients from public;
--> statement-breakpoint
grant execute on function claimed_enrolment, patient_of_enrolment, representation_of_enrolment, account_of_patient, account_of_enrolment, claimed_account, claimed_patients to relais_web, relais_worker;
--> statement-breakpoint
-- The account of whoever is in, wholly or halfway, or that is claimed.
create function account_at_hand() returns uuid language sql stable
  as $$ select coalesce(actor_uuid('account_id'), actor_uuid('enrolling_account_id'), claimed_account()) $$;
--> statement-breakpoint

create policy holder_or_claim on patient_account for select to relais_web using (id = account_at_hand());
--> statement-breakpoint
create policy holder_or_claim_changes on patient_account for update to relais_web using (id = account_at_hand()) with check (id = account_at_hand() or closed_at is not null);
--> statement-breakpoint
-- An account begins empty: by the laboratory's code, by FranceConnect, or by a patient who came in by the link of a notice.
create policy begins_empty on patient_account for insert to relais_web with check (
  login is null and phone is null and password_hash is null and totp_secret is null and closed_at is null and (
    (france_connect_subject is null and claimed_enrolment() is not null)
    or (actor_setting('actor_kind') = 'anonymous' and france_connect_subject = actor_setting('claimed_subject'))
    or (france_connect_subject is null and actor_setting('actor_kind') = 'patient' and actor_uuid('account_id') is null)));
--> statement-breakpoint
create policy holder_or_claim on patient_link for select to relais_web
  using (account_id = account_at_hand() or (actor_setting('actor_kind') = 'patient' and patient_id = actor_uuid('patient_id')));
--> statement-breakpoint
create policy proven_links on patient_link for insert to relais_web with check (
  account_id = account_at_hand() and (
    patient_id = actor_uuid('patient_id')
    or (via = 'code' and patient_id in (actor_uuid('enrolling_patient_id'), patient_of_enrolment()))
    or (via = 'franceconnect' and actor_setting('actor_kind') = 'anonymous' and actor_setting('claimed_subject') is not null)));
--> statement-breakpoint
create policy holder_ends on patient_link for update to relais_web using (account_id = actor_uuid('account_id')) with check (account_id = actor_uuid('account_id'));
--> statement-breakpoint
create policy code_claims on enrolment_code for select to relais_web
  using (id = claimed_enrolment() or account_id = actor_uuid('enrolling_account_id')
    or ((actor_has('biologist') or actor_has('referent')) and exists (select 1 from patient p where p.id = patient_id)));
--> statement-breakpoint
create policy desk_makes on enrolment_code for insert to relais_web
  with check ((actor_has('biologist') or actor_has('referent')) and made_by = actor_setting('user_id') and exists (select 1 from patient p where p.id = patient_id));
--> statement-breakpoint
create policy code_counts on enrolment_code for update to relais_web
  using (id = claimed_enrolment() or account_id = actor_uuid('enrolling_account_id')
    or ((actor_has('biologist') or actor_has('referent')) and exists (select 1 from patient p where p.id = patient_id))) with check (true);
--> statement-breakpoint
create policy step_or_holder on account_code for select to relais_web
  using ((actor_setting('actor_kind') = 'anonymous' and step_hash = actor_setting('claimed_step')) or account_id = coalesce(actor_uuid('account_id'), actor_uuid('enrolling_account_id')));
--> statement-breakpoint
create policy step_or_holder_spends on account_code for update to relais_web
  using ((actor_setting('actor_kind') = 'anonymous' and step_hash = actor_setting('claimed_step')) or account_id = coalesce(actor_uuid('account_id'), actor_uuid('enrolling_account_id')))
  with check (true);
--> statement-breakpoint
-- A code goes to an address of the account, never to one that an anonymous person names; nobody's code goes nowhere.
create policy asked_for on account_code for insert to relais_web with check (
  (account_id is null and address is null) or (account_id = account_at_hand() and (
    actor_setting('actor_kind') <> 'anonymous' or address is null
    or exists (select 1 from patient_account a where a.id = account_id and address in (a.login, a.phone)))));
--> statement-breakpoint
create policy told on account_word for insert to relais_web with check (account_id = account_at_hand());
--> statement-breakpoint
create policy enrolling_adds on passkey for insert to relais_web with check (realm = 'patient' and patient_account_id = actor_uuid('enrolling_account_id'));
--> statement-breakpoint
create policy enrolling_revokes on passkey for update to relais_web using (patient_account_id = actor_uuid('enrolling_account_id')) with check (true);
--> statement-breakpoint
create policy account_reads on representation for select to relais_web using (
  account_id = account_at_hand() or id = actor_uuid('enrolling_representation_id')
  or id = representation_of_enrolment());
--> statement-breakpoint
create policy enrolling_takes on representation for update to relais_web
  using (id = actor_uuid('enrolling_representation_id') or (actor_setting('actor_kind') = 'patient' and id = representation_of_enrolment()))
  with check (account_id = coalesce(actor_uuid('account_id'), actor_uuid('enrolling_account_id')));
--> statement-breakpoint
create policy enrolling_reads on patient for select to relais_web using (
  id = actor_uuid('enrolling_patient_id')
  or id = patient_of_enrolment()
  or (actor_setting('claimed_login') is not null and id in (select claimed_patients())));
--> statement-breakpoint

-- Whoever has not come in spends tries, locks, and after a recovery takes old means away; he gives himself none.
create function guard_patient_account() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' or actor_setting('actor_kind') <> 'anonymous' then return new; end if;
  if (new.login, new.phone, new.closed_at) is distinct from (old.login, old.phone, old.closed_at)
     or (new.password_hash is not null and new.password_hash is distinct from old.password_hash)
     or (new.totp_secret is not null and new.totp_secret is distinct from old.totp_secret)
     or (new.france_connect_subject is distinct from old.france_connect_subject
       and (old.france_connect_subject is not null or new.france_connect_subject is distinct from actor_setting('claimed_subject'))) then
    raise exception 'only the holder changes these' using errcode = 'insufficient_privilege';
  end if;
  if old.locked_at is not null and new.locked_at is null and actor_setting('claimed_step') is null then
    raise exception 'only a recovery lifts a lock' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger patient_account_guard before update on patient_account for each row execute function guard_patient_account();
