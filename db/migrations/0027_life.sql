ALTER TABLE "dossier" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "cancelled_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "specimen" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "notice" ADD COLUMN "kind" text DEFAULT 'available' NOT NULL;
--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_kind" CHECK ("notice"."kind" in ('available','withdrawn'));
--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_report_id_channel_unique";
--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_once" UNIQUE ("report_id", "channel", "kind");
--> statement-breakpoint
ALTER TABLE "dossier" ADD COLUMN "requested_text" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "dossier" ADD COLUMN "collected_text" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "dossier" ADD COLUMN "received_text" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "observation_version" ADD COLUMN "observed_text" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "observation_version" ADD COLUMN "analysed_text" text DEFAULT '' NOT NULL;
