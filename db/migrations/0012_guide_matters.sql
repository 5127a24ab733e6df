CREATE TABLE "guide_matter_papers" (
	"subdistrict_id" text NOT NULL,
	"matter_id" uuid NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"required" boolean NOT NULL,
	"photo_id" uuid,
	"verdict" text,
	"judged_by" uuid,
	CONSTRAINT "guide_matter_papers_subdistrict_id_matter_id_key_pk" PRIMARY KEY("subdistrict_id","matter_id","key"),
	CONSTRAINT "guide_matter_papers_photo" UNIQUE("photo_id")
);
--> statement-breakpoint
CREATE TABLE "guide_matters" (
	"subdistrict_id" text NOT NULL,
	"matter_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"opened_by" uuid NOT NULL,
	"answers" jsonb NOT NULL,
	"status" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "guide_matters_subdistrict_id_matter_id_pk" PRIMARY KEY("subdistrict_id","matter_id")
);
--> statement-breakpoint
ALTER TABLE "guide_matter_papers" ADD CONSTRAINT "guide_matter_papers_subdistrict_id_matter_id_guide_matters_subdistrict_id_matter_id_fk" FOREIGN KEY ("subdistrict_id","matter_id") REFERENCES "public"."guide_matters"("subdistrict_id","matter_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_matters" ADD CONSTRAINT "guide_matters_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_matters" ADD CONSTRAINT "guide_matters_opened_by_persons_person_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_matters" ADD CONSTRAINT "guide_matters_subdistrict_id_item_id_version_guide_versions_subdistrict_id_item_id_version_fk" FOREIGN KEY ("subdistrict_id","item_id","version") REFERENCES "public"."guide_versions"("subdistrict_id","item_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guide_matters_person" ON "guide_matters" USING btree ("person_id","opened_at");--> statement-breakpoint
CREATE INDEX "guide_matters_status" ON "guide_matters" USING btree ("subdistrict_id","status","changed_at");