-- Reception in one trip: what came at the same time is judged, stored, traced and told by one statement, which is one transaction.

-- Changes whenever a sender's profile or a laboratory does: what a gateway remembers of them is compared with it inside the reception itself.
create function sender_stamp() returns text language sql stable set search_path = public as $$
  select md5(coalesce(string_agg(row_stamp, ',' order by row_stamp), '')) from (
    select id::text || xmin::text from connection_profile union all select id::text || xmin::text from laboratory) as known(row_stamp) $$;
--> statement-breakpoint
-- The same as `tell` for many facts of one name, without the wake-up, which is the caller's.
create function tell_many(fact_name text, facts json, told timestamptz) returns void language sql security definer set search_path = public as $$
  with sent as (select * from json_to_recordset(facts) as f(dossier uuid, subject uuid)),
    made as (insert into fact (name, dossier_id, subject_id, told_at, due_at) select fact_name, dossier, subject, told, told from sent returning id, dossier_id, subject_id)
  insert into fact_task (fact_id, handler, name, dossier_id, subject_id, due_at)
    select made.id, s.handler, fact_name, made.dossier_id, made.subject_id, told from made cross join fact_subscription s where s.name = fact_name order by made.id $$;
--> statement-breakpoint
revoke all on function tell_many from public;
--> statement-breakpoint
grant execute on function tell_many to relais_worker;
--> statement-breakpoint
create function append_events(events json) returns void language sql set search_path = public as $$
  insert into audit_event (at, action, outcome, actor_kind, actor_id, actor_name, actor_role, address, terminal, dossier_id, patient_id, subject_id, detail)
    select at, action, outcome, actor_kind, actor_id, actor_name, actor_role, address, terminal, dossier_id, patient_id, subject_id, detail
    from json_populate_recordset(null::audit_event, events) $$;
--> statement-breakpoint
-- Stores the messages whose number (profile and MSH-10) nobody has used, with their trace and their fact; counts those that came before with the same
-- bytes and gives their first answer. `apart`: one that must be judged by itself (an answer AR, a number used for other bytes, a twin at this moment).
-- `stale`: a profile or a laboratory has changed, nothing was done. No message may have the number of another of the same call.
-- Each row is looked up by its index, whatever the planner thinks of a table that was small when the plan was made.
create function receive_messages(known_stamp text, messages json, events json, facts json, told timestamptz)
  returns table (message_id uuid, outcome text, earlier_answer bytea)
  language plpgsql set search_path = public set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_material = off set enable_sort = off as $$
declare
  stored uuid[];
begin
  if sender_stamp() <> known_stamp then
    return query select null::uuid, 'stale', null::bytea;
    return;
  end if;
  with kept as (
    insert into inbound_message (id, profile_id, laboratory_id, control_id, bytes_hash, raw, part, peer, message_type, processing_id, sent_at, received_at,
        answer_code, answer, problems, state, reuses_control_id, accession_numbers, door, device_id, sequence_number, profile_version)
      select i.id, i.profile_id, i.laboratory_id, i.control_id, i.bytes_hash, i.raw, i.part, i.peer, i.message_type, i.processing_id, i.sent_at, i.received_at,
        i.answer_code, i.answer, i.problems, i.state, false, i.accession_numbers, coalesce(i.door, 'mllp'), i.device_id, i.sequence_number, coalesce(i.profile_version, 1)
      from json_populate_recordset(null::inbound_message, messages) i
      -- With a limit it stays a question for each row and never becomes a join; with the order, it is asked of the index of the numbers and of no other.
      where (select true from inbound_message m where m.profile_id = i.profile_id and m.control_id = i.control_id order by m.bytes_hash limit 1) is null
      on conflict do nothing returning id)
  select coalesce(array_agg(id), '{}') into stored from kept;
  return query select unnest(stored), 'stored', null::bytea;
  if cardinality(stored) = json_array_length(events) then
    perform append_events(events);
    perform tell_many('message.stored', facts, told);
    return;
  end if;
  perform append_events(json_agg(e)) from json_array_elements(events) e where (e->>'subject_id')::uuid = any (stored) having count(*) > 0;
  perform tell_many('message.stored', json_agg(f), told) from json_array_elements(facts) f where (f->>'subject')::uuid = any (stored) having count(*) > 0;
  return query
    with others as (
      select i.id, (select m.id from inbound_message m where m.profile_id = i.profile_id and m.control_id = i.control_id and m.bytes_hash = i.bytes_hash
        order by m.bytes_hash limit 1) as same_id
      from json_populate_recordset(null::inbound_message, messages) i where i.id <> all (stored)),
    again as (
      update inbound_message m set repeats = m.repeats + 1 from others i
        where m.id = i.same_id and m.answer_code <> 'AR'
        returning i.id, m.answer)
    select others.id, case when again.id is null then 'apart' else 'again' end, again.answer from others left join again on again.id = others.id;
end $$;
--> statement-breakpoint
revoke all on function append_events, receive_messages from public;
--> statement-breakpoint
grant execute on function append_events, receive_messages to relais_worker;
