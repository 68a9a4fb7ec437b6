ALTER TABLE "call_participants" ADD COLUMN "may_send" text[];--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD COLUMN "session_role" text;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD COLUMN "may_talk" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD COLUMN "is_camera_stopped" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD COLUMN "host_word" text;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD COLUMN "host_word_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "spotlight_id" uuid;