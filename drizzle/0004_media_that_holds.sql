CREATE TABLE "call_metrics" (
	"at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"call_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"admission_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"round_trip_ms" real,
	"jitter_ms" real,
	"loss_down" real,
	"loss_up" real,
	"audio_up_kbps" real,
	"video_up_kbps" real,
	"audio_down_kbps" real,
	"video_down_kbps" real,
	"width" smallint,
	"height" smallint,
	"frames_per_second" real,
	"freezes" integer DEFAULT 0 NOT NULL,
	"concealed" real,
	"jitter_buffer_ms" real,
	"codec" text,
	"connection_type" text,
	"connection_protocol" text,
	"limited_by" text,
	"mos" real,
	CONSTRAINT "call_metrics_at_admission_id_sequence_pk" PRIMARY KEY("at","admission_id","sequence")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "call_quality" (
	"call_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"mos" real,
	"reports" integer DEFAULT 0 NOT NULL,
	"rating" smallint,
	CONSTRAINT "call_quality_call_id_user_id_pk" PRIMARY KEY("call_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "media_settings" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"is_relay_only" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "admissions" ADD COLUMN "connection_type" text;--> statement-breakpoint
ALTER TABLE "admissions" ADD COLUMN "connection_protocol" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "failed_stage" text;--> statement-breakpoint
ALTER TABLE "call_quality" ADD CONSTRAINT "call_quality_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_quality" ADD CONSTRAINT "call_quality_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "media_settings" ADD CONSTRAINT "media_settings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_metrics_call" ON "call_metrics" USING btree ("call_id","at");