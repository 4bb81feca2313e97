-- Where Relais sends for a laboratory is a host and a port, whoever writes it; a proof that a link's address was changed with opens nothing else.
alter table laboratory add constraint laboratory_lis_url check (lis_url ~ '^mllps?://(\[[0-9a-f:.]+\]|[a-z0-9][a-z0-9.-]*):[0-9]{1,5}$');
--> statement-breakpoint
create or replace function link_is_proven(proof uuid) returns boolean language sql stable security definer set search_path = public
  as $$ select exists (select 1 from step_up_proof p where p.id = proof and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id') and p.act = 'change-link'
    and p.proven_at > actor_now() - interval '5 minutes') and not exists (select 1 from connection_profile_version v where v.proof_id = proof)
    and not exists (select 1 from lis_url_change c where c.proof_id = proof) $$;
