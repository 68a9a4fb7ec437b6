ALTER TABLE "chat_messages" ADD COLUMN "about" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "other_series" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "series_number" integer DEFAULT 0 NOT NULL;