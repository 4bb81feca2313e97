-- What was shipped of every examination, beside what stands there now: where the two are the same, nobody of the laboratory changed it and a later catalogue may.
-- Null = the laboratory's own examination. Before this, nothing in the product could change a definition.
alter table test_definition add column shipped jsonb;
--> statement-breakpoint
update test_definition set shipped = jsonb_build_object('loincCode', loinc_code, 'label', label, 'patientLabel', patient_label, 'chapter', chapter, 'position', position,
  'urgentDelayMinutes', urgent_delay_minutes, 'units', to_jsonb(units), 'protectsMinor', protects_minor);
--> statement-breakpoint

-- Each laboratory's own list of urgent delays (arrêté of 15 December 2016), version by version. No minutes = this laboratory sets none, whatever the catalogue proposes.
create table urgent_delay (
  laboratory_id uuid not null references laboratory (id),
  loinc_code text not null references test_definition (loinc_code),
  version integer not null,
  minutes integer,
  reason text not null,
  made_by uuid not null references user_account (id),
  made_by_name text not null,
  since timestamptz not null,
  primary key (laboratory_id, loinc_code, version),
  constraint urgent_delay_version check (version > 0),
  constraint urgent_delay_minutes check (minutes between 5 and 2880)
);
--> statement-breakpoint
alter table urgent_delay enable row level security;
--> statement-breakpoint
alter table urgent_delay force row level security;
--> statement-breakpoint
create trigger urgent_delay_immutable before update or delete on urgent_delay for each row execute function refuse_change();
--> statement-breakpoint
grant select, insert on urgent_delay to relais_worker, relais_web;
--> statement-breakpoint
create policy worker_all on urgent_delay to relais_worker using (true) with check (true);
--> statement-breakpoint
create policy delays_read on urgent_delay for select to relais_web using (mappings_open(laboratory_id));
--> statement-breakpoint
create policy delays_set on urgent_delay for insert to relais_web
  with check ((actor_has('referent') or actor_has('biologist')) and laboratory_id = any (actor_laboratories()) and made_by = actor_uuid('user_id'));
--> statement-breakpoint
-- The delays in force, as the worklist and the card count them, also for whoever may not read who set them. Names no patient.
create function urgent_delays(laboratories uuid[], codes text[]) returns table (laboratory_id uuid, loinc_code text, minutes integer)
  language sql stable security definer set search_path = public as $$
  select l.id, d.loinc_code, case when u.version is null then d.urgent_delay_minutes else u.minutes end
    from unnest(laboratories) as l (id) cross join test_definition d
    left join lateral (select x.version, x.minutes from urgent_delay x where x.laboratory_id = l.id and x.loinc_code = d.loinc_code order by x.version desc limit 1) u on true
    where d.loinc_code = any (codes) $$;
--> statement-breakpoint
revoke all on function urgent_delays from public;
--> statement-breakpoint
grant execute on function urgent_delays to relais_web, relais_worker;
--> statement-breakpoint

-- What a kind of decision is, in one place (server/validation/kinds.ts says the same): whether results leave by it, and whether the LIS learns of it.
create function validates(kind text) returns boolean language sql immutable parallel safe as $$ select kind in ('validate', 'lis') $$;
--> statement-breakpoint
create function told_to_lis(kind text) returns boolean language sql immutable parallel safe as $$ select kind in ('validate', 'refuse') $$;
--> statement-breakpoint
-- Those that wrote it out for themselves ask from now on; where « held » was meant, a refusal waits in the same place.
do $$
declare
  f record;
begin
  for f in select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'public'
      where p.prosrc ~ 'kind in \(''validate'', ?''lis''\)|kind <> ''hold''' and p.proname <> 'validates' loop
    execute regexp_replace(regexp_replace(regexp_replace(f.text, '(\w+\.)?kind in \(''validate'', ?''lis''\)', 'validates(\1kind)', 'g'),
      '(\w+\.)?kind <> ''hold''', 'validates(\1kind)', 'g'), '(\w+\.)?kind = ''hold''', '\1kind in (''hold'', ''refuse'')', 'g');
  end loop;
end $$;
--> statement-breakpoint
-- A refusal: not released, told to the LIS with its reason, a repeat asked for.
alter table validation_decision drop constraint decision_kind, drop constraint hold_has_reason;
--> statement-breakpoint
alter table validation_decision add constraint decision_kind check (kind in ('validate', 'hold', 'lis', 'refuse')),
  add constraint decision_has_reason check (kind not in ('hold', 'refuse') or hold_reason <> '');
--> statement-breakpoint
drop index one_validation_per_version;
--> statement-breakpoint
create unique index one_validation_per_version on decision_observation (observation_version_id) where active and kind <> 'hold';
--> statement-breakpoint
drop index validation_decision_settled;
--> statement-breakpoint
create index validation_decision_settled on validation_decision (settled_at) where state = 'effective' and kind in ('validate', 'refuse');
--> statement-breakpoint
drop policy biologist_decides on validation_decision;
--> statement-breakpoint
-- A signature enters as pending: only the worker gives it effect, when its time to undo is over.
create policy biologist_decides on validation_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and (kind = 'hold' or (kind in ('validate', 'refuse') and state = 'pending'))
    and dossier_site(dossier_id) = any (actor_uuids('site_ids'))
    and statement is not null and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
      and p.act = kind and p.content_hash = displayed_hash));
--> statement-breakpoint
drop policy biologist_undoes on decision_observation;
--> statement-breakpoint
-- Anybody's hold gives way to a decision, and so does a refusal that has taken effect; a validation only to its own signer, and never once it has taken effect.
create policy biologist_undoes on decision_observation for update to relais_web
  using (actor_has('biologist') and exists (select 1 from validation_decision d where d.id = decision_id and dossier_site(d.dossier_id) = any (actor_uuids('site_ids'))
    and (d.kind = 'hold' or (d.kind = 'refuse' and d.state = 'effective') or (d.user_id = actor_uuid('user_id') and d.state <> 'effective')))) with check (true);
