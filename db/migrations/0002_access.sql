CREATE TABLE "activation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "activation_attempts_bounded" CHECK ("activation"."failed_attempts" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE "auth_challenge" (
	"id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"challenge" text NOT NULL,
	"nonce" text,
	"act" text,
	"content_hash" text,
	"session_id" uuid,
	"binding_hash" text,
	"user_id" uuid,
	"patient_account_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "auth_challenge_challenge_unique" UNIQUE("challenge"),
	CONSTRAINT "challenge_purpose" CHECK ("auth_challenge"."purpose" in ('enrol','enter','second-factor','step-up','terminal','patient-enrol','patient-enter')),
	CONSTRAINT "challenge_bound" CHECK (("auth_challenge"."session_id" is not null) or ("auth_challenge"."binding_hash" is not null))
);
--> statement-breakpoint
CREATE TABLE "idle_policy" (
	"kind" text PRIMARY KEY NOT NULL,
	"minutes" integer NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by" text NOT NULL,
	CONSTRAINT "idle_minutes" CHECK ("idle_policy"."minutes" between 1 and 30)
);
--> statement-breakpoint
CREATE TABLE "maintenance_command" (
	"id" uuid PRIMARY KEY NOT NULL,
	"window_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"command" text NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "maintenance_window" (
	"id" uuid PRIMARY KEY NOT NULL,
	"technician_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"reason" text NOT NULL,
	"minutes" integer NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"agreed_by" uuid,
	"opens_at" timestamp with time zone,
	"closes_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_reason" text,
	CONSTRAINT "maintenance_minutes" CHECK ("maintenance_window"."minutes" between 5 and 480),
	CONSTRAINT "maintenance_open_needs_biologist" CHECK ("maintenance_window"."opens_at" is null or "maintenance_window"."agreed_by" is not null)
);
--> statement-breakpoint
CREATE TABLE "passkey" (
	"id" uuid PRIMARY KEY NOT NULL,
	"realm" text NOT NULL,
	"user_id" uuid,
	"patient_account_id" uuid,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}' NOT NULL,
	"device_type" text NOT NULL,
	"backed_up" boolean NOT NULL,
	"aaguid" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	CONSTRAINT "passkey_credential_id_unique" UNIQUE("credential_id"),
	CONSTRAINT "passkey_of_one_realm" CHECK (("passkey"."realm" = 'professional' and "passkey"."user_id" is not null and "passkey"."patient_account_id" is null) or ("passkey"."realm" = 'patient' and "passkey"."patient_account_id" is not null and "passkey"."user_id" is null))
);
--> statement-breakpoint
CREATE TABLE "patient_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text,
	"phone" text,
	"password_hash" text,
	"password_set_at" timestamp with time zone,
	"totp_secret" text,
	"totp_last_step" bigint DEFAULT 0 NOT NULL,
	"second_factor" text DEFAULT 'sms' NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"locked_at" timestamp with time zone,
	"france_connect_subject" text,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "patient_account_login_unique" UNIQUE("login"),
	CONSTRAINT "patient_account_france_connect_subject_unique" UNIQUE("france_connect_subject"),
	CONSTRAINT "patient_failed_attempts_bounded" CHECK ("patient_account"."failed_attempts" between 0 and 5),
	CONSTRAINT "patient_second_factor" CHECK ("patient_account"."second_factor" in ('sms','mail','totp'))
);
--> statement-breakpoint
CREATE TABLE "provider_trip" (
	"id" uuid PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"state_hash" text NOT NULL,
	"nonce" text NOT NULL,
	"code_verifier" text NOT NULL,
	"binding_hash" text NOT NULL,
	"terminal_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "provider_trip_state_hash_unique" UNIQUE("state_hash"),
	CONSTRAINT "trip_provider" CHECK ("provider_trip"."provider" in ('psc','franceconnect'))
);
--> statement-breakpoint
CREATE TABLE "rate_window" (
	"key" text NOT NULL,
	"window_start" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "rate_window_key_window_start_unique" UNIQUE("key","window_start")
);
--> statement-breakpoint
CREATE TABLE "recovery_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid,
	"patient_account_id" uuid,
	"code_hash" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"replaced_at" timestamp with time zone,
	CONSTRAINT "recovery_of_one_realm" CHECK (("recovery_code"."user_id" is null) <> ("recovery_code"."patient_account_id" is null))
);
--> statement-breakpoint
CREATE TABLE "security_notice" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"audience_role" text,
	"audience_user_id" uuid,
	"subject_id" text NOT NULL,
	"detail" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"mailed_at" timestamp with time zone,
	CONSTRAINT "notice_audience" CHECK (("security_notice"."audience_role" is null) <> ("security_notice"."audience_user_id" is null)),
	CONSTRAINT "security_notice_kind" CHECK ("security_notice"."kind" in ('emergency-used','account-locked','terminal-passivated','break-glass','maintenance-asked','maintenance-opened','maintenance-closed','rights-changed','recovery-used','passkey-added','session-taken'))
);
--> statement-breakpoint
CREATE TABLE "security_notice_seen" (
	"notice_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "security_notice_seen_notice_id_user_id_unique" UNIQUE("notice_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "step_up_proof" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"act" text NOT NULL,
	"content_hash" text NOT NULL,
	"method" text NOT NULL,
	"credential_id" text,
	"public_key" "bytea",
	"nonce" text,
	"rp_id" text,
	"origin" text,
	"authenticator_data" text,
	"client_data_json" text,
	"signature" text,
	"proven_at" timestamp with time zone NOT NULL,
	CONSTRAINT "proof_method" CHECK ("step_up_proof"."method" in ('passkey','password')),
	CONSTRAINT "proof_of_passkey_is_whole" CHECK ("step_up_proof"."method" <> 'passkey' or ("step_up_proof"."credential_id" is not null and "step_up_proof"."public_key" is not null and "step_up_proof"."nonce" is not null and "step_up_proof"."authenticator_data" is not null and "step_up_proof"."client_data_json" is not null and "step_up_proof"."signature" is not null))
);
--> statement-breakpoint
CREATE TABLE "terminal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"public_key" text,
	"traits" text,
	"name" text DEFAULT '' NOT NULL,
	"site_id" uuid,
	"kind" text DEFAULT 'undeclared' NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"state_reason" text,
	"state_changed_at" timestamp with time zone,
	"state_changed_by" text,
	"unknown_tries" integer DEFAULT 0 NOT NULL,
	"token_hash" text,
	"token_expires_at" timestamp with time zone,
	"browser" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"declared_at" timestamp with time zone,
	"declared_by" uuid,
	"last_seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "terminal_public_key_unique" UNIQUE("public_key"),
	CONSTRAINT "terminal_traits_unique" UNIQUE("traits"),
	CONSTRAINT "terminal_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "terminal_kind" CHECK ("terminal"."kind" in ('undeclared','tablet','ward_pc','counter','desk')),
	CONSTRAINT "terminal_state" CHECK ("terminal"."state" in ('active','passivated','revoked')),
	CONSTRAINT "terminal_known_by" CHECK (("terminal"."public_key" is null) <> ("terminal"."traits" is null)),
	CONSTRAINT "unknown_tries_bounded" CHECK ("terminal"."unknown_tries" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE "enrolment_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"representation_id" uuid,
	"code_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"failed_attempts" integer DEFAULT 0 NOT NULL,
	"used_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	CONSTRAINT "enrolment_code_code_hash_unique" UNIQUE("code_hash"),
	CONSTRAINT "enrolment_attempts_bounded" CHECK ("enrolment_code"."failed_attempts" between 0 and 3)
);
--> statement-breakpoint
CREATE TABLE "patient_link" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"via" text NOT NULL,
	"linked_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "patient_opposition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "opposition_subject" CHECK ("patient_opposition"."subject" in ('notices','portal'))
);
--> statement-breakpoint
CREATE TABLE "patient_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"laboratory_id" uuid,
	"kind" text NOT NULL,
	"field" text DEFAULT '' NOT NULL,
	"text" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"handled_by" uuid,
	"handled_at" timestamp with time zone,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "patient_request_kind" CHECK ("patient_request"."kind" in ('rectification','reading','access','opposition')),
	CONSTRAINT "patient_request_state" CHECK ("patient_request"."state" in ('open','done','declined'))
);
--> statement-breakpoint
CREATE TABLE "patient_stay" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"ward_id" uuid NOT NULL,
	"encounter_number" text DEFAULT '' NOT NULL,
	"since" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	"told_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "representation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid,
	"kind" text NOT NULL,
	"family_name" text NOT NULL,
	"given_name" text NOT NULL,
	"birth_date" text NOT NULL,
	"relation" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_to" timestamp with time zone,
	"granted_by" uuid NOT NULL,
	"evidence" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_by" text,
	"revoked_reason" text,
	CONSTRAINT "representation_kind" CHECK ("representation"."kind" in ('parent','guardian','trusted'))
);
--> statement-breakpoint
CREATE TABLE "break_glass" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"reason_text" text NOT NULL,
	"proof_id" uuid NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"reviewed_by" uuid,
	"reviewed_at" timestamp with time zone,
	"review_outcome" text,
	"review_text" text DEFAULT '' NOT NULL,
	CONSTRAINT "break_glass_reason" CHECK ("break_glass"."reason" in ('vital-emergency','unreachable-prescriber','continuity-of-care','patient-request','other')),
	CONSTRAINT "break_glass_outcome" CHECK ("break_glass"."review_outcome" is null or "break_glass"."review_outcome" in ('justified','unjustified'))
);
--> statement-breakpoint
CREATE TABLE "presence_access" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_id" uuid NOT NULL,
	"patient_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"report_ids" uuid[],
	"granted_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "presence_code" (
	"id" uuid PRIMARY KEY NOT NULL,
	"patient_id" uuid NOT NULL,
	"account_id" uuid,
	"code_hash" text NOT NULL,
	"report_ids" uuid[],
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "habilitation" DROP CONSTRAINT "role_known";--> statement-breakpoint
ALTER TABLE "user_account" ALTER COLUMN "password_hash" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "user_account" ALTER COLUMN "totp_secret" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "habilitation" ADD COLUMN "granted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "habilitation" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "habilitation" ADD COLUMN "revoked_by" text;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "stage" text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "method" text DEFAULT 'password-totp' NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ALTER COLUMN "method" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "patient_account_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "representation_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "terminal_id" uuid;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "idle_ms" integer DEFAULT 600000 NOT NULL;--> statement-breakpoint
ALTER TABLE "session" ALTER COLUMN "idle_ms" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "provider_token" text;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "kind" text DEFAULT 'personal' NOT NULL;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "password_set_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "psc_subject" text;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "expertise" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "user_account" ADD COLUMN "secrecy_signed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "test_definition" ADD COLUMN "protects_minor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dossier" ADD COLUMN "confidentiality" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "report_view" ADD COLUMN "ground" text DEFAULT 'addressed' NOT NULL;--> statement-breakpoint
ALTER TABLE "report" ADD COLUMN "protects_minor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "validation_decision" ADD COLUMN "statement" text;--> statement-breakpoint
ALTER TABLE "validation_decision" ADD COLUMN "proof_id" uuid;--> statement-breakpoint
ALTER TABLE "activation" ADD CONSTRAINT "activation_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_command" ADD CONSTRAINT "maintenance_command_window_id_maintenance_window_id_fk" FOREIGN KEY ("window_id") REFERENCES "public"."maintenance_window"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_technician_id_user_account_id_fk" FOREIGN KEY ("technician_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_asked_by_user_account_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_window" ADD CONSTRAINT "maintenance_window_agreed_by_user_account_id_fk" FOREIGN KEY ("agreed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_patient_account_id_patient_account_id_fk" FOREIGN KEY ("patient_account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "provider_trip" ADD CONSTRAINT "provider_trip_terminal_id_terminal_id_fk" FOREIGN KEY ("terminal_id") REFERENCES "public"."terminal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_patient_account_id_patient_account_id_fk" FOREIGN KEY ("patient_account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_notice" ADD CONSTRAINT "security_notice_audience_user_id_user_account_id_fk" FOREIGN KEY ("audience_user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_notice_seen" ADD CONSTRAINT "security_notice_seen_notice_id_security_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."security_notice"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "security_notice_seen" ADD CONSTRAINT "security_notice_seen_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "step_up_proof" ADD CONSTRAINT "step_up_proof_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_site_id_site_id_fk" FOREIGN KEY ("site_id") REFERENCES "public"."site"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terminal" ADD CONSTRAINT "terminal_declared_by_user_account_id_fk" FOREIGN KEY ("declared_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment_code" ADD CONSTRAINT "enrolment_code_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_link" ADD CONSTRAINT "patient_link_account_id_patient_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_link" ADD CONSTRAINT "patient_link_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_opposition" ADD CONSTRAINT "patient_opposition_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_request" ADD CONSTRAINT "patient_request_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_request" ADD CONSTRAINT "patient_request_laboratory_id_laboratory_id_fk" FOREIGN KEY ("laboratory_id") REFERENCES "public"."laboratory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_request" ADD CONSTRAINT "patient_request_handled_by_user_account_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_stay" ADD CONSTRAINT "patient_stay_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient_stay" ADD CONSTRAINT "patient_stay_ward_id_ward_id_fk" FOREIGN KEY ("ward_id") REFERENCES "public"."ward"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representation" ADD CONSTRAINT "representation_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representation" ADD CONSTRAINT "representation_account_id_patient_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "representation" ADD CONSTRAINT "representation_granted_by_user_account_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_reviewed_by_user_account_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_access" ADD CONSTRAINT "presence_access_code_id_presence_code_id_fk" FOREIGN KEY ("code_id") REFERENCES "public"."presence_code"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_access" ADD CONSTRAINT "presence_access_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_access" ADD CONSTRAINT "presence_access_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_code" ADD CONSTRAINT "presence_code_patient_id_patient_id_fk" FOREIGN KEY ("patient_id") REFERENCES "public"."patient"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presence_code" ADD CONSTRAINT "presence_code_account_id_patient_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activation_user_id_index" ON "activation" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_challenge_expires_at_index" ON "auth_challenge" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "maintenance_command_window_id_at_index" ON "maintenance_command" USING btree ("window_id","at");--> statement-breakpoint
CREATE INDEX "maintenance_window_technician_id_index" ON "maintenance_window" USING btree ("technician_id");--> statement-breakpoint
CREATE INDEX "passkey_user_id_index" ON "passkey" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "passkey_patient_account_id_index" ON "passkey" USING btree ("patient_account_id");--> statement-breakpoint
CREATE INDEX "provider_trip_expires_at_index" ON "provider_trip" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "rate_window_window_start_index" ON "rate_window" USING btree ("window_start");--> statement-breakpoint
CREATE INDEX "recovery_code_user_id_index" ON "recovery_code" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "recovery_code_patient_account_id_index" ON "recovery_code" USING btree ("patient_account_id");--> statement-breakpoint
CREATE INDEX "security_notice_audience_role_created_at_index" ON "security_notice" USING btree ("audience_role","created_at");--> statement-breakpoint
CREATE INDEX "security_notice_audience_user_id_created_at_index" ON "security_notice" USING btree ("audience_user_id","created_at");--> statement-breakpoint
CREATE INDEX "step_up_proof_user_id_index" ON "step_up_proof" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "enrolment_code_patient_id_index" ON "enrolment_code" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_link_per_identity" ON "patient_link" USING btree ("account_id","patient_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "patient_link_patient_id_index" ON "patient_link" USING btree ("patient_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_opposition_per_subject" ON "patient_opposition" USING btree ("patient_id","subject") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "patient_request_state_created_at_index" ON "patient_request" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "patient_request_patient_id_index" ON "patient_request" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "patient_stay_ward_id_until_index" ON "patient_stay" USING btree ("ward_id","until");--> statement-breakpoint
CREATE UNIQUE INDEX "one_place_at_a_time" ON "patient_stay" USING btree ("patient_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "representation_patient_id_index" ON "representation" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "representation_account_id_index" ON "representation" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "break_glass_user_id_index" ON "break_glass" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "break_glass_patient_id_index" ON "break_glass" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "break_glass_to_review" ON "break_glass" USING btree ("granted_at") WHERE reviewed_at is null;--> statement-breakpoint
CREATE INDEX "presence_access_user_id_index" ON "presence_access" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "presence_access_patient_id_index" ON "presence_access" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "presence_code_patient_id_index" ON "presence_code" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "presence_code_code_hash_index" ON "presence_code" USING btree ("code_hash");--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_patient_account_id_patient_account_id_fk" FOREIGN KEY ("patient_account_id") REFERENCES "public"."patient_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_terminal_id_terminal_id_fk" FOREIGN KEY ("terminal_id") REFERENCES "public"."terminal"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_decision" ADD CONSTRAINT "validation_decision_proof_id_step_up_proof_id_fk" FOREIGN KEY ("proof_id") REFERENCES "public"."step_up_proof"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_patient_id_index" ON "session" USING btree ("patient_id");--> statement-breakpoint
CREATE INDEX "session_terminal_id_index" ON "session" USING btree ("terminal_id");--> statement-breakpoint
CREATE INDEX "user_account_rpps_number_index" ON "user_account" USING btree ("rpps_number");--> statement-breakpoint
CREATE UNIQUE INDEX "one_emergency_account" ON "user_account" USING btree ("kind") WHERE kind = 'emergency' and disabled_at is null;--> statement-breakpoint
ALTER TABLE "user_account" ADD CONSTRAINT "user_account_psc_subject_unique" UNIQUE("psc_subject");--> statement-breakpoint
ALTER TABLE "habilitation" ADD CONSTRAINT "habilitation_dates" CHECK ("habilitation"."valid_to" is null or "habilitation"."valid_to" >= "habilitation"."valid_from");--> statement-breakpoint
ALTER TABLE "habilitation" ADD CONSTRAINT "role_known" CHECK ("habilitation"."role" in ('biologist','technician','prescriber','ward_staff','manager','referent','quality_manager','medical_administrator','administrator','remote_maintainer'));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_stage" CHECK ("session"."stage" in ('full','enrolling'));--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_method" CHECK ("session"."method" in ('password-totp','password-passkey','password-recovery','passkey','psc','activation','emergency','notice','patient-passkey','patient-password','franceconnect','enrolment','recovery'));--> statement-breakpoint
ALTER TABLE "user_account" ADD CONSTRAINT "account_kind" CHECK ("user_account"."kind" in ('personal','emergency'));