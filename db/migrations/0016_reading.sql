-- What a message says of a request's parent (OBR-26, OBR-29) and of a sample (SPM-8, SPM-11, SPM-14).

alter table service_request add column parent_number text not null default '';
--> statement-breakpoint
alter table service_request add column parent_code text not null default '';
--> statement-breakpoint
alter table service_request add column parent_sub_id text not null default '';
--> statement-breakpoint
alter table service_request add column parent_text text not null default '';
--> statement-breakpoint
alter table specimen add column site text not null default '';
--> statement-breakpoint
alter table specimen add column role text not null default '';
--> statement-breakpoint
alter table specimen add column description text not null default '';
--> statement-breakpoint
-- Whoever opens one message of a frame must see that one and not its neighbour, which may be of another laboratory.
grant select (part) on inbound_message to relais_web;
