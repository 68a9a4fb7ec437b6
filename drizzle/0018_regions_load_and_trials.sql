CREATE TABLE "sfu_trials" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"heard_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "device_round_trips" (
	"device_id" uuid NOT NULL,
	"region" text NOT NULL,
	"ms" integer NOT NULL,
	"told_at" timestamp with time zone DEFAULT peal_now() NOT NULL,
	CONSTRAINT "device_round_trips_device_id_region_pk" PRIMARY KEY("device_id","region")
);
--> statement-breakpoint
ALTER TABLE "sfu_nodes" ADD COLUMN "draining_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sfu_nodes" ADD COLUMN "load" double precision;--> statement-breakpoint
ALTER TABLE "sfu_nodes" ADD COLUMN "load_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "device_round_trips" ADD CONSTRAINT "device_round_trips_device_id_user_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."user_devices"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_round_trips_told" ON "device_round_trips" USING btree ("told_at");