CREATE TABLE "e2ee_counters" (
	"call_id" uuid PRIMARY KEY NOT NULL,
	"last_seq" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "e2ee_held" (
	"call_id" uuid NOT NULL,
	"from_admission" uuid NOT NULL,
	"to_admission" uuid NOT NULL,
	"number" bigint NOT NULL,
	"message" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "e2ee_held_from_admission_to_admission_pk" PRIMARY KEY("from_admission","to_admission")
);
--> statement-breakpoint
CREATE TABLE "e2ee_messages" (
	"call_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"from_admission" uuid NOT NULL,
	"type" text NOT NULL,
	"readers" uuid[],
	"message" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "e2ee_messages_call_id_seq_pk" PRIMARY KEY("call_id","seq")
);
--> statement-breakpoint
CREATE TABLE "note_wraps" (
	"note_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"box_key" text NOT NULL,
	"enc" text NOT NULL,
	"sealed" text NOT NULL,
	CONSTRAINT "note_wraps_note_id_device_id_pk" PRIMARY KEY("note_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "account_roots" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"root_key" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_at" timestamp with time zone DEFAULT peal_now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "contact_verifications" (
	"user_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"owner_root_key" text NOT NULL,
	"root_key" text NOT NULL,
	"issuer_key" text NOT NULL,
	"signature" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "contact_verifications_user_id_contact_id_pk" PRIMARY KEY("user_id","contact_id")
);
--> statement-breakpoint
CREATE TABLE "device_certificates" (
	"user_id" uuid NOT NULL,
	"subject_key" text NOT NULL,
	"issuer_key" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"signature" text NOT NULL,
	"proof" text,
	CONSTRAINT "device_certificates_user_id_subject_key_pk" PRIMARY KEY("user_id","subject_key")
);
--> statement-breakpoint
CREATE TABLE "device_confirmations" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"subject_key" text NOT NULL,
	"commitment" text NOT NULL,
	"issuer_device_id" uuid,
	"issuer_key" text,
	"issuer_nonce" text,
	"subject_nonce" text,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_keys" (
	"device_id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"identity_key" text NOT NULL,
	"box_key" text NOT NULL,
	"box_signature" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "is_encrypted" boolean DEFAULT true NOT NULL;--> statement-breakpoint
-- What was said before was not.
UPDATE "calls" SET "is_encrypted" = false;--> statement-breakpoint
-- Notes from before were not encrypted; nobody but the receiver may read one, so they are not kept.
DELETE FROM "call_notes";--> statement-breakpoint
ALTER TABLE "call_notes" ADD COLUMN "signer" jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "history_entries" ADD COLUMN "mailed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ring_settings" ADD COLUMN "has_missed_call_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "ring_settings" ADD COLUMN "quiet_lifted_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "e2ee_counters" ADD CONSTRAINT "e2ee_counters_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "e2ee_held" ADD CONSTRAINT "e2ee_held_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "e2ee_messages" ADD CONSTRAINT "e2ee_messages_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_wraps" ADD CONSTRAINT "note_wraps_note_id_call_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."call_notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_wraps" ADD CONSTRAINT "note_wraps_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_roots" ADD CONSTRAINT "account_roots_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_verifications" ADD CONSTRAINT "contact_verifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_verifications" ADD CONSTRAINT "contact_verifications_contact_id_users_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_certificates" ADD CONSTRAINT "device_certificates_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_confirmations" ADD CONSTRAINT "device_confirmations_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_confirmations" ADD CONSTRAINT "device_confirmations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_confirmations" ADD CONSTRAINT "device_confirmations_issuer_device_id_user_devices_id_fk" FOREIGN KEY ("issuer_device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_keys" ADD CONSTRAINT "device_keys_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_keys" ADD CONSTRAINT "device_keys_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "e2ee_held_call" ON "e2ee_held" USING btree ("call_id");--> statement-breakpoint
CREATE INDEX "e2ee_messages_age" ON "e2ee_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "note_wraps_device" ON "note_wraps" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "device_confirmations_user" ON "device_confirmations" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "device_keys_user" ON "device_keys" USING btree ("user_id","identity_key");--> statement-breakpoint
CREATE INDEX "admissions_device_now" ON "admissions" USING btree ("device_id") WHERE state <> 'revoked';--> statement-breakpoint
CREATE INDEX "admissions_joined" ON "admissions" USING btree ("device_id") WHERE state = 'joined';--> statement-breakpoint
ALTER TABLE "call_notes" DROP COLUMN "mime_type";