-- Chinese text is searched by trigrams; boot checks that they work in this database.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "address_ranges" (
	"subdistrict_id" text NOT NULL,
	"range_id" uuid NOT NULL,
	"road_id" uuid NOT NULL,
	"neighbourhood_id" uuid NOT NULL,
	"estate_id" uuid,
	"from_no" integer NOT NULL,
	"to_no" integer NOT NULL,
	"parity" text NOT NULL,
	"lane" integer,
	CONSTRAINT "address_ranges_subdistrict_id_range_id_pk" PRIMARY KEY("subdistrict_id","range_id")
);
--> statement-breakpoint
CREATE TABLE "place_kinds" (
	"kind" text PRIMARY KEY NOT NULL,
	"rank" integer NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "places" (
	"subdistrict_id" text NOT NULL,
	"place_id" uuid NOT NULL,
	"parent_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"search_keys" text NOT NULL,
	"outline" jsonb NOT NULL,
	"longitude" double precision NOT NULL,
	"latitude" double precision NOT NULL,
	CONSTRAINT "places_subdistrict_id_place_id_pk" PRIMARY KEY("subdistrict_id","place_id")
);
--> statement-breakpoint
CREATE TABLE "subdistricts" (
	"subdistrict_id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	CONSTRAINT "subdistricts_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"subdistrict_id" text NOT NULL,
	"unit_id" uuid NOT NULL,
	"parent_unit_id" uuid,
	"kind" text NOT NULL,
	"code" text,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"place_id" uuid NOT NULL,
	CONSTRAINT "units_subdistrict_id_unit_id_pk" PRIMARY KEY("subdistrict_id","unit_id")
);
--> statement-breakpoint
CREATE TABLE "accounts" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"wechat_open_id" text,
	"demo_key" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "accounts_person_id_unique" UNIQUE("person_id"),
	CONSTRAINT "accounts_wechat_open_id_unique" UNIQUE("wechat_open_id"),
	CONSTRAINT "accounts_demo_key_unique" UNIQUE("demo_key")
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"audit_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"subdistrict_id" text,
	"actor_person_id" uuid,
	"action" text NOT NULL,
	"object_kind" text NOT NULL,
	"object_id" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"text_version" text NOT NULL,
	"channel" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"fingerprint" text NOT NULL,
	"response" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "live_tickets" (
	"ticket_hash" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL,
	"phone_encrypted" text,
	"phone_index" text,
	"large_type" boolean DEFAULT false NOT NULL,
	"home_subdistrict_id" text,
	"home_place_id" uuid,
	"home_door_no" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"subdistrict_id" text NOT NULL,
	"post_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"is_head" boolean DEFAULT false NOT NULL,
	"unit_id" uuid,
	"place_id" uuid,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	CONSTRAINT "posts_subdistrict_id_post_id_pk" PRIMARY KEY("subdistrict_id","post_id"),
	CONSTRAINT "posts_from_to" CHECK ("posts"."ends_at" is null or "posts"."ends_at" >= "posts"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"session_id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_why" text
);
--> statement-breakpoint
CREATE TABLE "case_clocks" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"round" smallint NOT NULL,
	"clock" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"provisional" boolean NOT NULL,
	"met_at" timestamp (3) with time zone,
	"missed_at" timestamp (3) with time zone,
	"stopped_at" timestamp (3) with time zone,
	CONSTRAINT "case_clocks_subdistrict_id_case_id_round_clock_pk" PRIMARY KEY("subdistrict_id","case_id","round","clock")
);
--> statement-breakpoint
CREATE TABLE "case_events" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"version" smallint DEFAULT 1 NOT NULL,
	"internal" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_person_id" uuid,
	"actor_post_id" uuid,
	"actor_label" text NOT NULL,
	"data" jsonb NOT NULL,
	"photo_ids" uuid[] NOT NULL,
	CONSTRAINT "case_events_subdistrict_id_case_id_seq_pk" PRIMARY KEY("subdistrict_id","case_id","seq")
);
--> statement-breakpoint
CREATE TABLE "case_external_ids" (
	"subdistrict_id" text NOT NULL,
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	CONSTRAINT "case_external_ids_subdistrict_id_source_external_id_pk" PRIMARY KEY("subdistrict_id","source","external_id")
);
--> statement-breakpoint
CREATE TABLE "case_number_blocks" (
	"subdistrict_id" text NOT NULL,
	"day" date NOT NULL,
	"taken" integer NOT NULL,
	CONSTRAINT "case_number_blocks_subdistrict_id_day_pk" PRIMARY KEY("subdistrict_id","day")
);
--> statement-breakpoint
CREATE TABLE "case_photos" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"photo_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"internal" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_photos_subdistrict_id_case_id_photo_id_pk" PRIMARY KEY("subdistrict_id","case_id","photo_id")
);
--> statement-breakpoint
CREATE TABLE "case_ratings" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"round" smallint NOT NULL,
	"contacted" text,
	"solved" text,
	"grade" smallint,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_ratings_subdistrict_id_case_id_person_id_round_pk" PRIMARY KEY("subdistrict_id","case_id","person_id","round"),
	CONSTRAINT "case_ratings_grade" CHECK ("case_ratings"."grade" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "case_reporters" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_reporters_subdistrict_id_case_id_person_id_pk" PRIMARY KEY("subdistrict_id","case_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "case_types" (
	"subdistrict_id" text NOT NULL,
	"code" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"name" text NOT NULL,
	"hint" text NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_unit_code" text,
	"tier" text NOT NULL,
	"severity" smallint NOT NULL,
	"time_unit" text NOT NULL,
	"first_contact_minutes" integer NOT NULL,
	"resolve_minutes" integer NOT NULL,
	"needs_after_photo" boolean NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "case_types_subdistrict_id_code_valid_from_pk" PRIMARY KEY("subdistrict_id","code","valid_from"),
	CONSTRAINT "case_types_severity" CHECK ("case_types"."severity" between 1 and 5),
	CONSTRAINT "case_types_owner" CHECK (("case_types"."owner_kind" = 'unit') = ("case_types"."owner_unit_code" is not null))
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"subdistrict_id" text NOT NULL,
	"case_id" uuid NOT NULL,
	"number" text NOT NULL,
	"status" text NOT NULL,
	"source" text NOT NULL,
	"is_history" boolean DEFAULT false NOT NULL,
	"type_code" text,
	"severity" smallint NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"text_check" text NOT NULL,
	"place_label" text NOT NULL,
	"spoken_place" text NOT NULL,
	"place_id" uuid,
	"door_no" text,
	"grid_id" uuid,
	"neighbourhood_id" uuid,
	"longitude" double precision,
	"latitude" double precision,
	"unit_id" uuid,
	"handler_post_id" uuid,
	"review_reasons" text[] NOT NULL,
	"round" smallint DEFAULT 1 NOT NULL,
	"last_seq" integer NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"first_contact_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"close_outcome" text,
	"next_due_at" timestamp (3) with time zone,
	"overdue_since" timestamp (3) with time zone,
	CONSTRAINT "cases_subdistrict_id_case_id_pk" PRIMARY KEY("subdistrict_id","case_id"),
	CONSTRAINT "cases_severity" CHECK ("cases"."severity" between 1 and 5),
	CONSTRAINT "cases_status" CHECK ("cases"."status" in ('review','assigned','accepted','on_site','closed','withdrawn')),
	CONSTRAINT "cases_assigned_has_unit" CHECK ("cases"."status" not in ('assigned','accepted','on_site') or "cases"."unit_id" is not null),
	CONSTRAINT "cases_history_has_no_clock" CHECK (not "cases"."is_history" or "cases"."next_due_at" is null)
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"photo_id" uuid PRIMARY KEY NOT NULL,
	"uploaded_by" uuid NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" integer NOT NULL,
	"sha256" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notice_attempts" (
	"notice_id" uuid NOT NULL,
	"rung" text NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_attempts_notice_id_rung_pk" PRIMARY KEY("notice_id","rung")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"notice_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"subdistrict_id" text,
	"case_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "subscription_grants" (
	"person_id" uuid NOT NULL,
	"template_id" text NOT NULL,
	"left" integer NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscription_grants_person_id_template_id_pk" PRIMARY KEY("person_id","template_id")
);
--> statement-breakpoint
ALTER TABLE "address_ranges" ADD CONSTRAINT "address_ranges_subdistrict_id_road_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","road_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_ranges" ADD CONSTRAINT "address_ranges_subdistrict_id_neighbourhood_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","neighbourhood_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_ranges" ADD CONSTRAINT "address_ranges_subdistrict_id_estate_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","estate_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_kind_place_kinds_kind_fk" FOREIGN KEY ("kind") REFERENCES "public"."place_kinds"("kind") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_subdistrict_id_parent_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","parent_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_subdistrict_id_parent_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","parent_unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_subdistrict_id_place_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","place_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_subdistrict_id_place_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","place_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_session_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("session_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("account_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_clocks" ADD CONSTRAINT "case_clocks_subdistrict_id_case_id_cases_subdistrict_id_case_id_fk" FOREIGN KEY ("subdistrict_id","case_id") REFERENCES "public"."cases"("subdistrict_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_subdistrict_id_case_id_cases_subdistrict_id_case_id_fk" FOREIGN KEY ("subdistrict_id","case_id") REFERENCES "public"."cases"("subdistrict_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_external_ids" ADD CONSTRAINT "case_external_ids_subdistrict_id_case_id_cases_subdistrict_id_case_id_fk" FOREIGN KEY ("subdistrict_id","case_id") REFERENCES "public"."cases"("subdistrict_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_photos" ADD CONSTRAINT "case_photos_photo_id_photos_photo_id_fk" FOREIGN KEY ("photo_id") REFERENCES "public"."photos"("photo_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_photos" ADD CONSTRAINT "case_photos_subdistrict_id_case_id_cases_subdistrict_id_case_id_fk" FOREIGN KEY ("subdistrict_id","case_id") REFERENCES "public"."cases"("subdistrict_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_ratings" ADD CONSTRAINT "case_ratings_subdistrict_id_case_id_person_id_case_reporters_subdistrict_id_case_id_person_id_fk" FOREIGN KEY ("subdistrict_id","case_id","person_id") REFERENCES "public"."case_reporters"("subdistrict_id","case_id","person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_reporters" ADD CONSTRAINT "case_reporters_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_reporters" ADD CONSTRAINT "case_reporters_subdistrict_id_case_id_cases_subdistrict_id_case_id_fk" FOREIGN KEY ("subdistrict_id","case_id") REFERENCES "public"."cases"("subdistrict_id","case_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_types" ADD CONSTRAINT "case_types_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_subdistrict_id_neighbourhood_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","neighbourhood_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_uploaded_by_persons_person_id_fk" FOREIGN KEY ("uploaded_by") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_attempts" ADD CONSTRAINT "notice_attempts_notice_id_notices_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("notice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_grants" ADD CONSTRAINT "subscription_grants_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "address_ranges_road" ON "address_ranges" USING btree ("subdistrict_id","road_id","from_no");--> statement-breakpoint
CREATE INDEX "places_search" ON "places" USING gin ("search_keys" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "places_parent" ON "places" USING btree ("subdistrict_id","parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "units_code" ON "units" USING btree ("subdistrict_id","code");--> statement-breakpoint
CREATE INDEX "audit_entries_object" ON "audit_entries" USING btree ("object_kind","object_id");--> statement-breakpoint
CREATE INDEX "audit_entries_actor" ON "audit_entries" USING btree ("actor_person_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "consents_one_in_force" ON "consents" USING btree ("person_id","purpose") WHERE "consents"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_phone" ON "persons" USING btree ("phone_index");--> statement-breakpoint
CREATE INDEX "posts_person" ON "posts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "posts_unit" ON "posts" USING btree ("subdistrict_id","unit_id");--> statement-breakpoint
CREATE INDEX "posts_place" ON "posts" USING btree ("subdistrict_id","place_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "case_clocks_running" ON "case_clocks" USING btree ("due_at") WHERE "case_clocks"."met_at" is null and "case_clocks"."missed_at" is null and "case_clocks"."stopped_at" is null;--> statement-breakpoint
CREATE INDEX "case_external_ids_case" ON "case_external_ids" USING btree ("subdistrict_id","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "case_photos_once" ON "case_photos" USING btree ("photo_id");--> statement-breakpoint
CREATE INDEX "case_reporters_person" ON "case_reporters" USING btree ("person_id","joined_at" DESC NULLS LAST,"case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_number" ON "cases" USING btree ("number");--> statement-breakpoint
CREATE INDEX "cases_unit_open" ON "cases" USING btree ("subdistrict_id","unit_id","severity" DESC NULLS LAST,"next_due_at","case_id") WHERE "cases"."status" in ('assigned','accepted','on_site');--> statement-breakpoint
CREATE INDEX "cases_desk" ON "cases" USING btree ("subdistrict_id","is_history","severity" DESC NULLS LAST,"next_due_at","case_id");--> statement-breakpoint
CREATE INDEX "cases_neighbourhood" ON "cases" USING btree ("subdistrict_id","neighbourhood_id","severity" DESC NULLS LAST,"next_due_at","case_id");--> statement-breakpoint
CREATE INDEX "cases_review" ON "cases" USING btree ("subdistrict_id","is_history","severity" DESC NULLS LAST,"next_due_at","case_id") WHERE cardinality("cases"."review_reasons") > 0;--> statement-breakpoint
CREATE INDEX "cases_text_search" ON "cases" USING gin (("title" || ' ' || "text" || ' ' || "number") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "photos_expiring" ON "photos" USING btree ("expires_at") WHERE "photos"."expires_at" is not null;--> statement-breakpoint
CREATE INDEX "photos_uploader" ON "photos" USING btree ("uploaded_by","uploaded_at");--> statement-breakpoint
CREATE INDEX "notices_person" ON "notices" USING btree ("person_id","at" DESC NULLS LAST,"notice_id");