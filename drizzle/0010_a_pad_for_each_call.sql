CREATE TABLE "pad_updates" (
	"call_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"id" uuid NOT NULL,
	"from_participant" uuid NOT NULL,
	"key_id" text,
	"body" text NOT NULL,
	CONSTRAINT "pad_updates_call_id_seq_pk" PRIMARY KEY("call_id","seq"),
	CONSTRAINT "pad_updates_once" UNIQUE("call_id","id")
);
--> statement-breakpoint
ALTER TABLE "pad_updates" ADD CONSTRAINT "pad_updates_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pad_updates" ADD CONSTRAINT "pad_updates_from_participant_call_participants_id_fk" FOREIGN KEY ("from_participant") REFERENCES "public"."call_participants"("id") ON DELETE cascade ON UPDATE no action;