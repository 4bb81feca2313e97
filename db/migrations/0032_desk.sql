-- The repair desk: « Rejouer tous » has its progress and its stop as a period has; what was kept out of nobody's laboratory can be carried in again too.
alter table replay_batch alter column laboratory_id drop not null;
--> statement-breakpoint
alter table replay_batch drop constraint replay_batch_scope;
--> statement-breakpoint
alter table replay_batch add constraint replay_batch_scope check (scope in ('kept-out', 'all', 'alike'));
--> statement-breakpoint
drop index replay_batch_one_at_a_time;
--> statement-breakpoint
create unique index replay_batch_one_at_a_time on replay_batch (laboratory_id) nulls not distinct where state = 'running';
--> statement-breakpoint
drop policy referent_starts on replay_batch_message;
--> statement-breakpoint
create policy referent_starts on replay_batch_message for insert to relais_web with check (exists (select 1 from replay_batch b join inbound_message m on m.id = message_id
  where b.id = batch_id and b.state = 'running' and b.done = 0 and m.laboratory_id is not distinct from b.laboratory_id));
--> statement-breakpoint

-- Identities to be made sure: also the older ones when they are asked for, and how many are left out and why.
drop function unsure_dossiers;
--> statement-breakpoint
create function unsure_dossiers(since timestamptz, attached_since timestamptz) returns table (dossier_id uuid, accession_number text, laboratory_id uuid, created_at timestamptz, identifier text,
    birth_family_name text, first_given_name text, birth_date date, birth_date_text text, sex text, identity_reliability text, is_released boolean, attachment_id uuid)
  language sql stable security definer set search_path = public
  as $$ select d.id, d.accession_number, d.laboratory_id, d.created_at, p.identifier, p.birth_family_name, p.first_given_name, p.birth_date, p.birth_date_text, p.sex, p.identity_reliability,
      exists (select 1 from report r where r.dossier_id = d.id), a.id
    from dossier d left join identity_attachment a on a.dossier_id = d.id and a.detached_at is null join patient p on p.id = coalesce(a.from_patient_id, d.patient_id)
    where actor_has('referent') and d.site_id = any (actor_uuids('site_ids')) and not d.is_test
      and ((not d.identity_guaranteed and p.identity_reliability not in ('CACH', 'ANOM') and d.created_at >= since) or a.attached_at >= attached_since)
    order by a.id is not null, d.created_at desc, d.id limit 201 $$;
--> statement-breakpoint
create function unsure_left_out(since timestamptz) returns table (older integer, hidden integer) language sql stable security definer set search_path = public
  as $$ select count(*) filter (where p.identity_reliability not in ('CACH', 'ANOM') and d.created_at < since)::int, count(*) filter (where p.identity_reliability in ('CACH', 'ANOM'))::int
    from dossier d join patient p on p.id = d.patient_id
    where actor_has('referent') and d.site_id = any (actor_uuids('site_ids')) and not d.is_test and not d.identity_guaranteed
      and not exists (select 1 from identity_attachment a where a.dossier_id = d.id and a.detached_at is null) $$;
--> statement-breakpoint
revoke all on function unsure_dossiers, unsure_left_out from public;
--> statement-breakpoint
grant execute on function unsure_dossiers, unsure_left_out to relais_web;
--> statement-breakpoint

-- A file of several batches: what its trailer (FTS-1) announced, beside how many batches were in it.
alter table inbound_batch alter column announced drop not null, add column announced_batches integer, add column received_batches integer not null default 0;
--> statement-breakpoint
alter table inbound_batch add constraint inbound_batch_says check (announced is not null or announced_batches is not null);
--> statement-breakpoint

-- What was done a month ago is swept away: a fact goes with the last of its tasks.
create index fact_task_of_fact on fact_task (fact_id);
--> statement-breakpoint

-- Who read by an access lent for an hour is told afterwards that what he read no longer holds.
alter table security_notice drop constraint security_notice_kind;
--> statement-breakpoint
alter table security_notice add constraint security_notice_kind check (kind in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked','maintenance-opened',
  'maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken','emergency-sealed','sender-not-proven','link-alarm','reading-replaced'));
