-- The database's time: guards and deadlines compare with nothing else. Only tests set the offset.
CREATE FUNCTION peal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  select clock_timestamp() + coalesce(nullif(current_setting('peal.clock_offset', true), ''), '0')::interval
$$;--> statement-breakpoint
CREATE TABLE "user_devices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"profile_hash" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"session_id" uuid,
	"ring_enabled" boolean DEFAULT true NOT NULL,
	"signed_in_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "user_devices_user_profile" UNIQUE("user_id","profile_hash")
);
--> statement-breakpoint
CREATE TABLE "user_pictures" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"handle" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_admin" boolean DEFAULT false NOT NULL,
	"picture_hash" text,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "admissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"call_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"joined_at" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"admission_expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "call_participants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"call_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"is_caller" boolean DEFAULT false NOT NULL,
	"is_silenced" boolean DEFAULT false NOT NULL,
	"state" text NOT NULL,
	"ring_expires_at" timestamp with time zone,
	"active_admission_id" uuid,
	"connected_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "call_participants_person" UNIQUE("call_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "call_rings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"call_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"state" text DEFAULT 'ringing' NOT NULL,
	"stop_reason" text,
	"started_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"alerted_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	CONSTRAINT "call_rings_device" UNIQUE("participant_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_by" uuid NOT NULL,
	"media" text NOT NULL,
	"state" text DEFAULT 'ringing' NOT NULL,
	"end_reason" text,
	"idempotency_key" uuid NOT NULL,
	"started_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"answered_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "calls_idempotency" UNIQUE("started_by","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"user_id" uuid NOT NULL,
	"blocked_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "blocks_user_id_blocked_id_pk" PRIMARY KEY("user_id","blocked_id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"user_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"state" text NOT NULL,
	"is_favourite" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "contacts_user_id_contact_id_pk" PRIMARY KEY("user_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "history_entries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"call_id" uuid NOT NULL,
	"is_outgoing" boolean NOT NULL,
	"status" text NOT NULL,
	"media" text NOT NULL,
	"device_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"duration_ms" bigint,
	"is_new" boolean DEFAULT false NOT NULL,
	CONSTRAINT "history_entries_call" UNIQUE("user_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"ends_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "user_devices" ADD CONSTRAINT "user_devices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_pictures" ADD CONSTRAINT "user_pictures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_participant_id_call_participants_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_rings" ADD CONSTRAINT "call_rings_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_rings" ADD CONSTRAINT "call_rings_participant_id_call_participants_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_rings" ADD CONSTRAINT "call_rings_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_users_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_contact_id_users_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_entries" ADD CONSTRAINT "history_entries_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_entries" ADD CONSTRAINT "history_entries_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history_entries" ADD CONSTRAINT "history_entries_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_devices_signed_in" ON "user_devices" USING btree ("user_id") WHERE session_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "users_handle" ON "users" USING btree (lower("handle"));--> statement-breakpoint
CREATE INDEX "admissions_call" ON "admissions" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "admissions_participant" ON "admissions" USING btree ("participant_id");--> statement-breakpoint
CREATE INDEX "admissions_deadline" ON "admissions" USING btree ("admission_expires_at") WHERE state in ('admitted', 'gone') and admission_expires_at is not null;--> statement-breakpoint
CREATE INDEX "admissions_device" ON "admissions" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "call_participants_recent" ON "call_participants" USING btree ("user_id","ended_at");--> statement-breakpoint
CREATE INDEX "call_participants_deadline" ON "call_participants" USING btree ("ring_expires_at") WHERE state in ('ringing', 'waiting');--> statement-breakpoint
CREATE INDEX "call_participants_live" ON "call_participants" USING btree ("user_id") WHERE state in ('ringing', 'waiting', 'connected');--> statement-breakpoint
CREATE UNIQUE INDEX "call_rings_winner" ON "call_rings" USING btree ("participant_id") WHERE state = 'answered';--> statement-breakpoint
CREATE INDEX "call_rings_call" ON "call_rings" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "call_rings_live" ON "call_rings" USING btree ("user_id") WHERE state = 'ringing';--> statement-breakpoint
CREATE INDEX "calls_open" ON "calls" USING btree ("state") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "blocks_blocked" ON "blocks" USING btree ("blocked_id");--> statement-breakpoint
CREATE INDEX "history_entries_page" ON "history_entries" USING btree ("user_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "history_entries_new" ON "history_entries" USING btree ("user_id") WHERE is_new;