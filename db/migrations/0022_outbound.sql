-- What goes back to the LIS: requests, differences, sending again, the archive of every transmission, acknowledgements by readers.

alter table outbound_message drop constraint outbound_state;
--> statement-breakpoint
-- `unwanted`: this LIS does not take that kind; kept and counted, never sent.
alter table outbound_message add constraint outbound_state check (state in ('queued','acknowledged','refused','unwanted'));
--> statement-breakpoint
create index outbound_message_queued on outbound_message (next_attempt_at) where state = 'queued';
--> statement-breakpoint
create index outbound_message_receiver on outbound_message (laboratory_id, created_at desc, id desc);
--> statement-breakpoint
create index validation_decision_settled on validation_decision (settled_at) where state = 'effective' and kind = 'validate';
--> statement-breakpoint
create index report_recipient_available on report_recipient (available_at);
--> statement-breakpoint
create index report_view_viewed on report_view (viewed_at);
--> statement-breakpoint
create table outbound_sweep (
  id text primary key,
  compared_until timestamptz not null,
  whole_at timestamptz not null
);
--> statement-breakpoint
create table lis_request (
  id uuid primary key,
  dossier_id uuid not null references dossier (id),
  laboratory_id uuid not null references laboratory (id),
  revision integer not null,
  kind text not null,
  observation_keys text[] not null,
  test_codes text[] not null,
  reason text not null,
  requested_by uuid not null references user_account (id),
  requested_by_name text not null,
  requested_by_rpps text,
  requested_at timestamptz not null,
  effective_at timestamptz not null,
  state text not null,
  sent_at timestamptz,
  answered_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by_name text,
  refusal_code text,
  refusal_text text not null default '',
  idempotency_key uuid not null unique,
  constraint lis_request_kind check (kind in ('rerun','recollection','add-on')),
  constraint lis_request_state check (state in ('asked','acknowledged','refused','answered','cancelled')),
  constraint lis_request_what check ((kind = 'add-on' and cardinality(test_codes) > 0) or (kind <> 'add-on' and cardinality(observation_keys) > 0)),
  constraint lis_request_reason check (reason <> '')
);
--> statement-breakpoint
create index lis_request_dossier on lis_request (dossier_id, requested_at);
--> statement-breakpoint
create index lis_request_open on lis_request (effective_at) where state in ('asked','acknowledged');
--> statement-breakpoint
alter table worklist_entry add column requested jsonb not null default '[]';
--> statement-breakpoint
create table lis_difference (
  id uuid primary key,
  dossier_id uuid not null references dossier (id),
  laboratory_id uuid not null references laboratory (id),
  decision_id uuid not null references validation_decision (id),
  observation_key text not null,
  label text not null,
  kind text not null,
  decided text not null,
  said text not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_why text,
  closed_by_name text,
  constraint lis_difference_kind check (kind in ('value','status','validator','missing'))
);
--> statement-breakpoint
create unique index lis_difference_open on lis_difference (dossier_id, observation_key, kind) where closed_at is null;
--> statement-breakpoint
create index lis_difference_dossier on lis_difference (dossier_id);
--> statement-breakpoint
create table outbound_resend (
  id uuid primary key,
  laboratory_id uuid not null references laboratory (id),
  reason text not null,
  requested_by uuid not null references user_account (id),
  requested_by_name text not null,
  requested_at timestamptz not null,
  total integer not null,
  constraint outbound_resend_reason check (reason <> ''),
  constraint outbound_resend_bounded check (total between 1 and 5000)
);
--> statement-breakpoint
create table outbound_resend_item (
  resend_id uuid not null references outbound_resend (id),
  message_id uuid not null references outbound_message (id),
  primary key (resend_id, message_id)
);
--> statement-breakpoint
create table report_acknowledgement (
  id uuid primary key,
  report_id uuid not null references report (id),
  dossier_id uuid not null references dossier (id),
  user_id uuid not null references user_account (id),
  reader_name text not null,
  reader_rpps text,
  reader_role text not null,
  acknowledged_at timestamptz not null,
  address text not null,
  unique (report_id, user_id)
);
--> statement-breakpoint
create trigger report_acknowledgement_immutable before update or delete on report_acknowledgement for each row execute function refuse_change();
--> statement-breakpoint
do $$
declare
  t text;
begin
  foreach t in array array['lis_request','lis_difference','outbound_resend','outbound_resend_item','outbound_sweep','report_acknowledgement'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker', t);
  end loop;
end $$;
--> statement-breakpoint
grant update on outbound_sweep to relais_worker;
--> statement-breakpoint
-- What was asked and by whom is written once; only its fate changes.
grant update (state, sent_at, answered_at, cancelled_at, cancelled_by_name, refusal_code, refusal_text) on lis_request to relais_worker;
--> statement-breakpoint
grant update (said, decided, closed_at, closed_why, closed_by_name) on lis_difference to relais_worker;
--> statement-breakpoint
grant select, insert on lis_request to relais_web;
--> statement-breakpoint
grant update (state, cancelled_at, cancelled_by_name) on lis_request to relais_web;
--> statement-breakpoint
grant select on lis_difference, outbound_resend, outbound_resend_item to relais_web;
--> statement-breakpoint
grant update (closed_at, closed_why, closed_by_name) on lis_difference to relais_web;
--> statement-breakpoint
grant insert on outbound_resend, outbound_resend_item to relais_web;
--> statement-breakpoint
grant select, insert on report_acknowledgement to relais_web;
--> statement-breakpoint
create policy laboratory_reads on lis_request for select to relais_web using (exists (select 1 from dossier d where d.id = dossier_id));
--> statement-breakpoint
create policy biologist_asks on lis_request for insert to relais_web
  with check (actor_has('biologist') and requested_by = actor_uuid('user_id') and state = 'asked' and dossier_site(dossier_id) = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_takes_back on lis_request for update to relais_web
  using (actor_has('biologist') and dossier_site(dossier_id) = any (actor_uuids('site_ids')) and state in ('asked','acknowledged'))
  with check (state = 'cancelled');
--> statement-breakpoint
-- A difference holds two values of a patient: whoever decides and whoever repairs, of that laboratory.
create policy laboratory_reads on lis_difference for select to relais_web
  using ((actor_has('biologist') or actor_has('referent')) and laboratory_id = any (actor_laboratories()));
--> statement-breakpoint
create policy laboratory_settles on lis_difference for update to relais_web
  using ((actor_has('biologist') or actor_has('referent')) and laboratory_id = any (actor_laboratories()))
  with check (closed_why is not null);
--> statement-breakpoint
create policy exchanges_read on outbound_resend for select to relais_web using (exchanges_open(laboratory_id));
--> statement-breakpoint
create policy referent_resends on outbound_resend for insert to relais_web
  with check (actor_has('referent') and requested_by = actor_uuid('user_id') and laboratory_id = any (actor_laboratories()));
--> statement-breakpoint
create policy exchanges_read on outbound_resend_item for select to relais_web using (exists (select 1 from outbound_resend r where r.id = resend_id));
--> statement-breakpoint
create policy referent_resends on outbound_resend_item for insert to relais_web
  with check (exists (select 1 from outbound_resend r where r.id = resend_id and r.requested_by = actor_uuid('user_id')));
--> statement-breakpoint
create policy reader_reads on report_acknowledgement for select to relais_web
  using (report_is_addressed_to_actor(report_id) or (actor_has('biologist') and report_site(report_id) = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy reader_acknowledges on report_acknowledgement for insert to relais_web
  with check (report_is_addressed_to_actor(report_id) and actor_setting('actor_kind') = 'professional' and user_id = actor_uuid('user_id'));
--> statement-breakpoint

-- The archive of every transmission (GBUI VII-2.3): to the LIS and to readers. Who received what, when, and when it was acknowledged; never what it says,
-- never a patient's name or address.
create function transmissions_open(laboratory uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select actor_has('administrator')
    or ((actor_has('referent') or actor_has('manager') or actor_has('quality_manager') or actor_has('biologist')) and laboratory = any (actor_laboratories())) $$;
--> statement-breakpoint
create function transmissions(p_laboratory uuid, p_from timestamptz, p_to timestamptz, p_number text, p_receiver text, p_kind text, p_state text,
  p_before_at timestamptz, p_before_id uuid, p_limit integer)
  returns table (id uuid, laboratory_id uuid, accession_number text, kind text, version integer, detail text, receiver_kind text, receiver text, channel text,
    made_at timestamptz, sent_at timestamptz, acknowledged_at timestamptz, state text, tries integer)
  language sql stable security definer set search_path = public as $$
  select * from (
    select m.id, m.laboratory_id, d.accession_number, m.kind, null::integer as version, m.control_id as detail, 'lis' as receiver_kind, m.receiver, 'mllp' as channel,
      m.created_at as made_at, m.first_sent_at as sent_at, m.acknowledged_at,
      case m.state when 'queued' then 'waiting' when 'acknowledged' then 'acknowledged' when 'refused' then 'failed' else 'unwanted' end as state, m.attempts as tries
      from outbound_message m join dossier d on d.id = m.dossier_id
    union all
    select r.id, p.laboratory_id, d.accession_number, 'report', p.version, p.kind, r.kind,
      coalesce(nullif(concat_ws(' ', pr.given_name, pr.family_name), ''), w.name, ''), 'portal', r.available_at, r.available_at, seen.at,
      case when seen.at is null then 'sent' else 'acknowledged' end, 1
      from report_recipient r join report p on p.id = r.report_id join dossier d on d.id = p.dossier_id
      left join prescriber pr on pr.id = r.prescriber_id left join ward w on w.id = r.ward_id
      left join lateral (select min(v.viewed_at) as at from report_view v where v.report_id = p.id
        and ((r.kind = 'patient' and v.reader_kind = 'patient')
          or (r.kind = 'prescriber' and v.reader_kind = 'professional' and 'prescriber' = any (string_to_array(v.reader_role, ',')))
          or (r.kind = 'ward' and v.reader_kind = 'professional' and not 'prescriber' = any (string_to_array(v.reader_role, ','))))) seen on true
    union all
    select n.id, p.laboratory_id, d.accession_number, 'notice', p.version, p.kind, 'patient', '', n.channel, n.created_at, n.sent_at, null,
      case n.state when 'sent' then 'sent' when 'failed' then 'failed' when 'needless' then 'unwanted' else 'waiting' end, n.attempts
      from notice n join report p on p.id = n.report_id join dossier d on d.id = n.dossier_id
  ) t
  where transmissions_open(t.laboratory_id)
    and (p_laboratory is null or t.laboratory_id = p_laboratory)
    and (p_from is null or t.made_at >= p_from) and (p_to is null or t.made_at < p_to)
    and (p_number is null or t.accession_number = p_number)
    and (p_receiver is null or t.receiver_kind = p_receiver)
    and (p_kind is null or t.kind = p_kind)
    and (p_state is null or t.state = p_state)
    and (p_before_at is null or (t.made_at, t.id) < (p_before_at, p_before_id))
  order by t.made_at desc, t.id desc limit least(p_limit, 5001) $$;
--> statement-breakpoint
grant execute on function transmissions to relais_web, relais_worker;
