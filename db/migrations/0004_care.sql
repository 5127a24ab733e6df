CREATE TABLE "alert_events" (
	"subdistrict_id" text NOT NULL,
	"alert_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_person_id" uuid,
	"actor_label" text NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "alert_events_subdistrict_id_alert_id_seq_pk" PRIMARY KEY("subdistrict_id","alert_id","seq")
);
--> statement-breakpoint
CREATE TABLE "alert_mutes" (
	"elder_id" uuid NOT NULL,
	"follower_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "alert_mutes_elder_id_follower_id_rule_pk" PRIMARY KEY("elder_id","follower_id","rule")
);
--> statement-breakpoint
CREATE TABLE "alert_quiet_hours" (
	"follower_id" uuid PRIMARY KEY NOT NULL,
	"from_minute" smallint NOT NULL,
	"to_minute" smallint NOT NULL,
	CONSTRAINT "alert_quiet_hours_minutes" CHECK ("alert_quiet_hours"."from_minute" between 0 and 1439 and "alert_quiet_hours"."to_minute" between 0 and 1439)
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"subdistrict_id" text NOT NULL,
	"alert_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"is_test" boolean DEFAULT false NOT NULL,
	"facts" jsonb NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"last_fired_at" timestamp (3) with time zone NOT NULL,
	"fired" smallint DEFAULT 1 NOT NULL,
	"cleared_at" timestamp (3) with time zone,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid,
	"acknowledged_by_post" uuid,
	"step" smallint DEFAULT 0 NOT NULL,
	"next_step_at" timestamp (3) with time zone,
	"refire_at" timestamp (3) with time zone,
	"outcome" text,
	"outcome_note" text DEFAULT '' NOT NULL,
	"outcome_by" uuid,
	"outcome_at" timestamp (3) with time zone,
	"case_id" uuid,
	"last_seq" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "alerts_subdistrict_id_alert_id_pk" PRIMARY KEY("subdistrict_id","alert_id")
);
--> statement-breakpoint
CREATE TABLE "care_summaries" (
	"subdistrict_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"span" text NOT NULL,
	"day" date NOT NULL,
	"words" text NOT NULL,
	"facts" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "care_summaries_subdistrict_id_person_id_span_day_pk" PRIMARY KEY("subdistrict_id","person_id","span","day")
);
--> statement-breakpoint
CREATE TABLE "care_thresholds" (
	"subdistrict_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"limit_value" real,
	"minutes" integer,
	"decided_by" text NOT NULL,
	"set_by" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "care_thresholds_subdistrict_id_person_id_rule_valid_from_pk" PRIMARY KEY("subdistrict_id","person_id","rule","valid_from")
);
--> statement-breakpoint
CREATE TABLE "shift_notes" (
	"subdistrict_id" text NOT NULL,
	"note_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"text" text NOT NULL,
	"written_by" uuid NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	"read_by" uuid,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "shift_notes_subdistrict_id_note_id_pk" PRIMARY KEY("subdistrict_id","note_id")
);
--> statement-breakpoint
CREATE TABLE "break_glass" (
	"subdistrict_id" text NOT NULL,
	"elder_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"post_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "break_glass_subdistrict_id_elder_id_staff_id_opened_at_pk" PRIMARY KEY("subdistrict_id","elder_id","staff_id","opened_at")
);
--> statement-breakpoint
CREATE TABLE "care_consents" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"elder_id" uuid NOT NULL,
	"follower_id" uuid NOT NULL,
	"metric_class" text NOT NULL,
	"purpose" text NOT NULL,
	"relation" text NOT NULL,
	"text_version" text NOT NULL,
	"basis" text NOT NULL,
	"proof_note" text,
	"given_by_person" uuid,
	"given_by_post" uuid,
	"given_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	CONSTRAINT "care_consents_two_people" CHECK ("care_consents"."elder_id" <> "care_consents"."follower_id")
);
--> statement-breakpoint
CREATE TABLE "care_invites" (
	"invite_id" uuid PRIMARY KEY NOT NULL,
	"elder_id" uuid NOT NULL,
	"code_index" text NOT NULL,
	"classes" text[] NOT NULL,
	"purposes" text[] NOT NULL,
	"text_version" text NOT NULL,
	"basis" text NOT NULL,
	"proof_note" text,
	"made_by_person" uuid NOT NULL,
	"made_by_post" uuid,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_by" uuid,
	"used_at" timestamp (3) with time zone,
	"relation" text,
	"answer" text,
	"answered_by" uuid,
	"answered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "care_looks" (
	"elder_id" uuid NOT NULL,
	"viewer_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"looked_as" text NOT NULL,
	"post_id" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "care_looks_elder_id_viewer_id_scope_started_at_pk" PRIMARY KEY("elder_id","viewer_id","scope","started_at")
);
--> statement-breakpoint
CREATE TABLE "care_pauses" (
	"subdistrict_id" text NOT NULL,
	"pause_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"set_by" uuid NOT NULL,
	CONSTRAINT "care_pauses_subdistrict_id_pause_id_pk" PRIMARY KEY("subdistrict_id","pause_id"),
	CONSTRAINT "care_pauses_from_until" CHECK ("care_pauses"."until_at" > "care_pauses"."from_at")
);
--> statement-breakpoint
CREATE TABLE "cared_persons" (
	"subdistrict_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"elder_no" integer GENERATED ALWAYS AS IDENTITY (sequence name "cared_persons_elder_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"unit_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"lives_alone" boolean DEFAULT false NOT NULL,
	"oxygen_scale" smallint DEFAULT 1 NOT NULL,
	"on_oxygen" boolean DEFAULT false NOT NULL,
	"measured" text[] NOT NULL,
	"consent_version" text NOT NULL,
	"consent_basis" text NOT NULL,
	"consent_by_person" uuid,
	"consent_by_post" uuid,
	"consent_note" text,
	"enrolled_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "cared_persons_subdistrict_id_person_id_pk" PRIMARY KEY("subdistrict_id","person_id"),
	CONSTRAINT "cared_persons_elder_no" UNIQUE("elder_no"),
	CONSTRAINT "cared_persons_scale" CHECK ("cared_persons"."oxygen_scale" in (1, 2))
);
--> statement-breakpoint
CREATE TABLE "device_assignments" (
	"subdistrict_id" text NOT NULL,
	"device_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone,
	"assigned_by" uuid,
	CONSTRAINT "device_assignments_subdistrict_id_device_id_from_at_pk" PRIMARY KEY("subdistrict_id","device_id","from_at"),
	CONSTRAINT "device_assignments_from_to" CHECK ("device_assignments"."to_at" is null or "device_assignments"."to_at" > "device_assignments"."from_at")
);
--> statement-breakpoint
CREATE TABLE "device_vendors" (
	"subdistrict_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"secret_sealed" text NOT NULL,
	"former_secret_sealed" text,
	"former_until" timestamp (3) with time zone,
	CONSTRAINT "device_vendors_subdistrict_id_code_pk" PRIMARY KEY("subdistrict_id","code")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"subdistrict_id" text NOT NULL,
	"device_id" uuid NOT NULL,
	"source_no" integer GENERATED ALWAYS AS IDENTITY (sequence name "devices_source_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"serial" text NOT NULL,
	"model" text NOT NULL,
	"vendor_code" text,
	"metrics" text[] NOT NULL,
	"unit_id" uuid,
	"room" text DEFAULT '' NOT NULL,
	"every_seconds" integer NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"battery_percent" smallint,
	"last_seen_at" timestamp (3) with time zone,
	"clock_ahead_seconds" integer,
	"calibrated_until" date,
	"credential_hash" text,
	"credential_set_at" timestamp (3) with time zone,
	"former_credential_hash" text,
	"former_credential_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "devices_subdistrict_id_device_id_pk" PRIMARY KEY("subdistrict_id","device_id"),
	CONSTRAINT "devices_source" UNIQUE("source_no"),
	CONSTRAINT "devices_id" UNIQUE("device_id"),
	CONSTRAINT "devices_battery" CHECK ("devices"."battery_percent" between 0 and 100),
	CONSTRAINT "devices_every" CHECK ("devices"."every_seconds" between 1 and 604800)
);
--> statement-breakpoint
CREATE TABLE "quarantined_readings" (
	"subdistrict_id" text NOT NULL,
	"quarantine_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "quarantined_readings_quarantine_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"device_id" uuid,
	"person_id" uuid,
	"reason" text NOT NULL,
	"raw" jsonb NOT NULL,
	"measured_at" timestamp (3) with time zone,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "quarantined_readings_subdistrict_id_quarantine_id_pk" PRIMARY KEY("subdistrict_id","quarantine_id")
);
--> statement-breakpoint
CREATE TABLE "vendor_requests" (
	"vendor_code" text NOT NULL,
	"nonce" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "vendor_requests_vendor_code_nonce_pk" PRIMARY KEY("vendor_code","nonce")
);
--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_subdistrict_id_alert_id_alerts_subdistrict_id_alert_id_fk" FOREIGN KEY ("subdistrict_id","alert_id") REFERENCES "public"."alerts"("subdistrict_id","alert_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_subdistrict_id_person_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","person_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_summaries" ADD CONSTRAINT "care_summaries_subdistrict_id_person_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","person_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_thresholds" ADD CONSTRAINT "care_thresholds_subdistrict_id_person_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","person_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shift_notes" ADD CONSTRAINT "shift_notes_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_glass" ADD CONSTRAINT "break_glass_subdistrict_id_elder_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","elder_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_consents" ADD CONSTRAINT "care_consents_elder_id_persons_person_id_fk" FOREIGN KEY ("elder_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_consents" ADD CONSTRAINT "care_consents_follower_id_persons_person_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_invites" ADD CONSTRAINT "care_invites_elder_id_persons_person_id_fk" FOREIGN KEY ("elder_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_pauses" ADD CONSTRAINT "care_pauses_subdistrict_id_person_id_cared_persons_subdistrict_id_person_id_fk" FOREIGN KEY ("subdistrict_id","person_id") REFERENCES "public"."cared_persons"("subdistrict_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cared_persons" ADD CONSTRAINT "cared_persons_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cared_persons" ADD CONSTRAINT "cared_persons_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cared_persons" ADD CONSTRAINT "cared_persons_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_assignments" ADD CONSTRAINT "device_assignments_subdistrict_id_device_id_devices_subdistrict_id_device_id_fk" FOREIGN KEY ("subdistrict_id","device_id") REFERENCES "public"."devices"("subdistrict_id","device_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_vendors" ADD CONSTRAINT "device_vendors_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_active" ON "alerts" USING btree ("subdistrict_id","person_id","rule") WHERE "alerts"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_person" ON "alerts" USING btree ("person_id","raised_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alerts_open" ON "alerts" USING btree ("subdistrict_id","raised_at") WHERE "alerts"."outcome_at" is null;--> statement-breakpoint
CREATE INDEX "alerts_due" ON "alerts" USING btree ("next_step_at") WHERE "alerts"."next_step_at" is not null;--> statement-breakpoint
CREATE INDEX "alerts_refire" ON "alerts" USING btree ("refire_at") WHERE "alerts"."refire_at" is not null;--> statement-breakpoint
CREATE INDEX "shift_notes_unit" ON "shift_notes" USING btree ("subdistrict_id","unit_id","written_at");--> statement-breakpoint
CREATE INDEX "break_glass_staff" ON "break_glass" USING btree ("staff_id","until_at");--> statement-breakpoint
CREATE UNIQUE INDEX "care_consents_one_in_force" ON "care_consents" USING btree ("elder_id","follower_id","metric_class","purpose") WHERE "care_consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "care_consents_follower" ON "care_consents" USING btree ("follower_id");--> statement-breakpoint
CREATE UNIQUE INDEX "care_invites_code" ON "care_invites" USING btree ("code_index") WHERE "care_invites"."used_by" is null;--> statement-breakpoint
CREATE INDEX "care_invites_elder" ON "care_invites" USING btree ("elder_id","made_at");--> statement-breakpoint
CREATE INDEX "care_invites_used" ON "care_invites" USING btree ("used_by");--> statement-breakpoint
CREATE INDEX "care_looks_elder" ON "care_looks" USING btree ("elder_id","last_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "care_pauses_person" ON "care_pauses" USING btree ("person_id","until_at");--> statement-breakpoint
CREATE UNIQUE INDEX "cared_persons_one_in_force" ON "cared_persons" USING btree ("person_id") WHERE "cared_persons"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "cared_persons_unit" ON "cared_persons" USING btree ("subdistrict_id","unit_id");--> statement-breakpoint
CREATE INDEX "device_assignments_person" ON "device_assignments" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "device_vendors_code" ON "device_vendors" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_serial" ON "devices" USING btree (coalesce("vendor_code", ''),"serial");--> statement-breakpoint
CREATE INDEX "quarantined_readings_received" ON "quarantined_readings" USING btree ("subdistrict_id","received_at");--> statement-breakpoint
CREATE INDEX "quarantined_readings_person" ON "quarantined_readings" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "vendor_requests_received" ON "vendor_requests" USING btree ("received_at");