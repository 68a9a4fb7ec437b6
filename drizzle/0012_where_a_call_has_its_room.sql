CREATE TABLE "call_rooms" (
	"call_id" uuid PRIMARY KEY NOT NULL,
	"node" text NOT NULL,
	"moves" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sfu_nodes" (
	"name" text PRIMARY KEY NOT NULL,
	"dead_since" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "call_rooms_node" ON "call_rooms" USING btree ("node");