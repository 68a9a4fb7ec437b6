CREATE TABLE "call_moves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"call_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"from_device_id" uuid NOT NULL,
	"to_device_id" uuid NOT NULL,
	"to_admission_id" uuid,
	"was_companion" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"started_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"move_expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"is_shown" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pushed_calls" (
	"call_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"asked_until" timestamp with time zone,
	"told" text NOT NULL,
	"told_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "pushed_calls_call_id_device_id_pk" PRIMARY KEY("call_id","device_id")
);
--> statement-breakpoint
ALTER TABLE "admissions" ADD COLUMN "role" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "call_participants" ADD COLUMN "carries_microphone" boolean;--> statement-breakpoint
ALTER TABLE "call_participants" ADD COLUMN "carries_camera" boolean;--> statement-breakpoint
ALTER TABLE "ring_settings" ADD COLUMN "moves_at_once" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "call_moves" ADD CONSTRAINT "call_moves_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_moves" ADD CONSTRAINT "call_moves_participant_id_call_participants_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_moves" ADD CONSTRAINT "call_moves_from_device_id_user_devices_id_fk" FOREIGN KEY ("from_device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_moves" ADD CONSTRAINT "call_moves_to_device_id_user_devices_id_fk" FOREIGN KEY ("to_device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pushed_calls" ADD CONSTRAINT "pushed_calls_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pushed_calls" ADD CONSTRAINT "pushed_calls_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "call_moves_open" ON "call_moves" USING btree ("participant_id") WHERE state in ('asked', 'connecting');--> statement-breakpoint
CREATE INDEX "call_moves_deadline" ON "call_moves" USING btree ("move_expires_at") WHERE state in ('asked', 'connecting');--> statement-breakpoint
CREATE INDEX "call_moves_shown" ON "call_moves" USING btree ("user_id") WHERE is_shown and state in ('asked', 'connecting', 'failed');--> statement-breakpoint
CREATE INDEX "call_moves_call" ON "call_moves" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "pushed_calls_open" ON "pushed_calls" USING btree ("call_id") WHERE told <> 'over';--> statement-breakpoint
CREATE UNIQUE INDEX "admissions_active" ON "admissions" USING btree ("participant_id") WHERE role = 'active' and state in ('admitted', 'joined', 'gone');--> statement-breakpoint
CREATE UNIQUE INDEX "admissions_standby" ON "admissions" USING btree ("participant_id") WHERE role = 'standby' and state in ('admitted', 'joined', 'gone');