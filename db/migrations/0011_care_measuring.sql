CREATE TABLE "measuring_versions" (
	"subdistrict_id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quarantine_overflow" (
	"subdistrict_id" text NOT NULL,
	"source" text NOT NULL,
	"day" date NOT NULL,
	"count" bigint NOT NULL,
	CONSTRAINT "quarantine_overflow_subdistrict_id_source_day_pk" PRIMARY KEY("subdistrict_id","source","day")
);
--> statement-breakpoint
ALTER TABLE "quarantined_readings" ADD COLUMN "vendor_code" text;--> statement-breakpoint
CREATE INDEX "quarantined_readings_source" ON "quarantined_readings" USING btree ("subdistrict_id",coalesce("device_id"::text, "vendor_code"),"quarantine_id");--> statement-breakpoint
-- Every change of what measures whom moves its subdistrict's version on: what remembers devices and
-- wearers (ingest) then looks again before it stores. At the commit, so that nobody waits for a change
-- that is still being made; a transaction's own number, so that many changes in it are one.
CREATE FUNCTION note_measuring_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO measuring_versions AS known (subdistrict_id, version)
    VALUES (coalesce(NEW.subdistrict_id, OLD.subdistrict_id), pg_current_xact_id()::text::bigint)
    ON CONFLICT (subdistrict_id) DO UPDATE SET version = excluded.version
      WHERE known.version <> excluded.version;
  RETURN NULL;
END $$;--> statement-breakpoint
-- Not when a device was seen, nor its battery: that is noted as readings come in.
CREATE CONSTRAINT TRIGGER devices_measuring
  AFTER UPDATE OF state, metrics, serial, vendor_code OR DELETE ON devices
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_measuring_changed();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER device_assignments_measuring
  AFTER INSERT OR UPDATE OR DELETE ON device_assignments
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_measuring_changed();--> statement-breakpoint
CREATE CONSTRAINT TRIGGER cared_persons_measuring
  AFTER INSERT OR UPDATE OF elder_no, measured, enrolled_at, ended_at OR DELETE ON cared_persons
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_measuring_changed();
