-- Reconciliation: what came against what became of it, day by day; alarms of the links.

create table link_alarm (
  id uuid primary key not null,
  laboratory_id uuid references laboratory(id),
  kind text not null,
  subject text not null,
  detail jsonb not null default '{}',
  opened_at timestamptz not null,
  last_seen_at timestamptz not null,
  taken_by_name text,
  taken_at timestamptz,
  told_at timestamptz,
  closed_at timestamptz,
  closed_why text,
  closed_by_name text
);
--> statement-breakpoint
create unique index link_alarm_open on link_alarm (kind, laboratory_id, subject) nulls not distinct where closed_at is null;
--> statement-breakpoint
create index link_alarm_opened_at_index on link_alarm (opened_at);
--> statement-breakpoint
create table reconciliation_day (
  laboratory_id uuid not null references laboratory(id),
  day date not null,
  counts jsonb not null,
  hours integer[] not null,
  differences jsonb not null default '[]',
  is_balanced boolean not null,
  checked_at timestamptz not null,
  took_ms integer not null default 0,
  results_checked_at timestamptz not null,
  declared integer,
  declared_by_name text,
  declared_at timestamptz,
  primary key (laboratory_id, day)
);
--> statement-breakpoint
create index reconciliation_day_day_index on reconciliation_day (day);
--> statement-breakpoint
-- The windows of time that the sweeper looks through.
create index inbound_message_day on inbound_message (laboratory_id, received_at, state);
--> statement-breakpoint
create index dossier_revision_recorded on dossier_revision (recorded_at);
--> statement-breakpoint
create index dossier_created on dossier (laboratory_id, created_at);
--> statement-breakpoint
create index inbound_message_sequence on inbound_message (profile_id, arrival) where sequence_number is not null;
--> statement-breakpoint
-- Whoever watches a laboratory's link, also the biologist on duty there; what concerns no single laboratory is seen by all of them.
create function reconciliation_open(laboratory uuid) returns boolean language sql stable
  as $$ select actor_has('administrator') or ((actor_has('referent') or actor_has('manager') or actor_has('biologist') or actor_has('quality_manager'))
    and (laboratory = any (actor_laboratories()) or (laboratory is null and cardinality(actor_laboratories()) > 0))) $$;
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['link_alarm', 'reconciliation_day'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('create policy watchers_read on %I for select to relais_web using (reconciliation_open(laboratory_id))', t);
    execute format('create policy watchers_act on %I for update to relais_web using ((actor_has(''referent'') or actor_has(''biologist'')) and reconciliation_open(laboratory_id)) with check (true)', t);
    execute format('grant select on %I to relais_web', t);
    execute format('grant select, insert, update on %I to relais_worker', t);
  end loop;
end $$;
--> statement-breakpoint
-- A person takes an alarm in charge, or settles what cannot go away by itself.
grant update (taken_by_name, taken_at, closed_at, closed_why, closed_by_name) on link_alarm to relais_web;
--> statement-breakpoint
-- And writes what the LIS counts.
grant update (declared, declared_by_name, declared_at) on reconciliation_day to relais_web;
--> statement-breakpoint
-- Every result of the dossiers that something of the day is about, with where it stands: from versions, decisions and reports
-- alone, written a second time beside the rules of validation, so that two books can be compared.
create function reconciled_results(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, observation_key text, code text, answered_at timestamptz, term text)
  language sql stable as $$
  with touched as materialized (
    select d.id from dossier d where d.laboratory_id = laboratory and d.created_at >= since and d.created_at < until
    union select d.id from dossier_revision r join dossier d on d.id = r.dossier_id
      where r.recorded_at >= since and r.recorded_at < until and d.laboratory_id = laboratory),
  newest as materialized (
    select distinct on (o.dossier_id, o.observation_key) o.dossier_id, o.observation_key, o.status, o.content_hash, o.local_code, o.code
    from touched t join observation_version o on o.dossier_id = t.id
    order by o.dossier_id, o.observation_key, o.version desc),
  lives as materialized (
    select n.dossier_id, n.observation_key, min(v.recorded_at) filter (where v.status not in ('I', 'O')) as answered_at,
      coalesce(max(v.version) filter (where v.content_hash <> n.content_hash), 0) as other_version
    from newest n join observation_version v using (dossier_id, observation_key) group by 1, 2),
  decided as materialized (
    select l.dossier_id, l.observation_key,
      bool_or(v.version > l.other_version and d.kind <> 'hold') as is_validated,
      bool_or(v.version > l.other_version and d.kind = 'hold') as is_held,
      bool_or(v.version <= l.other_version and d.kind <> 'hold' and d.state = 'effective') as was_released,
      min(coalesce(d.settled_at, d.effective_at)) filter (where v.version > l.other_version and d.kind <> 'hold' and d.state = 'effective') as effective_at
    from lives l join observation_version v using (dossier_id, observation_key)
      join decision_observation c on c.observation_version_id = v.id and c.active join validation_decision d on d.id = c.decision_id
    group by 1, 2),
  reported as materialized (
    select t.id as dossier_id, max(r.released_at) as released_at,
      exists (select 1 from fact_task k where k.handler = 'report.compose' and k.state = 'open' and k.dossier_id = t.id) as is_composing
    from touched t join report r on r.dossier_id = t.id group by t.id)
  select n.dossier_id, n.observation_key, coalesce(nullif(n.local_code, ''), n.code), l.answered_at, case
      when c.is_validated and c.effective_at is null then 'signed'
      when c.is_validated and (p.released_at >= c.effective_at or not p.is_composing) then 'published'
      when c.is_validated then 'validated'
      when c.is_held then 'held'
      when n.status in ('I', 'O') then 'awaited'
      when n.status in ('D', 'W', 'N') and c.was_released is not true then 'takenAway'
      else 'toValidate' end
  from newest n join lives l using (dossier_id, observation_key) left join decided c using (dossier_id, observation_key) left join reported p on p.dossier_id = n.dossier_id $$;
--> statement-breakpoint
-- The same for dossiers: each by the most pressing of its results, with what the worklist and the newest revision say of it.
create function reconciled_dossiers(laboratory uuid, since timestamptz, until timestamptz)
  returns table (dossier_id uuid, accession_number text, created_at timestamptz, term text, awaiting integer, results integer, standing text)
  language sql stable as $$
  select d.id, d.accession_number, d.created_at, case
      when bool_or(r.term = 'toValidate') then 'toValidate' when bool_or(r.term = 'held') then 'held'
      when bool_or(r.term in ('signed', 'validated')) then 'validated' when bool_or(r.term = 'published') then 'published'
      when bool_or(r.term = 'awaited') then 'awaited' else 'takenAway' end,
    (count(*) filter (where r.term = 'toValidate'))::int, count(r.observation_key)::int, case
      when bool_or(r.term = 'toValidate') then 'awaiting' when bool_or(r.term = 'held') then 'held' when bool_or(r.term = 'signed') then 'pending'
      when bool_or(r.term in ('validated', 'published')) then case when bool_or(r.term = 'awaited') then 'partial' else 'validated' end
      when bool_or(r.term = 'awaited') then 'expected' else 'empty' end
  from (select id, accession_number, dossier.created_at from dossier where laboratory_id = laboratory and dossier.created_at >= since and dossier.created_at < until
      union select o.id, o.accession_number, o.created_at from dossier_revision v join dossier o on o.id = v.dossier_id
        where v.recorded_at >= since and v.recorded_at < until and o.laboratory_id = laboratory) d
    left join reconciled_results(laboratory, since, until) r on r.dossier_id = d.id
  group by d.id, d.accession_number, d.created_at $$;
--> statement-breakpoint
-- What stands behind a number of the page: codes and numbers, for whoever may see the number.
create function results_behind(laboratory uuid, since timestamptz, until timestamptz, wanted text[])
  returns table (accession_number text, code text, at timestamptz, term text)
  language sql stable security definer set search_path = public as $$
  select d.accession_number, r.code, r.answered_at, r.term from reconciled_results(laboratory, since, until) r join dossier d on d.id = r.dossier_id
  where reconciliation_open(laboratory) and r.answered_at >= since and r.answered_at < until and r.term = any (wanted)
  order by d.accession_number, r.code limit 300 $$;
--> statement-breakpoint
create function dossiers_behind(laboratory uuid, since timestamptz, until timestamptz, wanted text[])
  returns table (accession_number text, at timestamptz, term text)
  language sql stable security definer set search_path = public as $$
  select r.accession_number, r.created_at, r.term from reconciled_dossiers(laboratory, since, until) r
  where reconciliation_open(laboratory) and r.created_at >= since and r.created_at < until and r.term = any (wanted)
  order by r.created_at limit 300 $$;
--> statement-breakpoint
create function messages_behind(laboratory uuid, since timestamptz, until timestamptz, wanted text[])
  returns table (control_id text, at timestamptz, state text, problem text, accession_numbers text[])
  language sql stable security definer set search_path = public as $$
  select m.control_id, m.received_at, m.state, coalesce(m.problems -> 0 ->> 'text', ''), m.accession_numbers from inbound_message m
  where reconciliation_open(laboratory) and m.laboratory_id = laboratory and m.received_at >= since and m.received_at < until and m.state = any (wanted)
  order by m.received_at desc limit 300 $$;
--> statement-breakpoint
alter table security_notice drop constraint security_notice_kind;
--> statement-breakpoint
alter table security_notice add constraint security_notice_kind check (kind in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked',
  'maintenance-opened','maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken','emergency-sealed','sender-not-proven','link-alarm'));
