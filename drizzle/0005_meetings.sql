CREATE TABLE "calendar_feeds" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "calendar_feeds_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "guests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"identity_key" text,
	"box_key" text,
	"box_signature" text,
	"user_id" uuid,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "guests_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "meeting_events" (
	"at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"call_id" uuid,
	"kind" text NOT NULL,
	"actor_user_id" uuid,
	"actor_guest_id" uuid,
	"target_user_id" uuid,
	"target_guest_id" uuid,
	"detail" jsonb,
	CONSTRAINT "meeting_events_at_id_pk" PRIMARY KEY("at","id")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "meeting_invitees" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"email" text NOT NULL,
	"response" text,
	"responded_at" timestamp with time zone,
	"mailed_sequence" integer,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "meeting_invitees_email" UNIQUE("meeting_id","email")
);
--> statement-breakpoint
CREATE TABLE "meeting_link_wraps" (
	"meeting_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"box_key" text NOT NULL,
	"wrap" text NOT NULL,
	CONSTRAINT "meeting_link_wraps_meeting_id_user_id_box_key_pk" PRIMARY KEY("meeting_id","user_id","box_key")
);
--> statement-breakpoint
CREATE TABLE "meeting_participants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"meeting_id" uuid NOT NULL,
	"user_id" uuid,
	"guest_id" uuid,
	"role" text DEFAULT 'participant' NOT NULL,
	"state" text NOT NULL,
	"knocked_at" timestamp with time zone,
	"seen_at" timestamp with time zone,
	"admitted_at" timestamp with time zone,
	"denied_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "meeting_participants_user" UNIQUE("meeting_id","user_id"),
	CONSTRAINT "meeting_participants_guest" UNIQUE("meeting_id","guest_id"),
	CONSTRAINT "meeting_participants_one" CHECK (num_nonnulls(user_id, guest_id) = 1)
);
--> statement-breakpoint
CREATE TABLE "meetings" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"host_id" uuid NOT NULL,
	"topic" text DEFAULT '' NOT NULL,
	"starts_at" timestamp with time zone,
	"minutes" integer,
	"time_zone" text,
	"rrule" text,
	"ends_at" timestamp with time zone,
	"password_hash" text,
	"settings" jsonb NOT NULL,
	"most_people" integer DEFAULT 100 NOT NULL,
	"is_encrypted" boolean DEFAULT true NOT NULL,
	"is_personal" boolean DEFAULT false NOT NULL,
	"locked_at" timestamp with time zone,
	"sequence" integer DEFAULT 0 NOT NULL,
	"cancelled_at" timestamp with time zone,
	"host_secret_hash" text,
	"expires_at" timestamp with time zone,
	"reminded_for" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "meetings_slug_unique" UNIQUE("slug"),
	CONSTRAINT "meetings_times" CHECK ((starts_at is null) = (minutes is null) and (starts_at is null) = (time_zone is null))
);
--> statement-breakpoint
ALTER TABLE "admissions" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "admissions" ALTER COLUMN "device_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "call_participants" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "admissions" ADD COLUMN "guest_id" uuid;--> statement-breakpoint
ALTER TABLE "call_participants" ADD COLUMN "guest_id" uuid;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "meeting_id" uuid;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guests" ADD CONSTRAINT "guests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_invitees" ADD CONSTRAINT "meeting_invitees_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_link_wraps" ADD CONSTRAINT "meeting_link_wraps_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_link_wraps" ADD CONSTRAINT "meeting_link_wraps_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD CONSTRAINT "meeting_participants_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD CONSTRAINT "meeting_participants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_participants" ADD CONSTRAINT "meeting_participants_guest_id_guests_id_fk" FOREIGN KEY ("guest_id") REFERENCES "public"."guests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_host_id_users_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guests_meeting" ON "guests" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "guests_expiry" ON "guests" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "meeting_events_meeting" ON "meeting_events" USING btree ("meeting_id","at");--> statement-breakpoint
CREATE INDEX "meeting_participants_person" ON "meeting_participants" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "meeting_participants_waiting" ON "meeting_participants" USING btree ("meeting_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "meetings_host" ON "meetings" USING btree ("host_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "meetings_personal" ON "meetings" USING btree ("host_id") WHERE is_personal;--> statement-breakpoint
CREATE INDEX "meetings_coming" ON "meetings" USING btree ("starts_at") WHERE cancelled_at is null and starts_at is not null;--> statement-breakpoint
CREATE INDEX "admissions_guest" ON "admissions" USING btree ("guest_id") WHERE guest_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "calls_meeting_open" ON "calls" USING btree ("meeting_id") WHERE state <> 'ended';--> statement-breakpoint
CREATE INDEX "calls_meeting" ON "calls" USING btree ("meeting_id","started_at") WHERE meeting_id is not null;--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_guest" UNIQUE("call_id","guest_id");--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_one" CHECK (num_nonnulls(user_id, guest_id) = 1 and num_nonnulls(device_id, guest_id) = 1);--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_one" CHECK (num_nonnulls(user_id, guest_id) = 1);--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_participants" ADD CONSTRAINT "call_participants_guest_id_guests_id_fk" FOREIGN KEY ("guest_id") REFERENCES "public"."guests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admissions" ADD CONSTRAINT "admissions_guest_id_guests_id_fk" FOREIGN KEY ("guest_id") REFERENCES "public"."guests"("id") ON DELETE cascade ON UPDATE no action;
