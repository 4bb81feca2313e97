-- Many due tasks in one transaction: taken by one trip, told by one trip.

-- Those that failed before are few, and are looked for before every batch.
create index fact_task_retried on fact_task (handler, id) where state = 'open' and attempts > 0;
--> statement-breakpoint
-- Most rows of a queue are dead within seconds; its planner's numbers and its visibility must not be those of an hour ago.
alter table fact_task set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
--> statement-breakpoint
-- The oldest due tasks of a handler, locked, such that no earlier task of the same dossier is left out: in order per dossier, whoever else takes some. One that
-- failed before comes alone. The plan is that of the indexes, also when it was made while the table was empty.
create function take_tasks(handler_name text, listened text[], at timestamptz, most integer)
  returns table (id bigint, name text, dossier_id uuid, subject_id uuid)
  language plpgsql set search_path = public set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off as $$
begin
  return query
    select t.id, t.name, t.dossier_id, t.subject_id from fact_task t
    where t.handler = handler_name and t.state = 'open' and t.attempts > 0 and t.due_at <= at and t.name = any (listened)
      and not exists (
        select 1 from fact_task earlier join fact f on f.id = earlier.fact_id
        where earlier.handler = handler_name and earlier.state = 'open' and earlier.dossier_id = t.dossier_id and earlier.id < t.id and f.due_at <= at)
    order by t.id limit 1 for update of t skip locked;
  if found then
    return;
  end if;
  return query
    with taken as materialized (
      select t.id, t.name, t.dossier_id, t.subject_id from fact_task t
      where t.handler = handler_name and t.state = 'open' and t.attempts = 0 and t.due_at <= at and t.name = any (listened)
        -- Behind one that failed nothing moves, and what does not move must not fill the batch.
        and not exists (
          select 1 from fact_task failed
          where failed.handler = handler_name and failed.state = 'open' and failed.attempts > 0 and failed.dossier_id = t.dossier_id and failed.id < t.id)
      order by t.id limit most for update of t skip locked)
    select t.id, t.name, t.dossier_id, t.subject_id from taken t
    where not exists (
      select 1 from fact_task earlier join fact f on f.id = earlier.fact_id
      where earlier.handler = handler_name and earlier.state = 'open' and earlier.dossier_id = t.dossier_id and earlier.id < t.id and f.due_at <= at
        and earlier.id not in (select taken.id from taken))
    order by t.id;
end $$;
--> statement-breakpoint
-- `tell_many` with the wake-up, one for each who listens.
create function tell_together(fact_name text, facts json, told timestamptz) returns void language plpgsql security definer set search_path = public as $$
begin
  perform tell_many(fact_name, facts, told);
  perform wake(s.handler, told) from fact_subscription s where s.name = fact_name;
end $$;
--> statement-breakpoint
revoke all on function take_tasks, tell_together from public;
--> statement-breakpoint
grant execute on function take_tasks, tell_together to relais_worker;
