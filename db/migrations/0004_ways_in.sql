-- What happened at the doors with one's own account: everybody may know that of himself, and of nobody else, whether or not he may read the trace.
create function own_entries(most integer) returns table (sequence bigint, at timestamptz, action text, outcome text, address text, terminal text, detail jsonb)
  language sql stable security definer set search_path = public
  as $$ select e.sequence, e.at, e.action, e.outcome, e.address, e.terminal, e.detail from audit_event e
    where actor_setting('actor_kind') = 'professional' and actor_setting('user_id') <> ''
      and ((e.actor_id = actor_setting('user_id') and e.action in ('session.open', 'session.close')) or (e.subject_id = actor_setting('user_id') and e.action ~ '^(session|account|activation)\.'))
    order by e.sequence desc limit least(most, 50) $$;
--> statement-breakpoint
revoke all on function own_entries from public;
--> statement-breakpoint
grant execute on function own_entries to relais_web, relais_worker;
