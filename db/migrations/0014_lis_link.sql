-- The LIS link: what every part of it stands on. Each capability adds its own tables and walls after this.

alter table connection_profile add column settings jsonb not null default '{}';
--> statement-breakpoint
alter table connection_profile add column version integer not null default 1;
--> statement-breakpoint
alter table connection_profile add column is_active boolean not null default true;
--> statement-breakpoint
alter table inbound_message add column door text not null default 'mllp';
--> statement-breakpoint
alter table inbound_message add column device_id uuid;
--> statement-breakpoint
alter table inbound_message add column sequence_number bigint;
--> statement-breakpoint
alter table inbound_message add column replays integer not null default 0;
--> statement-breakpoint
alter table inbound_message add column replayed_at timestamptz;
--> statement-breakpoint
alter table inbound_message add column discarded_at timestamptz;
--> statement-breakpoint
alter table inbound_message add column discarded_by text;
--> statement-breakpoint
alter table inbound_message add column discard_reason text;
--> statement-breakpoint
alter table inbound_message drop constraint inbound_state;
--> statement-breakpoint
alter table inbound_message add constraint inbound_state check (state in ('stored','applied','refused','quarantined','discarded'));
--> statement-breakpoint
alter table inbound_message add constraint inbound_door check (door in ('mllp','folder','device'));
--> statement-breakpoint
alter table repair_item add column closed_by text;
--> statement-breakpoint
alter table repair_item add column resolution text;
--> statement-breakpoint
alter table repair_item add column reason text;
--> statement-breakpoint
alter table repair_item add column asked_at timestamptz;
--> statement-breakpoint
alter table outbound_message add column receiver text not null default '';
--> statement-breakpoint
alter table outbound_message add column first_sent_at timestamptz;
--> statement-breakpoint
alter table outbound_message add column answer bytea;
--> statement-breakpoint
alter table outbound_message drop constraint outbound_kind;
--> statement-breakpoint
alter table outbound_message add constraint outbound_kind check (kind in ('decision','availability','reading','request','amendment'));
--> statement-breakpoint
alter table observation_version add column origin text not null default '';
--> statement-breakpoint
-- Metadata only: neither the bytes received nor the bytes answered.
grant select (door, device_id, sequence_number, replays, replayed_at, discarded_at, discarded_by, discard_reason) on inbound_message to relais_web;
--> statement-breakpoint
grant select (receiver, first_sent_at) on outbound_message to relais_web;
--> statement-breakpoint
grant update (receiver, first_sent_at, answer) on outbound_message to relais_worker;
