-- Step-up: a decision that enters by the web server bears its statement word for word, and a proof of its own signer, for its own act, on that very statement, used once.
create unique index decision_proof on validation_decision (proof_id);
--> statement-breakpoint
drop policy biologist_decides on validation_decision;
--> statement-breakpoint
-- A signature enters as pending: only the worker gives it effect, when its time to undo is over.
create policy biologist_decides on validation_decision for insert to relais_web
  with check (actor_has('biologist') and user_id = actor_uuid('user_id') and (kind = 'hold' or (kind = 'validate' and state = 'pending'))
    and dossier_site(dossier_id) = any (actor_uuids('site_ids'))
    and statement is not null and displayed_hash = encode(sha256(convert_to(statement, 'UTF8')), 'hex')
    and exists (select 1 from step_up_proof p where p.id = proof_id and p.user_id = actor_uuid('user_id') and p.session_id = actor_uuid('session_id')
      and p.act = kind and p.content_hash = displayed_hash));
