-- A référent, a manager and a quality manager look after their own laboratories: exchanges and traces of another one are not theirs to see (GBUI XIV, threats.md 1).

create function actor_laboratories() returns uuid[] language sql stable security definer set search_path = public
  as $$ select coalesce(array_agg(distinct laboratory_id), '{}') from site where id = any (actor_uuids('site_ids')) $$;
--> statement-breakpoint
-- What no laboratory could be told for (an unknown sender) is metadata without a patient: whoever mends links must see that it came.
create function exchanges_open(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('referent') or actor_has('manager')) and (laboratory is null or laboratory = any (actor_laboratories()))) $$;
--> statement-breakpoint
drop policy exchanges_read on inbound_message;
--> statement-breakpoint
create policy exchanges_read on inbound_message for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_read on repair_item;
--> statement-breakpoint
create policy exchanges_read on repair_item for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_read on outbound_message;
--> statement-breakpoint
create policy exchanges_read on outbound_message for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
drop policy exchanges_retry on outbound_message;
--> statement-breakpoint
create policy exchanges_retry on outbound_message for update to relais_web
  using (not actor_has('manager') and exchanges_open(laboratory_id)) with check (state = 'queued');
--> statement-breakpoint
drop policy exchanges_read on outbound_attempt;
--> statement-breakpoint
-- The message's own policy decides.
create policy exchanges_read on outbound_attempt for select to relais_web using (exists (select 1 from outbound_message m where m.id = message_id));
--> statement-breakpoint
drop policy audit_reads on audit_event;
--> statement-breakpoint
create policy audit_reads on audit_event for select to relais_web
  using (actor_has('administrator') or actor_has('medical_administrator')
    or ((actor_has('manager') or actor_has('quality_manager')) and (dossier_id is null or dossier_site(dossier_id) = any (actor_uuids('site_ids'))))
    or (actor_has('biologist') and dossier_site(dossier_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create function dossier_is_traced(site_id uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or actor_has('medical_administrator')
    or ((actor_has('referent') or actor_has('manager') or actor_has('quality_manager') or actor_has('biologist')) and dossier_is_traced.site_id = any (actor_uuids('site_ids'))) $$;
--> statement-breakpoint
create or replace function dossier_number(wanted uuid) returns text language sql stable security definer set search_path = public
  as $$ select accession_number from dossier where id = wanted and (actor_setting('actor_kind') = 'system' or dossier_is_traced(site_id)) $$;
--> statement-breakpoint
create or replace function dossiers_numbered(number text) returns setof uuid language sql stable security definer set search_path = public
  as $$ select id from dossier where accession_number = number and dossier_is_traced(site_id) $$;
--> statement-breakpoint

-- Means of identification and proofs are seen by their owner, by whoever is coming in, and by those who answer for them; no longer by every session.
drop policy everyone_reads on activation;
--> statement-breakpoint
create policy those_concerned_read on activation for select to relais_web
  using (user_id = actor_uuid('user_id') or actor_setting('actor_kind') = 'anonymous' or actor_has('administrator') or actor_has('quality_manager'));
--> statement-breakpoint
drop policy everyone_reads on passkey;
--> statement-breakpoint
create policy those_concerned_read on passkey for select to relais_web
  using (user_id = actor_uuid('user_id') or patient_account_id = account_at_hand() or actor_setting('actor_kind') = 'anonymous'
    or (user_id is not null and (actor_has('administrator') or actor_has('quality_manager'))));
--> statement-breakpoint
drop policy everyone_reads on step_up_proof;
--> statement-breakpoint
create policy those_concerned_read on step_up_proof for select to relais_web
  using (user_id = actor_uuid('user_id') or actor_has('biologist') or actor_has('quality_manager') or actor_has('medical_administrator'));
--> statement-breakpoint
drop policy holder_or_claim on patient_link;
--> statement-breakpoint
create policy holder_or_claim on patient_link for select to relais_web
  using (account_id = account_at_hand() or (patient_id = actor_uuid('patient_id') and actor_is_patient()));
