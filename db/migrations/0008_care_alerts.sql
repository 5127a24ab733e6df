CREATE TABLE "consciousness_checks" (
	"subdistrict_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"checked_at" timestamp (3) with time zone NOT NULL,
	"level" text NOT NULL,
	"checked_by" uuid NOT NULL,
	CONSTRAINT "consciousness_checks_subdistrict_id_person_id_checked_at_pk" PRIMARY KEY("subdistrict_id","person_id","checked_at")
);
--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "retell_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "alert_id" uuid;--> statement-breakpoint
ALTER TABLE "consciousness_checks" ADD CONSTRAINT "consciousness_checks_subdistrict_id_person_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","person_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alerts_retell" ON "alerts" USING btree ("retell_at") WHERE "alerts"."retell_at" is not null;--> statement-breakpoint
CREATE INDEX "notices_alert" ON "notices" USING btree ("alert_id") WHERE "notices"."alert_id" is not null;