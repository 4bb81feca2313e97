CREATE TABLE "habilitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"site_id" uuid,
	"ward_id" uuid,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"granted_by" text NOT NULL,
	CONSTRAINT "role_known" CHECK ("habilitation"."role" in ('biologist','technician','prescriber','ward_staff','manager','referent','administrator'))
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"realm" text NOT NULL,
	"user_id" uuid,
	"patient_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_reason" text,
	"address" text NOT NULL,
	"terminal" text NOT NULL,
	CONSTRAINT "session_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "session_of_one_realm" CHECK (("session"."realm" = 'professional' and "session"."user_id" is not null and "session"."patient_id" is null) or ("session"."realm" = 'patient' and "session"."patient_id" is not null and "session"."user_id" is null))
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"profession" text NOT NULL,
	"rpps_number" text,
	"password_hash" text NOT NULL,
	"totp_secret" text NOT NULL,
	"totp_last_step" bigint DEFAULT 0 NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked_at" timestamp with time zone,
	"prescriber_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "user_account_login_unique" UNIQUE("login"),
	CONSTRAINT "failed_attempts_bounded" CHECK ("user_account"."failed_attempts" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text DEFAULT 'done' NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"actor_name" text NOT NULL,
	"actor_role" text NOT NULL,
	"address" text NOT NULL,
	"terminal" text NOT NULL,
	"dossier_id" uuid,
	"patient_id" uuid,
	"subject_id" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_definition" (
	"loinc_code" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"patient_label" text NOT NULL,
	"chapter" text NOT NULL,
	"position" integer NOT NULL,
	"urgent_delay_minutes" integer
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"dossier_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"token_hash" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error_code" text,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"failed_proofs" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "notice_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "notice_report_id_channel_unique" UNIQUE("report_id","channel"),
	CONSTRAINT "notice_state" CHECK ("notice"."state" in ('queued','sending','sent','failed','needless'))
);
--> statement-breakpoint
CREATE TABLE "one_time_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notice_id" uuid NOT NULL,
	"code_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "laboratory" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"short_name" text NOT NULL,
	"name" text NOT NULL,
	"legal_form" text NOT NULL,
	"finess_number" text NOT NULL,
	"address_lines" text[] NOT NULL,
	"phone" text NOT NULL,
	"responsible_biologists" text[] NOT NULL,
	"accreditation_number" text,
	"undo_seconds" integer DEFAULT 10 NOT NULL,
	"time_zone" text DEFAULT 'Europe/Paris' NOT NULL,
	"lis_url" text,
	CONSTRAINT "laboratory_finess_number_unique" UNIQUE("finess_number")
);
--> statement-breakpoint
CREATE TABLE "legal_entity" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"finess_number" text NOT NULL,
	CONSTRAINT "legal_entity_finess_number_unique" UNIQUE("finess_number")
);
--> statement-breakpoint
CREATE TABLE "prescriber" (
	"id" uuid PRIMARY KEY NOT NULL,
	"rpps_number" text NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"title" text DEFAULT 'Dr' NOT NULL,
	"specialty" text,
	CONSTRAINT "prescriber_rpps_number_unique" UNIQUE("rpps_number")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"id" uuid PRIMARY KEY NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"name" text NOT NULL,
	"address_lines" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ward" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	CONSTRAINT "ward_legal_entity_id_code_unique" UNIQUE("legal_entity_id","code")
);
--> statement-breakpoint
CREATE TABLE "dossier" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"accession_number" text NOT NULL,
	"patient_id" uuid NOT NULL,
	"identity_guaranteed" boolean NOT NULL,
	"is_test" boolean DEFAULT false NOT NULL,
	"priority" text NOT NULL,
	"placer_number" text,
	"encounter_number" text,
	"patient_class" text DEFAULT '' NOT NULL,
	"ward_id" uuid,
	"ward_code" text DEFAULT '' NOT NULL,
	"room" text DEFAULT '' NOT NULL,
	"bed" text DEFAULT '' NOT NULL,
	"prescriber_id" uuid,
	"prescriber_rpps" text DEFAULT '' NOT NULL,
	"prescriber_name" text DEFAULT '' NOT NULL,
	"callback_phone" text DEFAULT '' NOT NULL,
	"requested_at" timestamp with time zone,
	"collected_at" timestamp with time zone,
	"received_at" timestamp with time zone,
	"collector" text DEFAULT '' NOT NULL,
	"clinical_information" text DEFAULT '' NOT NULL,
	"revision" integer NOT NULL,
	"last_message_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dossier_laboratory_id_accession_number_unique" UNIQUE("laboratory_id","accession_number"),
	CONSTRAINT "priority_known" CHECK ("dossier"."priority" in ('stat','urgent','routine'))
);
--> statement-breakpoint
CREATE TABLE "dossier_revision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"message_id" uuid NOT NULL,
	"observation_version_ids" uuid[] NOT NULL,
	"notes" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	CONSTRAINT "dossier_revision_dossier_id_revision_unique" UNIQUE("dossier_id","revision")
);
--> statement-breakpoint
CREATE TABLE "observation_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"service_request_id" uuid NOT NULL,
	"observation_key" text NOT NULL,
	"version" integer NOT NULL,
	"message_id" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"position" integer NOT NULL,
	"code" text NOT NULL,
	"code_system" text NOT NULL,
	"local_code" text DEFAULT '' NOT NULL,
	"label" text NOT NULL,
	"sub_id" text DEFAULT '' NOT NULL,
	"value_type" text NOT NULL,
	"values" text[] NOT NULL,
	"number" numeric,
	"comparator" text,
	"unit" text DEFAULT '' NOT NULL,
	"reference_range" text DEFAULT '' NOT NULL,
	"reference_low" numeric,
	"reference_high" numeric,
	"interpretation" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"observed_at" timestamp with time zone,
	"analysed_at" timestamp with time zone,
	"performer_code" text DEFAULT '' NOT NULL,
	"performer_name" text DEFAULT '' NOT NULL,
	"performer_finess" text DEFAULT '' NOT NULL,
	"responsible_observer" text DEFAULT '' NOT NULL,
	"method" text DEFAULT '' NOT NULL,
	"equipment" text DEFAULT '' NOT NULL,
	"notes" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"lis_validator" text,
	CONSTRAINT "observation_version_dossier_id_observation_key_version_unique" UNIQUE("dossier_id","observation_key","version")
);
--> statement-breakpoint
CREATE TABLE "service_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"request_key" text NOT NULL,
	"placer_number" text DEFAULT '' NOT NULL,
	"filler_number" text DEFAULT '' NOT NULL,
	"code" text NOT NULL,
	"code_system" text NOT NULL,
	"label" text NOT NULL,
	"section" text DEFAULT '' NOT NULL,
	"status" text DEFAULT '' NOT NULL,
	"specimen_kind" text DEFAULT '' NOT NULL,
	"technician" text DEFAULT '' NOT NULL,
	"position" integer NOT NULL,
	"notes" jsonb NOT NULL,
	CONSTRAINT "service_request_dossier_id_request_key_unique" UNIQUE("dossier_id","request_key")
);
--> statement-breakpoint
CREATE TABLE "specimen" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"kind" text NOT NULL,
	"condition" text,
	"collected_at" timestamp with time zone,
	"received_at" timestamp with time zone,
	CONSTRAINT "specimen_dossier_id_identifier_unique" UNIQUE("dossier_id","identifier")
);
--> statement-breakpoint
CREATE TABLE "on_call_duty" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "connection_profile" (
	"id" uuid PRIMARY KEY NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sending_application" text NOT NULL,
	"sending_facility" text NOT NULL,
	"default_charset" text NOT NULL,
	"time_zone" text NOT NULL,
	"is_generic" boolean DEFAULT false NOT NULL,
	CONSTRAINT "connection_profile_sending_application_sending_facility_unique" UNIQUE("sending_application","sending_facility")
);
--> statement-breakpoint
CREATE TABLE "inbound_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"arrival" bigserial NOT NULL,
	"profile_id" uuid,
	"laboratory_id" uuid,
	"control_id" text NOT NULL,
	"bytes_hash" text NOT NULL,
	"raw" "bytea" NOT NULL,
	"part" integer DEFAULT 0 NOT NULL,
	"peer" text NOT NULL,
	"message_type" text NOT NULL,
	"processing_id" text NOT NULL,
	"sent_at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"answer_code" text NOT NULL,
	"answer" "bytea" NOT NULL,
	"problems" jsonb NOT NULL,
	"state" text NOT NULL,
	"applied_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"failure_code" text,
	"reuses_control_id" boolean DEFAULT false NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	"accession_numbers" text[] NOT NULL,
	CONSTRAINT "inbound_message_same" UNIQUE NULLS NOT DISTINCT("profile_id","control_id","bytes_hash"),
	CONSTRAINT "inbound_state" CHECK ("inbound_message"."state" in ('stored','applied','refused','quarantined'))
);
--> statement-breakpoint
CREATE TABLE "repair_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"laboratory_id" uuid,
	"message_id" uuid NOT NULL,
	"dossier_id" uuid,
	"subject" text NOT NULL,
	"segment" text NOT NULL,
	"field" integer,
	"opened_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"occurrences" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "repair_item_once" UNIQUE NULLS NOT DISTINCT("kind","laboratory_id","subject","dossier_id")
);
--> statement-breakpoint
CREATE TABLE "outbound_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"message_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"outcome" text NOT NULL,
	"answer_code" text
);
--> statement-breakpoint
CREATE TABLE "outbound_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigserial NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"dossier_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source_id" uuid NOT NULL,
	"control_id" text NOT NULL,
	"payload" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"answer_code" text,
	CONSTRAINT "outbound_message_control_id_unique" UNIQUE("control_id"),
	CONSTRAINT "outbound_message_kind_source_id_unique" UNIQUE("kind","source_id"),
	CONSTRAINT "outbound_kind" CHECK ("outbound_message"."kind" in ('decision','availability','reading')),
	CONSTRAINT "outbound_state" CHECK ("outbound_message"."state" in ('queued','acknowledged','refused'))
);
--> statement-breakpoint
CREATE TABLE "patient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"legal_entity_id" uuid NOT NULL,
	"assigning_authority" text NOT NULL,
	"identifier" text NOT NULL,
	"lone_dossier" text DEFAULT '' NOT NULL,
	"birth_family_name" text NOT NULL,
	"used_family_name" text,
	"given_names" text NOT NULL,
	"first_given_name" text NOT NULL,
	"birth_date" date,
	"birth_date_text" text NOT NULL,
	"sex" text NOT NULL,
	"ins" text,
	"ins_authority" text,
	"ins_qualified" boolean DEFAULT false NOT NULL,
	"identity_reliability" text NOT NULL,
	"email" text,
	"email_confirmed_at" timestamp with time zone,
	"phone" text,
	"phone_confirmed_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "patient_legal_entity_id_assigning_authority_identifier_lone_dossier_unique" UNIQUE("legal_entity_id","assigning_authority","identifier","lone_dossier"),
	CONSTRAINT "sex_known" CHECK ("patient"."sex" in ('F','M','U'))
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"dossier_id" uuid,
	"subject_id" uuid NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fact_subscription" (
	"name" text NOT NULL,
	"handler" text NOT NULL,
	CONSTRAINT "fact_subscription_name_handler_pk" PRIMARY KEY("name","handler")
);
--> statement-breakpoint
CREATE TABLE "fact_task" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"fact_id" bigint NOT NULL,
	"handler" text NOT NULL,
	"name" text NOT NULL,
	"dossier_id" uuid,
	"subject_id" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error_code" text,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "heartbeat" (
	"process" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"detail" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pdf_ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"report_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "pdf_ticket_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "portal_visit" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"current_visit_at" timestamp with time zone NOT NULL,
	"previous_visit_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "report_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"dossier_id" uuid NOT NULL,
	"reader_kind" text NOT NULL,
	"user_id" uuid,
	"patient_id" uuid,
	"reader_name" text NOT NULL,
	"reader_rpps" text,
	"reader_role" text NOT NULL,
	"medium" text NOT NULL,
	"viewed_at" timestamp with time zone NOT NULL,
	"address" text NOT NULL,
	CONSTRAINT "medium_known" CHECK ("report_view"."medium" in ('screen','pdf')),
	CONSTRAINT "one_reader" CHECK (("report_view"."reader_kind" = 'professional' and "report_view"."user_id" is not null) or ("report_view"."reader_kind" = 'patient' and "report_view"."patient_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"decision_id" uuid NOT NULL,
	"supersedes_id" uuid,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"pdf" "bytea" NOT NULL,
	"pdf_hash" text NOT NULL,
	"released_at" timestamp with time zone NOT NULL,
	"superseded_at" timestamp with time zone,
	"under_review" text[] DEFAULT '{}' NOT NULL,
	"under_review_since" timestamp with time zone,
	CONSTRAINT "report_dossier_id_version_unique" UNIQUE("dossier_id","version"),
	CONSTRAINT "report_decision_id_unique" UNIQUE("decision_id"),
	CONSTRAINT "report_kind" CHECK ("report"."kind" in ('partial','complete','corrective'))
);
--> statement-breakpoint
CREATE TABLE "report_recipient" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"prescriber_id" uuid,
	"ward_id" uuid,
	"patient_id" uuid,
	"available_at" timestamp with time zone NOT NULL,
	CONSTRAINT "recipient_kind" CHECK (("report_recipient"."kind" = 'prescriber' and "report_recipient"."prescriber_id" is not null) or ("report_recipient"."kind" = 'ward' and "report_recipient"."ward_id" is not null) or ("report_recipient"."kind" = 'patient' and "report_recipient"."patient_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "dossier_activity" (
	"dossier_id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"priority" text NOT NULL,
	"is_test" boolean NOT NULL,
	"collected_at" timestamp with time zone,
	"received_at" timestamp with time zone NOT NULL,
	"first_validated_at" timestamp with time zone,
	"completed_at" timestamp with time zone,
	"first_available_at" timestamp with time zone,
	"first_read_at" timestamp with time zone,
	"report_versions" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision_observation" (
	"decision_id" uuid NOT NULL,
	"observation_version_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"active" boolean NOT NULL,
	CONSTRAINT "decision_observation_decision_id_observation_version_id_pk" PRIMARY KEY("decision_id","observation_version_id")
);
--> statement-breakpoint
CREATE TABLE "validation_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"dossier_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"decider_name" text NOT NULL,
	"decider_rpps" text,
	"signed_at" timestamp with time zone NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"settled_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	"comment" text DEFAULT '' NOT NULL,
	"hold_reason" text DEFAULT '' NOT NULL,
	"displayed_hash" text NOT NULL,
	"idempotency_key" uuid NOT NULL,
	CONSTRAINT "validation_decision_idempotency_key_unique" UNIQUE("idempotency_key"),
	CONSTRAINT "decision_kind" CHECK ("validation_decision"."kind" in ('validate','hold','lis')),
	CONSTRAINT "decision_state" CHECK ("validation_decision"."state" in ('pending','effective','cancelled')),
	CONSTRAINT "decision_person" CHECK ("validation_decision"."kind" = 'lis' or "validation_decision"."user_id" is not null),
	CONSTRAINT "hold_has_reason" CHECK ("validation_decision"."kind" <> 'hold' or "validation_decision"."hold_reason" <> '')
);
--> statement-breakpoint
CREATE TABLE "worklist_entry" (
	"dossier_id" uuid PRIMARY KEY NOT NULL,
	"site_id" uuid NOT NULL,
	"laboratory_id" uuid NOT NULL,
	"standing" text NOT NULL,
	"revision" integer NOT NULL,
	"accession_number" text NOT NULL,
	"patient_name" text NOT NULL,
	"patient_sex" text NOT NULL,
	"patient_birth_date" text,
	"place" text NOT NULL,
	"priority" text NOT NULL,
	"requested_at" timestamp with time zone,
	"collected_at" timestamp with time zone,
	"deadline_at" timestamp with time zone,
	"arrived_at" timestamp with time zone NOT NULL,
	"critical_count" integer NOT NULL,
	"abnormal_count" integer NOT NULL,
	"awaiting_count" integer NOT NULL,
	"highlights" jsonb NOT NULL,
	"awaited" jsonb NOT NULL,
	"hold_reason" text DEFAULT '' NOT NULL,
	"is_modified" boolean NOT NULL,
	"rank" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_ward_id_ward_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."ward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_prescriber_id_prescriber_id_fk" FOREIGN KEY ("prescriber_id") REFERENCES "public"."prescriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "one_time_code" ADD CONSTRAINT "one_time_code_notice_id_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "laboratory" ADD CONSTRAINT "laboratory_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ward" ADD CONSTRAINT "ward_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_ward_id_ward_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."ward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier" ADD CONSTRAINT "dossier_prescriber_id_prescriber_id_fk" FOREIGN KEY ("prescriber_id") REFERENCES "public"."prescriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dossier_revision" ADD CONSTRAINT "dossier_revision_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation_version" ADD CONSTRAINT "observation_version_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation_version" ADD CONSTRAINT "observation_version_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation_version" ADD CONSTRAINT "observation_version_service_request_id_service_request_id_fk" FOREIGN KEY ("service_request_id") REFERENCES "public"."service_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_request" ADD CONSTRAINT "service_request_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specimen" ADD CONSTRAINT "specimen_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_duty" ADD CONSTRAINT "on_call_duty_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "on_call_duty" ADD CONSTRAINT "on_call_duty_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connection_profile" ADD CONSTRAINT "connection_profile_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_profile_id_connection_profile_id_fk" FOREIGN KEY ("profile_id") REFERENCES "public"."connection_profile"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_message" ADD CONSTRAINT "inbound_message_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_item" ADD CONSTRAINT "repair_item_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repair_item" ADD CONSTRAINT "repair_item_message_id_inbound_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."inbound_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound_attempt" ADD CONSTRAINT "outbound_attempt_message_id_outbound_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."outbound_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbound_message" ADD CONSTRAINT "outbound_message_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient" ADD CONSTRAINT "patient_legal_entity_id_legal_entity_id_fk" FOREIGN KEY ("legal_entity_id") REFERENCES "public"."legal_entity"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fact_task" ADD CONSTRAINT "fact_task_fact_id_fact_id_fk" FOREIGN KEY ("fact_id") REFERENCES "public"."fact"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pdf_ticket" ADD CONSTRAINT "pdf_ticket_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_view" ADD CONSTRAINT "report_view_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_view" ADD CONSTRAINT "report_view_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report" ADD CONSTRAINT "report_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_report_id_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_prescriber_id_prescriber_id_fk" FOREIGN KEY ("prescriber_id") REFERENCES "public"."prescriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_ward_id_ward_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."ward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_recipient" ADD CONSTRAINT "report_recipient_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_observation" ADD CONSTRAINT "decision_observation_decision_id_validation_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."validation_decision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_observation" ADD CONSTRAINT "decision_observation_observation_version_id_observation_version_id_fk" FOREIGN KEY ("observation_version_id") REFERENCES "public"."observation_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_decision" ADD CONSTRAINT "validation_decision_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_decision" ADD CONSTRAINT "validation_decision_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worklist_entry" ADD CONSTRAINT "worklist_entry_dossier_id_dossier_id_fk" FOREIGN KEY ("dossier_id") REFERENCES "public"."dossier"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worklist_entry" ADD CONSTRAINT "worklist_entry_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worklist_entry" ADD CONSTRAINT "worklist_entry_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "habilitation_user_id_index" ON "habilitation" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "audit_event_dossier_id_sequence_index" ON "audit_event" USING btree ("dossier_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_event_at_index" ON "audit_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "notice_state_index" ON "notice" USING btree ("state");--> statement-breakpoint
CREATE INDEX "one_time_code_notice_id_created_at_index" ON "one_time_code" USING btree ("notice_id","created_at");--> statement-breakpoint
CREATE INDEX "dossier_patient_id_index" ON "dossier" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "observation_prior" ON "observation_version" USING btree ("patient_id","code","recorded_at");--> statement-breakpoint
CREATE INDEX "on_call_duty_user_id_starts_at_index" ON "on_call_duty" USING btree ("user_id","starts_at");--> statement-breakpoint
CREATE INDEX "inbound_message_received_at_index" ON "inbound_message" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "inbound_unfinished" ON "inbound_message" USING btree ("state","arrival") WHERE state in ('stored','quarantined');--> statement-breakpoint
CREATE INDEX "repair_item_opened_at_index" ON "repair_item" USING btree ("opened_at");--> statement-breakpoint
CREATE INDEX "outbound_attempt_message_id_at_index" ON "outbound_attempt" USING btree ("message_id","at");--> statement-breakpoint
CREATE INDEX "outbound_waiting" ON "outbound_message" USING btree ("laboratory_id","sequence") WHERE state in ('queued','refused');--> statement-breakpoint
CREATE INDEX "outbound_message_created_at_index" ON "outbound_message" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "patient_ins_index" ON "patient" USING btree ("ins");--> statement-breakpoint
CREATE INDEX "fact_task_open" ON "fact_task" USING btree ("handler","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "fact_task_open_dossier" ON "fact_task" USING btree ("handler","dossier_id","id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "fact_task_open_due" ON "fact_task" USING btree ("due_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "outbox_message_created_at_index" ON "outbox_message" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "report_view_report_id_viewed_at_index" ON "report_view" USING btree ("report_id","viewed_at");--> statement-breakpoint
CREATE INDEX "report_view_user_id_index" ON "report_view" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "report_patient_id_released_at_index" ON "report" USING btree ("patient_id","released_at");--> statement-breakpoint
CREATE INDEX "report_recipient_prescriber_id_available_at_index" ON "report_recipient" USING btree ("prescriber_id","available_at");--> statement-breakpoint
CREATE INDEX "report_recipient_ward_id_available_at_index" ON "report_recipient" USING btree ("ward_id","available_at");--> statement-breakpoint
CREATE INDEX "report_recipient_patient_id_available_at_index" ON "report_recipient" USING btree ("patient_id","available_at");--> statement-breakpoint
CREATE INDEX "report_recipient_report_id_index" ON "report_recipient" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "dossier_activity_received_at_index" ON "dossier_activity" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "dossier_activity_site_id_received_at_index" ON "dossier_activity" USING btree ("site_id","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_validation_per_version" ON "decision_observation" USING btree ("observation_version_id") WHERE active and kind in ('validate','lis');--> statement-breakpoint
CREATE INDEX "decision_observation_observation_version_id_index" ON "decision_observation" USING btree ("observation_version_id");--> statement-breakpoint
CREATE INDEX "validation_decision_dossier_id_index" ON "validation_decision" USING btree ("dossier_id");--> statement-breakpoint
CREATE INDEX "validation_decision_state_effective_at_index" ON "validation_decision" USING btree ("state","effective_at");--> statement-breakpoint
CREATE INDEX "worklist_waiting" ON "worklist_entry" USING btree ("site_id","rank","deadline_at","arrived_at") WHERE standing in ('awaiting','held','pending');