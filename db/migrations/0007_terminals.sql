-- Terminals: what the web server may write of a device it has just met, and that nothing opens on a blocked one, whatever the application asks.

create function guard_new_terminal() returns trigger language plpgsql as $$
begin
  if current_user <> 'relais_web' then return new; end if;
  if new.kind <> 'undeclared' or new.name <> '' or new.site_id is not null or new.state <> 'active' or new.unknown_tries <> 0 or new.declared_at is not null or new.declared_by is not null then
    raise exception 'a terminal begins undeclared' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger terminal_begins before insert on terminal for each row execute function guard_new_terminal();
--> statement-breakpoint
-- The row lock makes a passivation and a log-in of the same instant one after the other.
create function guard_session_terminal() returns trigger language plpgsql as $$
begin
  if new.terminal_id is not null and (select state from terminal where id = new.terminal_id for share) <> 'active' then
    raise exception 'no session opens on a blocked terminal' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger session_terminal_active before insert on session for each row execute function guard_session_terminal();
