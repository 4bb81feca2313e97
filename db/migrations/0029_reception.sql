-- Reception in one plain insert: what is remembered of senders is compared by a number instead of being gathered anew each time; trace, fact and task follow the
-- answer, together for all that came meanwhile (docs/decisions/010).

-- One row: how often a sender's profile or a laboratory has changed. Raised in the transaction that changes them, so that nobody sees one without the other.
create table sender_epoch (
  epoch bigint not null
);
--> statement-breakpoint
insert into sender_epoch values (1);
--> statement-breakpoint
-- Not forced: its owner raises it, for whoever changes a profile.
alter table sender_epoch enable row level security;
--> statement-breakpoint
create policy worker_reads on sender_epoch for select to relais_worker using (true);
--> statement-breakpoint
grant select on sender_epoch to relais_worker;
--> statement-breakpoint
create function raise_sender_epoch() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update sender_epoch set epoch = epoch + 1;
  return null;
end $$;
--> statement-breakpoint
revoke all on function raise_sender_epoch from public;
--> statement-breakpoint
create trigger connection_profile_changes after insert or update or delete on connection_profile for each statement execute function raise_sender_epoch();
--> statement-breakpoint
create trigger laboratory_changes after insert or update or delete on laboratory for each statement execute function raise_sender_epoch();
--> statement-breakpoint
drop function receive_messages;
--> statement-breakpoint
drop function sender_stamp;
--> statement-breakpoint
-- Written once for each message. Another index starts with the same two columns; instants come nearly in order, for which a summary of each range of pages is
-- enough; a foreign key would lock the one row of a busy laboratory for every message, and neither profiles nor laboratories are ever removed: the epoch says that they are there.
drop index inbound_message_laboratory;
--> statement-breakpoint
drop index inbound_message_received_at_index;
--> statement-breakpoint
create index inbound_message_received on inbound_message using brin (received_at) with (autosummarize = true);
--> statement-breakpoint
alter table inbound_message drop constraint inbound_message_profile_id_connection_profile_id_fk;
--> statement-breakpoint
alter table inbound_message drop constraint inbound_message_laboratory_id_laboratory_id_fk;
--> statement-breakpoint
-- As `tell_many`, from two lists of one length: nothing is spelled out and read again.
create function tell_each(fact_name text, dossiers uuid[], subjects uuid[], told timestamptz) returns void language sql security definer set search_path = public as $$
  with made as (
    insert into fact (name, dossier_id, subject_id, told_at, due_at)
      select fact_name, dossier, subject, told, told from unnest(dossiers, subjects) as f(dossier, subject)
      returning id, dossier_id, subject_id)
  insert into fact_task (fact_id, handler, name, dossier_id, subject_id, due_at)
    select made.id, s.handler, fact_name, made.dossier_id, made.subject_id, told from made cross join fact_subscription s where s.name = fact_name order by made.id $$;
--> statement-breakpoint
-- One event, told by one actor of many subjects: `event` is what is common, each has its own subject and detail.
create function append_each(event json, subjects text[], details jsonb[]) returns void language sql set search_path = public as $$
  insert into audit_event (at, action, outcome, actor_kind, actor_id, actor_name, actor_role, address, terminal, dossier_id, patient_id, subject_id, detail)
    select e.at, e.action, e.outcome, e.actor_kind, e.actor_id, e.actor_name, e.actor_role, e.address, e.terminal, e.dossier_id, e.patient_id, s.subject, s.detail
    from json_populate_record(null::audit_event, event) e cross join unnest(subjects, details) as s(subject, detail) $$;
--> statement-breakpoint
revoke all on function tell_each, append_each from public;
--> statement-breakpoint
grant execute on function tell_each, append_each to relais_worker;
