CREATE TABLE "chat_keys" (
	"call_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"by_participant" uuid NOT NULL,
	"box_key" text NOT NULL,
	"wrap" text NOT NULL,
	CONSTRAINT "chat_keys_call_id_box_key_key_id_by_participant_pk" PRIMARY KEY("call_id","box_key","key_id","by_participant")
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"call_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"from_participant" uuid NOT NULL,
	"to_participant" uuid,
	"key_id" text,
	"body" text NOT NULL,
	"sent_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "chat_messages_call_id_seq_pk" PRIMARY KEY("call_id","seq"),
	CONSTRAINT "chat_messages_once" UNIQUE("call_id","id")
);
--> statement-breakpoint
CREATE TABLE "raised_hands" (
	"call_id" uuid NOT NULL,
	"participant_id" uuid PRIMARY KEY NOT NULL,
	"raised_at" timestamp with time zone DEFAULT peal_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "chat_keys" ADD CONSTRAINT "chat_keys_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_keys" ADD CONSTRAINT "chat_keys_by_participant_call_participants_id_fk" FOREIGN KEY ("by_participant") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_from_participant_call_participants_id_fk" FOREIGN KEY ("from_participant") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_to_participant_call_participants_id_fk" FOREIGN KEY ("to_participant") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "raised_hands" ADD CONSTRAINT "raised_hands_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "raised_hands" ADD CONSTRAINT "raised_hands_participant_id_call_participants_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "raised_hands_call" ON "raised_hands" USING btree ("call_id","raised_at");