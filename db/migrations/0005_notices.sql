CREATE TABLE "calls" (
	"subdistrict_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"booking_id" uuid,
	"relative_id" uuid,
	"neighbourhood_id" uuid,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'todo' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"done_by" uuid,
	"done_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calls_subdistrict_id_call_id_pk" PRIMARY KEY("subdistrict_id","call_id"),
	CONSTRAINT "calls_notice" UNIQUE("notice_id"),
	CONSTRAINT "calls_state" CHECK ("calls"."state" in ('todo', 'no_answer', 'reached', 'given_up'))
);
--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "wecom_user_id" text;--> statement-breakpoint
ALTER TABLE "notice_attempts" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "notice_attempts" ADD COLUMN "begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "booking_id" uuid;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "urgency" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "once" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "what" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "happens_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "stale_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "relative_id" uuid;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_notice_id_notices_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("notice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_relative_id_persons_person_id_fk" FOREIGN KEY ("relative_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_done_by_persons_person_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_list" ON "calls" USING btree ("subdistrict_id","state","due_at");--> statement-breakpoint
CREATE INDEX "calls_person" ON "calls" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_wecom" ON "persons" USING btree ("wecom_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("person_id","once") WHERE "notices"."once" is not null;