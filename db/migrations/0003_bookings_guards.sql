-- A person, room or vehicle is never in two places: not even a bug in our own code may book it twice.
-- Drizzle cannot say EXCLUDE; travel is part of the range, so a visit keeps its way free.
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
ALTER TABLE occupancies ADD CONSTRAINT occupancies_during
  CHECK (NOT isempty(during) AND lower_inc(during) AND NOT upper_inc(during) AND NOT lower_inf(during) AND NOT upper_inf(during));--> statement-breakpoint
ALTER TABLE occupancies ADD CONSTRAINT occupancies_never_overlap
  EXCLUDE USING gist (resource_id WITH =, subdistrict_id WITH =, during WITH &&);--> statement-breakpoint
CREATE TRIGGER booking_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON booking_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
-- Time is taken before the booking is written, so that a loser has written nothing else.
ALTER TABLE occupancies ALTER CONSTRAINT occupancies_subdistrict_id_booking_id_bookings_subdistrict_id_booking_id_fk
  DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint
CREATE TRIGGER payment_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
