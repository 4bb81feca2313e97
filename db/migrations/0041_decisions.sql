-- A hold may ask to be looked at again; a signature may be taken back by a colleague, with a reason, before anything has left.
alter table validation_decision
  add column remind_at timestamptz,
  add column reminded_at timestamptz,
  add column revoked_by uuid references user_account (id),
  add column revoked_by_name text,
  add column revoke_reason text not null default '',
  add column own_results integer not null default 0;
--> statement-breakpoint
alter table validation_decision
  add constraint decision_reminder check (remind_at is null or (kind = 'hold' and remind_at > signed_at)),
  add constraint decision_reminded check (reminded_at is null or (remind_at is not null and reminded_at >= remind_at)),
  add constraint decision_revoked check ((revoked_by is null) = (revoke_reason = '') and (revoked_by is null or (state = 'cancelled' and revoked_by_name is not null)));
--> statement-breakpoint
create index validation_decision_reminder on validation_decision (remind_at) where remind_at is not null and reminded_at is null and state = 'effective';
--> statement-breakpoint
create index validation_decision_unlooked on validation_decision (reminded_at) where reminded_at is not null and state = 'effective';
--> statement-breakpoint
grant update (reminded_at) on validation_decision to relais_worker;
--> statement-breakpoint
grant update (revoked_by, revoked_by_name, revoke_reason) on validation_decision to relais_web;
--> statement-breakpoint
-- Whoever takes back what another signed says why, in her own name; nobody touches what has taken effect.
create policy biologist_revokes on validation_decision for update to relais_web
  using (actor_has('biologist') and state = 'pending' and dossier_site(dossier_id) = any (actor_uuids('site_ids')))
  with check (state = 'cancelled' and revoked_by = actor_uuid('user_id'));
--> statement-breakpoint
drop policy biologist_undoes on decision_observation;
--> statement-breakpoint
-- Anybody's hold gives way to a decision, and so does a refusal that has taken effect; a signature to its own signer, or to whoever has just revoked it, and never once it has taken effect.
create policy biologist_undoes on decision_observation for update to relais_web
  using (actor_has('biologist') and exists (select 1 from validation_decision d where d.id = decision_id and dossier_site(d.dossier_id) = any (actor_uuids('site_ids'))
    and (d.kind = 'hold' or (d.kind = 'refuse' and d.state = 'effective')
      or (d.user_id = actor_uuid('user_id') and d.state <> 'effective') or (d.state = 'cancelled' and d.revoked_by = actor_uuid('user_id'))))) with check (true);
--> statement-breakpoint
alter table lis_request drop constraint lis_request_kind;
--> statement-breakpoint
alter table lis_request add constraint lis_request_kind check (kind in ('rerun', 'dilution', 'recollection', 'add-on'));
--> statement-breakpoint
alter table worklist_entry add column reminded_at timestamptz;
