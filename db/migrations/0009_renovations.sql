CREATE TABLE "renovations" (
	"subdistrict_id" text NOT NULL,
	"renovation_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"registered_by" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"door_no" text NOT NULL,
	"place_label" text NOT NULL,
	"scope" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"contractor" text NOT NULL,
	"pledge_version" text NOT NULL,
	"pledge_hash" text NOT NULL,
	"pledge_signed_by" text NOT NULL,
	"registered_at" timestamp (3) with time zone NOT NULL,
	"property_unit_id" uuid,
	"property_seen_at" timestamp (3) with time zone,
	"neighbourhood_unit_id" uuid,
	"neighbourhood_seen_at" timestamp (3) with time zone,
	"remarks" jsonb NOT NULL,
	CONSTRAINT "renovations_subdistrict_id_renovation_id_pk" PRIMARY KEY("subdistrict_id","renovation_id"),
	CONSTRAINT "renovations_days" CHECK ("renovations"."ends_on" >= "renovations"."starts_on")
);
--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_place_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","place_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_property_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","property_unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_neighbourhood_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","neighbourhood_unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "renovations_person" ON "renovations" USING btree ("person_id","registered_at");