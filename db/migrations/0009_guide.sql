CREATE TABLE "guide_drafts" (
	"subdistrict_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"fields" jsonb NOT NULL,
	"based_on" integer NOT NULL,
	"revision" integer NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "guide_drafts_subdistrict_id_item_id_pk" PRIMARY KEY("subdistrict_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "guide_items" (
	"subdistrict_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"code" text NOT NULL,
	"provenance" text NOT NULL,
	CONSTRAINT "guide_items_subdistrict_id_item_id_pk" PRIMARY KEY("subdistrict_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "guide_shelf" (
	"subdistrict_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"summary" text NOT NULL,
	"item_class" text NOT NULL,
	"situations" text[] NOT NULL,
	"audiences" text[] NOT NULL,
	"frequent" boolean NOT NULL,
	"query_without_id" boolean NOT NULL,
	"terminal" text,
	"city_wide" boolean NOT NULL,
	"generated" boolean NOT NULL,
	"search" "tsvector" NOT NULL,
	CONSTRAINT "guide_shelf_subdistrict_id_item_id_version_pk" PRIMARY KEY("subdistrict_id","item_id","version"),
	CONSTRAINT "guide_shelf_days" CHECK ("guide_shelf"."to_day" is null or "guide_shelf"."to_day" >= "guide_shelf"."from_day")
);
--> statement-breakpoint
CREATE TABLE "guide_versions" (
	"subdistrict_id" text NOT NULL,
	"item_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"fields" jsonb NOT NULL,
	"effective_from" date NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"published_by" uuid,
	CONSTRAINT "guide_versions_subdistrict_id_item_id_version_pk" PRIMARY KEY("subdistrict_id","item_id","version"),
	CONSTRAINT "guide_versions_from_one" CHECK ("guide_versions"."version" >= 1)
);
--> statement-breakpoint
ALTER TABLE "guide_drafts" ADD CONSTRAINT "guide_drafts_subdistrict_id_item_id_guide_items_subdistrict_id_item_id_fk" FOREIGN KEY ("subdistrict_id","item_id") REFERENCES "public"."guide_items"("subdistrict_id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_items" ADD CONSTRAINT "guide_items_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_shelf" ADD CONSTRAINT "guide_shelf_subdistrict_id_item_id_version_guide_versions_subdistrict_id_item_id_version_fk" FOREIGN KEY ("subdistrict_id","item_id","version") REFERENCES "public"."guide_versions"("subdistrict_id","item_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guide_versions" ADD CONSTRAINT "guide_versions_subdistrict_id_item_id_guide_items_subdistrict_id_item_id_fk" FOREIGN KEY ("subdistrict_id","item_id") REFERENCES "public"."guide_items"("subdistrict_id","item_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "guide_items_code" ON "guide_items" USING btree ("subdistrict_id","code");--> statement-breakpoint
CREATE INDEX "guide_shelf_search" ON "guide_shelf" USING gin ("search");--> statement-breakpoint
CREATE INDEX "guide_shelf_class" ON "guide_shelf" USING btree ("subdistrict_id","item_class");