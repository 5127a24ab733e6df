DROP INDEX "closures_day";--> statement-breakpoint
ALTER TABLE "waits" ADD COLUMN "waited_by_post" uuid;--> statement-breakpoint
ALTER TABLE "waits" ADD COLUMN "tell_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "waits_to_tell" ON "waits" USING btree ("tell_at") WHERE "waits"."tell_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "closures_once" ON "closures" USING btree ("subdistrict_id","site_id","day",coalesce("offer_id", "site_id")) WHERE "closures"."reopened_at" is null;