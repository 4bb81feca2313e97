-- Hand-over: who answers for a site is a fact that moves only when somebody accepts by name. Night wake-up, morning digest, second opinion.

-- From the first offer of a site on, somebody holds it at every instant; without a line the roster says who.
create table duty_responsibility (
  id uuid primary key not null,
  site_id uuid not null references site(id),
  user_id uuid not null references user_account(id),
  since timestamptz not null,
  until timestamptz,
  cause text not null,
  handover_id uuid,
  constraint responsibility_cause check (cause in ('offered', 'accepted', 'taken')),
  constraint responsibility_ends_after_start check (until is null or until >= since),
  constraint one_responsible_per_site exclude using gist (site_id with =, tstzrange(since, until) with &&)
);
--> statement-breakpoint
create unique index one_open_responsibility on duty_responsibility (site_id) where until is null;
--> statement-breakpoint
create index duty_responsibility_user on duty_responsibility (user_id) where until is null;
--> statement-breakpoint
create table handover (
  id uuid primary key not null,
  mode text not null,
  from_user_id uuid not null references user_account(id),
  from_name text not null,
  to_user_id uuid not null references user_account(id),
  to_name text not null,
  site_ids uuid[] not null,
  offered_at timestamptz not null,
  note text not null default '',
  items jsonb not null,
  remarks jsonb not null default '{}',
  items_hash text not null,
  state text not null default 'open',
  answered_at timestamptz,
  answered_by_name text,
  reason text not null default '',
  accepted_items jsonb,
  accepted_hash text,
  constraint handover_mode check (mode in ('offered', 'taken')),
  constraint handover_state check (state in ('open', 'accepted', 'declined', 'withdrawn', 'overtaken')),
  constraint handover_answered check ((state = 'open') = (answered_at is null)),
  constraint handover_between_two check (from_user_id <> to_user_id),
  constraint handover_sites check (cardinality(site_ids) > 0),
  constraint handover_declined_why check (state <> 'declined' or reason <> ''),
  constraint handover_accepted_items check ((state = 'accepted') = (accepted_hash is not null and accepted_items is not null))
);
--> statement-breakpoint
create index handover_offered on handover (offered_at);
--> statement-breakpoint
create table handover_site (
  handover_id uuid not null references handover(id),
  site_id uuid not null references site(id),
  is_open boolean not null,
  primary key (handover_id, site_id)
);
--> statement-breakpoint
create unique index one_open_handover_per_site on handover_site (site_id) where is_open;
--> statement-breakpoint
create table night_digest (
  id uuid primary key not null,
  site_id uuid not null references site(id),
  user_id uuid not null references user_account(id),
  user_name text not null,
  day text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  numbers jsonb not null,
  lines jsonb not null,
  is_balanced boolean not null,
  content_hash text not null,
  made_at timestamptz not null,
  seen_at timestamptz,
  unique (site_id, user_id, day)
);
--> statement-breakpoint
create index night_digest_day on night_digest (day);
--> statement-breakpoint
create table push_subscription (
  id uuid primary key not null,
  user_id uuid not null references user_account(id),
  session_id uuid not null references session(id),
  terminal_id uuid,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null,
  until timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  last_pushed_at timestamptz,
  constraint push_ended_why check ((ended_at is null) = (ended_why is null))
);
--> statement-breakpoint
create unique index one_open_push_endpoint on push_subscription (endpoint) where ended_at is null;
--> statement-breakpoint
create index push_subscription_user on push_subscription (user_id) where ended_at is null;
--> statement-breakpoint
create table wake_policy (
  id uuid primary key not null,
  user_id uuid not null references user_account(id),
  site_id uuid not null references site(id),
  reasons text[] not null,
  from_clock text not null,
  to_clock text not null,
  fallback_minutes integer not null,
  sms_number text not null default '',
  since timestamptz not null,
  until timestamptz,
  written_by_name text not null,
  constraint wake_policy_clock check (from_clock ~ '^([01]\d|2[0-3]):[0-5]\d$' and to_clock ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  constraint wake_policy_fallback check (fallback_minutes between 1 and 60)
);
--> statement-breakpoint
create unique index one_wake_policy on wake_policy (user_id, site_id) where until is null;
--> statement-breakpoint
create table wake_attempt (
  id uuid primary key not null,
  token text not null unique,
  user_id uuid not null references user_account(id),
  site_id uuid not null references site(id),
  reason text not null,
  subject_id uuid not null,
  dossier_id uuid,
  asked_at timestamptz not null,
  fallback_at timestamptz not null,
  state text not null,
  push_count integer not null default 0,
  push_code text,
  pushed_at timestamptz,
  shown_at timestamptz,
  acknowledged_at timestamptz,
  sms_number text not null default '',
  sms_tries integer not null default 0,
  sms_code text,
  sms_at timestamptz,
  is_trial boolean not null default false,
  constraint wake_reason check (reason in ('call', 'deadline', 'link', 'handover', 'advice', 'digest', 'trial')),
  constraint wake_state check (state in ('asked', 'kept-quiet', 'waiting', 'acknowledged', 'sms-sent', 'failed', 'needless'))
);
--> statement-breakpoint
create unique index one_wake_per_subject on wake_attempt (user_id, reason, subject_id) where not is_trial;
--> statement-breakpoint
create index wake_attempt_open on wake_attempt (fallback_at) where state in ('asked', 'waiting');
--> statement-breakpoint
create index wake_attempt_user on wake_attempt (user_id, asked_at);
--> statement-breakpoint
create table advice (
  id uuid primary key not null,
  dossier_id uuid not null references dossier(id),
  patient_id uuid not null,
  site_id uuid not null references site(id),
  accession_number text not null,
  revision integer not null,
  asked_by uuid not null references user_account(id),
  asked_by_name text not null,
  asked_of uuid not null references user_account(id),
  asked_of_name text not null,
  question text not null,
  shown jsonb not null,
  shown_hash text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open',
  answer text not null default '',
  answered_at timestamptz,
  first_read_at timestamptz,
  constraint advice_state check (state in ('open', 'answered', 'withdrawn', 'expired')),
  constraint advice_question check (question <> ''),
  constraint advice_answer check ((state = 'answered') = (answer <> '' and answered_at is not null)),
  constraint advice_between_two check (asked_by <> asked_of)
);
--> statement-breakpoint
create index advice_dossier on advice (dossier_id, asked_at);
--> statement-breakpoint
create index advice_asked_of on advice (asked_of, asked_at);
--> statement-breakpoint
create index advice_open on advice (expires_at) where state = 'open';
--> statement-breakpoint
do $$ declare t text;
begin
  foreach t in array array['duty_responsibility', 'handover', 'handover_site', 'night_digest', 'push_subscription', 'wake_policy', 'wake_attempt', 'advice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worker_all on %I to relais_worker using (true) with check (true)', t);
    execute format('grant select, insert on %I to relais_worker', t);
    execute format('grant select on %I to relais_web', t);
  end loop;
end $$;
--> statement-breakpoint
grant update (until) on duty_responsibility to relais_web, relais_worker;
--> statement-breakpoint
grant insert on duty_responsibility, handover, handover_site, push_subscription, wake_policy, wake_attempt, advice to relais_web;
--> statement-breakpoint
grant update (state, answered_at, answered_by_name, reason, accepted_items, accepted_hash) on handover to relais_web, relais_worker;
--> statement-breakpoint
grant update (is_open) on handover_site to relais_web, relais_worker;
--> statement-breakpoint
grant update (seen_at) on night_digest to relais_web;
--> statement-breakpoint
grant update (ended_at, ended_why, last_pushed_at) on push_subscription to relais_web, relais_worker;
--> statement-breakpoint
grant update (until) on wake_policy to relais_web, relais_worker;
--> statement-breakpoint
grant update (state, push_count, push_code, pushed_at, shown_at, acknowledged_at, sms_number, sms_tries, sms_code, sms_at) on wake_attempt to relais_worker;
--> statement-breakpoint
grant update (state, acknowledged_at) on wake_attempt to relais_web;
--> statement-breakpoint
grant update (state, answer, answered_at, first_read_at) on advice to relais_web, relais_worker;
--> statement-breakpoint
create policy laboratory_reads on duty_responsibility for select to relais_web using (user_id = actor_uuid('user_id') or duty_open(site_id));
--> statement-breakpoint
create policy biologist_begins on duty_responsibility for insert to relais_web
  with check (actor_has('biologist') and site_id = any (actor_uuids('site_ids')) and user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy biologist_ends on duty_responsibility for update to relais_web
  using (actor_has('biologist') and site_id = any (actor_uuids('site_ids'))) with check (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
-- What is handed over names patients: whoever reads it may read every dossier in it.
create policy biologist_reads on handover for select to relais_web using (actor_has('biologist') and site_ids <@ actor_uuids('site_ids'));
--> statement-breakpoint
create policy responsible_offers on handover for insert to relais_web
  with check (actor_has('biologist') and site_ids <@ actor_uuids('site_ids')
    and ((mode = 'offered' and state = 'open' and from_user_id = actor_uuid('user_id')) or (mode = 'taken' and state = 'accepted' and to_user_id = actor_uuid('user_id'))));
--> statement-breakpoint
-- Only whom it was offered to accepts or declines; who offered takes it back; it is overtaken by whoever takes over.
create policy concerned_answers on handover for update to relais_web using (actor_has('biologist') and state = 'open' and site_ids <@ actor_uuids('site_ids'))
  with check ((state in ('accepted', 'declined') and to_user_id = actor_uuid('user_id')) or (state = 'withdrawn' and from_user_id = actor_uuid('user_id')) or state = 'overtaken');
--> statement-breakpoint
create policy biologist_reads on handover_site for select to relais_web using (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_writes on handover_site for insert to relais_web with check (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy biologist_closes on handover_site for update to relais_web
  using (actor_has('biologist') and site_id = any (actor_uuids('site_ids'))) with check (not is_open);
--> statement-breakpoint
create policy biologist_reads on night_digest for select to relais_web using (actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy holder_sees on night_digest for update to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy own on push_subscription for select to relais_web using (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy own_device on push_subscription for insert to relais_web
  with check (user_id = actor_uuid('user_id') and session_id = actor_uuid('session_id') and actor_has('biologist'));
--> statement-breakpoint
create policy own_end on push_subscription for update to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy own on wake_policy for select to relais_web using (user_id = actor_uuid('user_id') or duty_open(site_id));
--> statement-breakpoint
create policy own_words on wake_policy for insert to relais_web
  with check (user_id = actor_uuid('user_id') and actor_has('biologist') and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy own_end on wake_policy for update to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
create policy concerned_reads on wake_attempt for select to relais_web
  using (user_id = actor_uuid('user_id') or (actor_has('biologist') and site_id = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy biologist_wakes on wake_attempt for insert to relais_web with check (actor_has('biologist') and acknowledged_at is null and pushed_at is null);
--> statement-breakpoint
create policy woken_answers on wake_attempt for update to relais_web using (user_id = actor_uuid('user_id')) with check (user_id = actor_uuid('user_id'));
--> statement-breakpoint
-- The colleague who is asked sees this and nothing else of the dossier; the laboratory keeps it with the dossier.
create policy concerned_reads on advice for select to relais_web
  using ((actor_has('biologist') and (asked_of = actor_uuid('user_id') or site_id = any (actor_uuids('site_ids')))) or (actor_has('technician') and site_id = any (actor_uuids('site_ids'))));
--> statement-breakpoint
create policy biologist_asks on advice for insert to relais_web
  with check (actor_has('biologist') and asked_by = actor_uuid('user_id') and state = 'open' and site_id = any (actor_uuids('site_ids')));
--> statement-breakpoint
create policy concerned_answers on advice for update to relais_web
  using (state = 'open' and (asked_of = actor_uuid('user_id') or asked_by = actor_uuid('user_id')))
  with check ((state in ('open', 'answered') and asked_of = actor_uuid('user_id')) or (state = 'withdrawn' and asked_by = actor_uuid('user_id')));
--> statement-breakpoint
-- What was handed over, answered or written for the morning stays as it was.
create function refuse_change_of_answered() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' then
    raise exception 'what was answered is not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger handover_answered_stays before update on handover for each row execute function refuse_change_of_answered();
--> statement-breakpoint
create trigger advice_answered_stays before update on advice for each row execute function refuse_change_of_answered();
--> statement-breakpoint
-- A log-off, a blocked terminal, an ended right: the device wakes nobody any more. A screen that locked by itself still does, until the end of the night.
create function end_push_with_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.revoked_at is not null and old.revoked_at is null and coalesce(new.revoked_reason, '') not in ('idle', 'expired', 'locked') then
    update push_subscription set ended_at = new.revoked_at, ended_why = 'session' where session_id = new.id and ended_at is null;
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger push_ends_with_session after update on session for each row execute function end_push_with_session();
--> statement-breakpoint
-- The service worker says that it showed the word; it knows nothing but the random number that came with it, and learns nothing.
create function note_wake_shown(shown_token text, at timestamptz) returns uuid language sql security definer set search_path = public
  as $$ update wake_attempt set shown_at = at where token = shown_token and shown_at is null and asked_at > at - interval '1 day' returning id $$;
--> statement-breakpoint
revoke all on function note_wake_shown from public;
--> statement-breakpoint
grant execute on function note_wake_shown to relais_web, relais_worker;
--> statement-breakpoint
-- How many repairs wait, for whoever hands over or takes over a site: numbers and kinds, not what the messages say.
create function open_repairs(sites uuid[]) returns table (site_id uuid, kind text, n integer, oldest timestamptz)
  language sql stable security definer set search_path = public as $$
  select s.id, r.kind, count(*)::int, min(r.opened_at) from repair_item r join site s on s.laboratory_id = r.laboratory_id
    where r.closed_at is null and s.id = any (sites) and actor_has('biologist') and s.id = any (actor_uuids('site_ids'))
    group by s.id, r.kind order by s.id, r.kind $$;
--> statement-breakpoint
revoke all on function open_repairs from public;
--> statement-breakpoint
grant execute on function open_repairs to relais_web, relais_worker;
--> statement-breakpoint
drop function duty_lines(timestamptz);
--> statement-breakpoint
-- As before, with who holds the site by an accepted hand-over: she answers also when the roster names somebody else by now.
create function duty_lines(at timestamptz) returns table (site_id uuid, user_id uuid, kind text, until timestamptz, contacts jsonb, holds boolean)
  language sql stable security definer set search_path = public as $$
  with reach as (
    select s.id, duty_open(s.id) as is_laboratory from site s join laboratory l on l.id = s.laboratory_id
    where duty_open(s.id) or actor_has('prescriber')
      or (actor_has('ward_staff') and l.legal_entity_id in (select w.legal_entity_id from ward w where w.id = any (actor_uuids('ward_ids'))))),
  there as (
    select d.site_id, d.user_id, d.kind, least(d.ends_at, d.cancelled_at) as until, d.starts_at from on_call_duty d
    where d.starts_at <= at and least(d.ends_at, d.cancelled_at) > at
      and not exists (select 1 from duty_absence a where a.user_id = d.user_id and a.starts_at <= at and least(a.ends_at, a.cancelled_at) > at)),
  people as (
    select site_id, user_id, kind, until, starts_at from there
    union all
    select h.site_id, h.user_id, null, null, h.since from duty_responsibility h
    where h.until is null and not exists (select 1 from there t where t.site_id = h.site_id and t.user_id = h.user_id))
  select r.id, p.user_id, p.kind, p.until, coalesce((
      select jsonb_agg(e.value order by e.ordinality) from duty_contact c cross join lateral jsonb_array_elements(c.contacts) with ordinality e
      where c.user_id = p.user_id and (r.is_laboratory or (e.value ->> 'forWards')::boolean)), '[]'),
    exists (select 1 from duty_responsibility h where h.until is null and h.site_id = r.id and h.user_id = p.user_id)
  from reach r left join people p on p.site_id = r.id order by r.id, p.starts_at $$;
--> statement-breakpoint
revoke all on function duty_lines from public;
--> statement-breakpoint
grant execute on function duty_lines to relais_web, relais_worker;
