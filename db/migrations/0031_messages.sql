-- What messages mean: numbers that are two persons are remembered by the numbers.

-- A number that names no authority is one of the laboratory that sends it, and of no other. What is stored under none belongs to the laboratory of its dossiers, the
-- newest where several have used it: the others' numbers are made anew by their next message, and their dossiers follow it. Without a dossier, to the only
-- laboratory of its hospital; where there are several, nobody knows whose it is.
update patient p set assigning_authority = 'FINESS ' || coalesce(
    nullif(split_part(p.lone_dossier, '/', 1), ''),
    (select l.finess_number from dossier d join laboratory l on l.id = d.laboratory_id where d.patient_id = p.id order by d.last_message_at desc, d.id limit 1),
    (select min(l.finess_number) from laboratory l where l.legal_entity_id = p.legal_entity_id having count(*) = 1))
  where p.assigning_authority = '' and coalesce(
    nullif(split_part(p.lone_dossier, '/', 1), ''),
    (select l.finess_number from dossier d join laboratory l on l.id = d.laboratory_id where d.patient_id = p.id order by d.last_message_at desc, d.id limit 1),
    (select min(l.finess_number) from laboratory l where l.legal_entity_id = p.legal_entity_id having count(*) = 1)) is not null;
--> statement-breakpoint
-- An admission system may take two numbers apart (A37) before Relais has heard of them, or of their merge: the merge that was told before and comes after merges nobody.
create table patient_apart (
  legal_entity_id uuid not null references legal_entity(id),
  one_authority text not null,
  one_identifier text not null,
  other_authority text not null,
  other_identifier text not null,
  told_at timestamptz not null,
  message_id uuid not null,
  primary key (legal_entity_id, one_authority, one_identifier, other_authority, other_identifier)
);
--> statement-breakpoint
alter table patient_apart enable row level security;
--> statement-breakpoint
create policy worker_all on patient_apart to relais_worker using (true) with check (true);
--> statement-breakpoint
grant select, insert on patient_apart to relais_worker;
--> statement-breakpoint
grant update (told_at, message_id) on patient_apart to relais_worker;
--> statement-breakpoint
insert into patient_apart
  select t.legal_entity_id, t.one ->> 0, t.one ->> 1, t.other ->> 0, t.other ->> 1, max(t.told_at), (array_agg(t.message_id order by t.told_at desc))[1]
  from (
    select m.legal_entity_id, least(s.key, o.key) as one_text, greatest(s.key, o.key) as other_text, least(s.key, o.key)::jsonb as one, greatest(s.key, o.key)::jsonb as other,
      coalesce(i.sent_at, i.received_at) as told_at, m.undone_message_id as message_id
    from patient_merge m
    join inbound_message i on i.id = m.undone_message_id
    cross join lateral (select (jsonb_build_array(p.assigning_authority, p.identifier)::text) collate "C" as key from patient p where p.id = m.survivor_id) s
    cross join lateral (select (jsonb_build_array(p.assigning_authority, p.identifier)::text) collate "C" as key from patient p where p.id = m.merged_id) o
  ) t
  group by t.legal_entity_id, t.one, t.other;
--> statement-breakpoint
alter table patient_apart force row level security;
--> statement-breakpoint
-- A merge that is told again is as new as its newest word.
grant update (told_at) on patient_merge to relais_worker;
