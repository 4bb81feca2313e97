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
  language plpgsql set search_path = public set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off set enable_material = off as $$
begin
  return query
    select t.id, t.name, t.dossier_id, t.subject_id from fact_task t
    where t.handler = handler_name and t.state = 'open' and t.attempts > 0 and t.due_at <= at and t.name = any (listened)
      -- With an order and a limit it stays a question of the index of each dossier's tasks, and never becomes a join.
      and (select earlier.id from fact_task earlier
        where earlier.handler = handler_name and earlier.dossier_id = t.dossier_id and earlier.state = 'open' and earlier.id < t.id
          and (select f.due_at from fact f where f.id = earlier.fact_id) <= at
        order by earlier.handler, earlier.dossier_id, earlier.id limit 1) is null
    order by t.handler, t.id limit 1 for update of t skip locked;
  if found then
    return;
  end if;
  return query
    with taken as materialized (
      select t.id, t.name, t.dossier_id, t.subject_id from fact_task t
      where t.handler = handler_name and t.state = 'open' and t.attempts = 0 and t.due_at <= at and t.name = any (listened)
        -- Behind one that failed nothing moves, and what does not move must not fill the batch.
        and (select failed.id from fact_task failed
          where failed.handler = handler_name and failed.dossier_id = t.dossier_id and failed.state = 'open' and failed.id < t.id and failed.attempts > 0
          order by failed.handler, failed.dossier_id, failed.id limit 1) is null
      order by t.handler, t.id limit most for update of t skip locked),
    ids as materialized (select array_agg(taken.id) as all_taken from taken)
    select t.id, t.name, t.dossier_id, t.subject_id from taken t cross join ids
    where (select earlier.id from fact_task earlier
      where earlier.handler = handler_name and earlier.dossier_id = t.dossier_id and earlier.state = 'open' and earlier.id < t.id
        and not earlier.id = any (ids.all_taken) and (select f.due_at from fact f where f.id = earlier.fact_id) <= at
      order by earlier.handler, earlier.dossier_id, earlier.id limit 1) is null
    order by t.id;
end $$;
--> statement-breakpoint
revoke all on function take_tasks from public;
--> statement-breakpoint
grant execute on function take_tasks to relais_worker;
