CREATE TABLE "outbox" (
	"written" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_written_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"offset" bigint,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"key" uuid NOT NULL,
	"data" jsonb NOT NULL,
	"people" uuid[] NOT NULL,
	"once" text,
	"at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "outbox_offset_unique" UNIQUE("offset"),
	CONSTRAINT "outbox_once_unique" UNIQUE("once")
);
--> statement-breakpoint
CREATE TABLE "outbox_cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"offset" bigint NOT NULL,
	"held_by" uuid,
	"held_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outbox_refused" (
	"name" text NOT NULL,
	"offset" bigint NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "outbox_refused_name_offset_pk" PRIMARY KEY("name","offset")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"webhook_id" uuid NOT NULL,
	"written" bigint,
	"key" uuid NOT NULL,
	"offset" bigint DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"status" integer,
	"failure" text,
	"first_tried_at" timestamp with time zone,
	"tried_at" timestamp with time zone,
	"next_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"claim" uuid,
	"claimed_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "webhook_deliveries_event" UNIQUE("webhook_id","written")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"url" text NOT NULL,
	"types" text[] NOT NULL,
	"secret_version" integer DEFAULT 1 NOT NULL,
	"rotated_at" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"disabled_reason" text,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_written_outbox_written_fk" FOREIGN KEY ("written") REFERENCES "public"."outbox"("written") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_new" ON "outbox" USING btree ("written") WHERE "offset" is null;--> statement-breakpoint
CREATE INDEX "outbox_at" ON "outbox" USING btree ("at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_next" ON "webhook_deliveries" USING btree ("webhook_id","key","offset") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_written" ON "webhook_deliveries" USING btree ("written");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_log" ON "webhook_deliveries" USING btree ("webhook_id","created_at");--> statement-breakpoint
CREATE INDEX "webhooks_user" ON "webhooks" USING btree ("user_id");