ALTER TABLE "bookings" ADD COLUMN "day_reminder_for" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "hours_reminder_for" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "bookings_time" ON "bookings" USING btree ("subdistrict_id","starts_at","booking_id");--> statement-breakpoint
CREATE INDEX "bookings_waiting" ON "bookings" USING btree ("subdistrict_id","requested_at","booking_id") WHERE "bookings"."status" = 'requested';