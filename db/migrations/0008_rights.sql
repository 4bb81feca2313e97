-- Rights: what can never lie in one account, whoever writes it. The application says why (server/access/rights-rules.ts); here it cannot happen.

create function roles_exclude(one text, other text) returns boolean language sql immutable parallel safe
  return one <> other and (one = 'remote_maintainer' or other = 'remote_maintainer'
    or (one = 'administrator' and other in ('biologist', 'technician', 'prescriber', 'ward_staff'))
    or (other = 'administrator' and one in ('biologist', 'technician', 'prescriber', 'ward_staff')));
--> statement-breakpoint
-- When a right is in force: until it is over or taken back, whichever comes first; one taken back before it began never was.
create function right_period(valid_from timestamptz, valid_to timestamptz, revoked_at timestamptz) returns tstzrange language sql immutable parallel safe
  return case when least(valid_to, revoked_at) is null then tstzrange(valid_from, null) else tstzrange(valid_from, greatest(valid_from, least(valid_to, revoked_at))) end;
--> statement-breakpoint
-- Binds every role of the database. The account's row is locked first: two rights given at once see each other.
create function check_habilitation() returns trigger language plpgsql security definer set search_path = public as $$
declare
  account_kind text;
begin
  select kind into account_kind from user_account where id = new.user_id for no key update;
  if account_kind = 'emergency' and new.role <> 'administrator' then
    raise exception 'the emergency account holds no other role' using errcode = 'check_violation';
  end if;
  if exists (select 1 from habilitation h where h.user_id = new.user_id and h.id <> new.id and roles_exclude(h.role, new.role)
      and right_period(h.valid_from, h.valid_to, h.revoked_at) && right_period(new.valid_from, new.valid_to, new.revoked_at)) then
    raise exception 'these roles exclude each other in one account' using errcode = 'exclusion_violation';
  end if;
  if exists (select 1 from habilitation h where h.user_id = new.user_id and h.id <> new.id and h.role = new.role
      and h.site_id is not distinct from new.site_id and h.ward_id is not distinct from new.ward_id
      and right_period(h.valid_from, h.valid_to, h.revoked_at) && right_period(new.valid_from, new.valid_to, new.revoked_at)) then
    raise exception 'the same right twice at one time' using errcode = 'exclusion_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger habilitation_checked after insert or update on habilitation deferrable initially immediate for each row execute function check_habilitation();
--> statement-breakpoint

-- By the web server the end of a right only comes nearer, what was taken back stays so, and one who administers remains.
create function guard_habilitation() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if old.revoked_at is not null or (old.valid_to is not null and (new.valid_to is null or new.valid_to > old.valid_to)) then
    raise exception 'a right is not lengthened, another is given' using errcode = 'insufficient_privilege';
  end if;
  if new.revoked_at is not null and new.revoked_by is distinct from actor_setting('user_id') then
    raise exception 'who takes a right back signs for it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger habilitation_guard before update on habilitation for each row execute function guard_habilitation();
--> statement-breakpoint
create function check_administrator_remains() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return null; end if;
  perform pg_advisory_xact_lock(hashtext('relais.rights'));
  if not exists (select 1 from habilitation h join user_account u on u.id = h.user_id
      where h.role = 'administrator' and u.disabled_at is null and (h.revoked_at is null) and (h.valid_to is null or h.valid_to > h.valid_from)) then
    raise exception 'the last administrator stays' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger administrator_remains after update on habilitation deferrable initially immediate
  for each row when (old.role = 'administrator' and new.revoked_at is not null) execute function check_administrator_remains();
--> statement-breakpoint
create constraint trigger administrator_remains after update on user_account deferrable initially immediate
  for each row when (old.disabled_at is null and new.disabled_at is not null) execute function check_administrator_remains();
--> statement-breakpoint

-- What a person did at the doors, newest first, without reading the whole trace.
create index audit_event_entries on audit_event (actor_id, sequence) where action in ('session.open', 'session.close');
