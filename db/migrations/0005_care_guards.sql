-- Two people never wear one device at the same time: a reading must belong to one of them.
ALTER TABLE device_assignments ADD CONSTRAINT device_assignments_one_wearer
  EXCLUDE USING gist (device_id WITH =, tstzrange(from_at, to_at, '[)') WITH &&);--> statement-breakpoint
CREATE TRIGGER alert_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON alert_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();--> statement-breakpoint
-- Readings are named by two short numbers instead of a slug and two UUIDs: at fifty million rows the
-- keys would weigh three times the values. elder_no leads, so that one elder's rows lie together.
-- Partitions are weeks; bff/readings makes them ahead and drops the old ones.
CREATE TABLE readings (
  elder_no integer NOT NULL,
  metric smallint NOT NULL,
  measured_at timestamptz(3) NOT NULL,
  source_no integer NOT NULL,
  value real,
  -- 0 good, 1 suspect, 2 no signal: then there is no value.
  quality smallint NOT NULL CHECK (quality BETWEEN 0 AND 2),
  sent_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL,
  CONSTRAINT readings_once PRIMARY KEY (elder_no, metric, measured_at, source_no),
  CONSTRAINT readings_no_signal_no_value CHECK ((value IS NULL) = (quality = 2))
) PARTITION BY RANGE (measured_at);--> statement-breakpoint
-- Insert order is receive order: a small index finds what came in since a moment.
CREATE INDEX readings_received ON readings USING brin (received_at);--> statement-breakpoint
CREATE TABLE latest_readings (
  elder_no integer NOT NULL,
  metric smallint NOT NULL,
  measured_at timestamptz(3) NOT NULL,
  source_no integer NOT NULL,
  value real,
  quality smallint NOT NULL,
  received_at timestamptz(3) NOT NULL,
  PRIMARY KEY (elder_no, metric)
) WITH (fillfactor = 70);--> statement-breakpoint
-- Roll-ups hold good and suspect values; seconds or minutes without signal are counted beside them.
CREATE TABLE reading_minutes (
  elder_no integer NOT NULL, metric smallint NOT NULL, from_at timestamptz(3) NOT NULL,
  n integer NOT NULL, no_signal integer NOT NULL, sum double precision NOT NULL,
  min real, max real,
  PRIMARY KEY (elder_no, metric, from_at)
);--> statement-breakpoint
CREATE TABLE reading_hours (
  elder_no integer NOT NULL, metric smallint NOT NULL, from_at timestamptz(3) NOT NULL,
  n integer NOT NULL, no_signal integer NOT NULL, sum double precision NOT NULL,
  min real, max real, minutes smallint NOT NULL,
  PRIMARY KEY (elder_no, metric, from_at)
);--> statement-breakpoint
-- Days are days in Shanghai.
CREATE TABLE reading_days (
  elder_no integer NOT NULL, metric smallint NOT NULL, day date NOT NULL,
  n integer NOT NULL, no_signal integer NOT NULL, sum double precision NOT NULL,
  min real, max real, minutes smallint NOT NULL,
  PRIMARY KEY (elder_no, metric, day)
);--> statement-breakpoint
-- Up to when received readings are in the roll-ups; one row.
CREATE TABLE roll_up_state (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  rolled_until timestamptz(3) NOT NULL
);
