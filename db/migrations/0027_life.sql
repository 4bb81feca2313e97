ALTER TABLE "dossier" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "cancelled_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "specimen" ADD COLUMN "told" jsonb DEFAULT '{}' NOT NULL;
