CREATE TABLE "call_arrivals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"call_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT peal_now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "call_arrivals" ADD CONSTRAINT "call_arrivals_call_id_calls_id_fk" FOREIGN KEY ("call_id") REFERENCES "public"."calls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "call_arrivals_call" ON "call_arrivals" USING btree ("call_id");