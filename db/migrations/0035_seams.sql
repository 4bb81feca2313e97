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
