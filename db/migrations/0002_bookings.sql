CREATE TABLE "booking_events" (
	"subdistrict_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_person_id" uuid,
	"actor_post_id" uuid,
	"actor_label" text NOT NULL,
	"data" jsonb NOT NULL,
	"photo_ids" uuid[] NOT NULL,
	CONSTRAINT "booking_events_subdistrict_id_booking_id_seq_pk" PRIMARY KEY("subdistrict_id","booking_id","seq")
);
--> statement-breakpoint
CREATE TABLE "booking_photos" (
	"subdistrict_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"photo_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_photos_subdistrict_id_booking_id_photo_id_pk" PRIMARY KEY("subdistrict_id","booking_id","photo_id")
);
--> statement-breakpoint
CREATE TABLE "booking_ratings" (
	"subdistrict_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"on_time" text,
	"solved" text,
	"grade" smallint,
	"words" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "booking_ratings_subdistrict_id_booking_id_pk" PRIMARY KEY("subdistrict_id","booking_id"),
	CONSTRAINT "booking_ratings_grade" CHECK ("booking_ratings"."grade" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"subdistrict_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"serial" bigint GENERATED ALWAYS AS IDENTITY (sequence name "bookings_serial_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"offer_id" uuid NOT NULL,
	"occurrence_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"service_code" text NOT NULL,
	"person_id" uuid NOT NULL,
	"booked_by" uuid NOT NULL,
	"relationship_id" uuid,
	"booked_by_post" uuid,
	"channel" text NOT NULL,
	"status" text NOT NULL,
	"party" smallint NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"hold_until" timestamp (3) with time zone,
	"awaits_payment" boolean DEFAULT false NOT NULL,
	"price_fen" integer NOT NULL,
	"pay_by" text NOT NULL,
	"payment_id" uuid,
	"paid_fen" integer DEFAULT 0 NOT NULL,
	"refunded_fen" integer DEFAULT 0 NOT NULL,
	"queue_no" integer,
	"note" text NOT NULL,
	"place_id" uuid,
	"door_no" text,
	"place_label" text,
	"menu_set" text,
	"is_delivered" boolean DEFAULT false NOT NULL,
	"renovation_id" uuid,
	"case_id" uuid,
	"check_in_secret" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"requested_at" timestamp (3) with time zone,
	"answer_due_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"escalated_at" timestamp (3) with time zone,
	"day_reminder_for" timestamp (3) with time zone,
	"hours_reminder_for" timestamp (3) with time zone,
	"checked_in_at" timestamp (3) with time zone,
	"checked_in_by" text,
	"served_at" timestamp (3) with time zone,
	"served_note" text,
	"end_reason" text,
	"last_seq" integer NOT NULL,
	CONSTRAINT "bookings_subdistrict_id_booking_id_pk" PRIMARY KEY("subdistrict_id","booking_id"),
	CONSTRAINT "bookings_status" CHECK ("bookings"."status" in ('held','requested','proposed','confirmed','checked_in','served','no_show','cancelled','declined','expired')),
	CONSTRAINT "bookings_held_expires" CHECK ("bookings"."status" <> 'held' or "bookings"."hold_until" is not null),
	CONSTRAINT "bookings_party" CHECK ("bookings"."party" between 1 and 100),
	CONSTRAINT "bookings_price" CHECK ("bookings"."price_fen" >= 0),
	CONSTRAINT "bookings_money" CHECK ("bookings"."refunded_fen" between 0 and "bookings"."paid_fen"),
	CONSTRAINT "bookings_hours" CHECK ("bookings"."ends_at" > "bookings"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "occupancies" (
	"subdistrict_id" text NOT NULL,
	"booking_id" uuid NOT NULL,
	"resource_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	CONSTRAINT "occupancies_subdistrict_id_booking_id_pk" PRIMARY KEY("subdistrict_id","booking_id")
);
--> statement-breakpoint
CREATE TABLE "waits" (
	"subdistrict_id" text NOT NULL,
	"wait_id" uuid NOT NULL,
	"serial" bigint GENERATED ALWAYS AS IDENTITY (sequence name "waits_serial_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"occurrence_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"waited_by" uuid NOT NULL,
	"waited_by_post" uuid,
	"relationship_id" uuid,
	"channel" text NOT NULL,
	"party" smallint NOT NULL,
	"state" text NOT NULL,
	"booking_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"tell_at" timestamp (3) with time zone,
	CONSTRAINT "waits_subdistrict_id_wait_id_pk" PRIMARY KEY("subdistrict_id","wait_id")
);
--> statement-breakpoint
CREATE TABLE "wishes" (
	"subdistrict_id" text NOT NULL,
	"wish_id" uuid NOT NULL,
	"service_code" text,
	"site_id" uuid,
	"kind" text NOT NULL,
	"wanted_day" date,
	"words" text NOT NULL,
	"is_senior" boolean,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "wishes_subdistrict_id_wish_id_pk" PRIMARY KEY("subdistrict_id","wish_id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"subdistrict_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"booking_id" uuid,
	"relative_id" uuid,
	"neighbourhood_id" uuid,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'todo' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"done_by" uuid,
	"done_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "calls_subdistrict_id_call_id_pk" PRIMARY KEY("subdistrict_id","call_id"),
	CONSTRAINT "calls_notice" UNIQUE("notice_id"),
	CONSTRAINT "calls_state" CHECK ("calls"."state" in ('todo', 'no_answer', 'reached', 'given_up'))
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"subdistrict_id" text NOT NULL,
	"closure_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"offer_id" uuid,
	"day" date NOT NULL,
	"reason" text NOT NULL,
	"told" integer DEFAULT 0 NOT NULL,
	"closed_by" uuid NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"reopened_at" timestamp (3) with time zone,
	CONSTRAINT "closures_subdistrict_id_closure_id_pk" PRIMARY KEY("subdistrict_id","closure_id")
);
--> statement-breakpoint
CREATE TABLE "menus" (
	"subdistrict_id" text NOT NULL,
	"offer_id" uuid NOT NULL,
	"day" date NOT NULL,
	"sets" jsonb NOT NULL,
	"changed_by" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "menus_subdistrict_id_offer_id_day_pk" PRIMARY KEY("subdistrict_id","offer_id","day"),
	CONSTRAINT "menus_has_sets" CHECK (jsonb_array_length("menus"."sets") > 0)
);
--> statement-breakpoint
CREATE TABLE "occurrences" (
	"subdistrict_id" text NOT NULL,
	"occurrence_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"schedule_id" uuid NOT NULL,
	"resource_id" uuid,
	"rule_day" date NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"capacity" integer,
	"taken" integer DEFAULT 0 NOT NULL,
	"issued" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "occurrences_subdistrict_id_occurrence_id_pk" PRIMARY KEY("subdistrict_id","occurrence_id"),
	CONSTRAINT "occurrences_hours" CHECK ("occurrences"."ends_at" > "occurrences"."starts_at"),
	CONSTRAINT "occurrences_not_oversold" CHECK ("occurrences"."taken" between 0 and coalesce("occurrences"."capacity", 0))
);
--> statement-breakpoint
CREATE TABLE "offer_terms" (
	"subdistrict_id" text NOT NULL,
	"offer_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"terms" jsonb NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "offer_terms_subdistrict_id_offer_id_valid_from_pk" PRIMARY KEY("subdistrict_id","offer_id","valid_from")
);
--> statement-breakpoint
CREATE TABLE "offers" (
	"subdistrict_id" text NOT NULL,
	"offer_id" uuid NOT NULL,
	"service_code" text NOT NULL,
	"site_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"step_minutes" integer NOT NULL,
	"buffer_minutes" integer NOT NULL,
	"languages" text[] NOT NULL,
	"ended_on" date,
	CONSTRAINT "offers_subdistrict_id_offer_id_pk" PRIMARY KEY("subdistrict_id","offer_id"),
	CONSTRAINT "offers_minutes" CHECK ("offers"."minutes" > 0 and "offers"."step_minutes" > 0),
	CONSTRAINT "offers_buffer" CHECK ("offers"."buffer_minutes" between 0 and 240)
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"subdistrict_id" text NOT NULL,
	"provider_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"phone" text NOT NULL,
	"licence_name" text NOT NULL,
	"licence_no" text NOT NULL,
	"licence_from" date NOT NULL,
	"licence_to" date NOT NULL,
	CONSTRAINT "providers_subdistrict_id_provider_id_pk" PRIMARY KEY("subdistrict_id","provider_id"),
	CONSTRAINT "providers_licence" CHECK ("providers"."licence_to" >= "providers"."licence_from")
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"subdistrict_id" text NOT NULL,
	"resource_id" uuid NOT NULL,
	"site_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "resources_subdistrict_id_resource_id_pk" PRIMARY KEY("subdistrict_id","resource_id")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"subdistrict_id" text NOT NULL,
	"schedule_id" uuid NOT NULL,
	"offer_id" uuid NOT NULL,
	"resource_id" uuid,
	"rule" text NOT NULL,
	"from_minute" smallint NOT NULL,
	"to_minute" smallint NOT NULL,
	"capacity" integer,
	"holiday_policy" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"changed_by" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "schedules_subdistrict_id_schedule_id_pk" PRIMARY KEY("subdistrict_id","schedule_id"),
	CONSTRAINT "schedules_hours" CHECK ("schedules"."from_minute" >= 0 and "schedules"."to_minute" > "schedules"."from_minute" and "schedules"."to_minute" <= 1440),
	CONSTRAINT "schedules_takes_one" CHECK (("schedules"."resource_id" is null) <> ("schedules"."capacity" is null))
);
--> statement-breakpoint
CREATE TABLE "services" (
	"subdistrict_id" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"need" text NOT NULL,
	"description" text NOT NULL,
	"bring" text NOT NULL,
	"search_keys" text NOT NULL,
	"rank" smallint NOT NULL,
	CONSTRAINT "services_subdistrict_id_code_pk" PRIMARY KEY("subdistrict_id","code")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"subdistrict_id" text NOT NULL,
	"site_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"place_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"phone" text NOT NULL,
	"opening_words" text NOT NULL,
	"accessibility" text[] NOT NULL,
	"longitude" double precision NOT NULL,
	"latitude" double precision NOT NULL,
	CONSTRAINT "sites_subdistrict_id_site_id_pk" PRIMARY KEY("subdistrict_id","site_id")
);
--> statement-breakpoint
CREATE TABLE "payment_bills" (
	"day" date PRIMARY KEY NOT NULL,
	"claimed_at" timestamp (3) with time zone NOT NULL,
	"is_imported" boolean NOT NULL,
	"trades" integer DEFAULT 0 NOT NULL,
	"trades_fen" integer DEFAULT 0 NOT NULL,
	"refunds" integer DEFAULT 0 NOT NULL,
	"refunds_fen" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_differences" (
	"subdistrict_id" text NOT NULL,
	"difference_id" uuid NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"out_trade_no" text NOT NULL,
	"out_refund_no" text NOT NULL,
	"payment_id" uuid,
	"ours_fen" integer,
	"theirs_fen" integer,
	"found_at" timestamp (3) with time zone NOT NULL,
	"cleared_at" timestamp (3) with time zone,
	"cleared_by_person" uuid,
	"note" text,
	CONSTRAINT "payment_differences_subdistrict_id_difference_id_pk" PRIMARY KEY("subdistrict_id","difference_id")
);
--> statement-breakpoint
CREATE TABLE "payment_events" (
	"subdistrict_id" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_person_id" uuid,
	"data" jsonb NOT NULL,
	CONSTRAINT "payment_events_subdistrict_id_payment_id_seq_pk" PRIMARY KEY("subdistrict_id","payment_id","seq")
);
--> statement-breakpoint
CREATE TABLE "payment_refunds" (
	"subdistrict_id" text NOT NULL,
	"refund_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	"once" text NOT NULL,
	"out_refund_no" text NOT NULL,
	"amount_fen" integer NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	"next_look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "payment_refunds_subdistrict_id_refund_id_pk" PRIMARY KEY("subdistrict_id","refund_id"),
	CONSTRAINT "payment_refunds_amount" CHECK ("payment_refunds"."amount_fen" > 0),
	CONSTRAINT "payment_refunds_state" CHECK ("payment_refunds"."state" in ('requested','processing','done','abnormal','closed'))
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"subdistrict_id" text NOT NULL,
	"payment_id" uuid NOT NULL,
	"out_trade_no" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"payer_person_id" uuid NOT NULL,
	"amount_fen" integer NOT NULL,
	"refunded_fen" integer DEFAULT 0 NOT NULL,
	"words" text NOT NULL,
	"method" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"payer_open_id" text,
	"prepaid_at" timestamp (3) with time zone,
	"paid_by" text,
	"paid_at" timestamp (3) with time zone,
	"transaction_id" text,
	"collected_by_person" uuid,
	"collected_by_post" uuid,
	"next_look_at" timestamp (3) with time zone,
	"looks" integer DEFAULT 0 NOT NULL,
	"last_seq" integer NOT NULL,
	CONSTRAINT "payments_subdistrict_id_payment_id_pk" PRIMARY KEY("subdistrict_id","payment_id"),
	CONSTRAINT "payments_amount" CHECK ("payments"."amount_fen" > 0),
	CONSTRAINT "payments_never_overrefunded" CHECK ("payments"."refunded_fen" between 0 and "payments"."amount_fen"),
	CONSTRAINT "payments_state" CHECK ("payments"."state" in ('created','prepaid','due','closing','closed','paid','paid_late')),
	CONSTRAINT "payments_paid_says_how" CHECK (("payments"."state" in ('paid','paid_late')) = ("payments"."paid_at" is not null and "payments"."paid_by" is not null)),
	CONSTRAINT "payments_refunds_need_money" CHECK ("payments"."refunded_fen" = 0 or "payments"."paid_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "wechat_pay_notices" (
	"notice_id" text PRIMARY KEY NOT NULL,
	"body_hash" text NOT NULL,
	"event_type" text NOT NULL,
	"out_trade_no" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person_profiles" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"born_on" date,
	"id_number_encrypted" text,
	"id_number_index" text,
	"id_tail_encrypted" text,
	"residence" text,
	"assessed_level" smallint,
	"verified_at" timestamp (3) with time zone,
	"verified_by_post" uuid,
	CONSTRAINT "person_profiles_level" CHECK ("person_profiles"."assessed_level" between 0 and 6)
);
--> statement-breakpoint
CREATE TABLE "relation_code_tries" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tries" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relation_codes" (
	"served_person_id" uuid PRIMARY KEY NOT NULL,
	"code_index" text NOT NULL,
	"text_version" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "relationships" (
	"relationship_id" uuid PRIMARY KEY NOT NULL,
	"served_person_id" uuid NOT NULL,
	"relative_person_id" uuid NOT NULL,
	"relation" text NOT NULL,
	"purposes" text[] NOT NULL,
	"basis" text NOT NULL,
	"text_version" text NOT NULL,
	"proof_note" text,
	"given_at" timestamp (3) with time zone NOT NULL,
	"given_by_person" uuid,
	"given_by_post" uuid,
	"expires_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"withdrawn_by" uuid,
	CONSTRAINT "relationships_two_people" CHECK ("relationships"."served_person_id" <> "relationships"."relative_person_id")
);
--> statement-breakpoint
CREATE TABLE "served_persons" (
	"subdistrict_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "served_persons_subdistrict_id_person_id_pk" PRIMARY KEY("subdistrict_id","person_id")
);
--> statement-breakpoint
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
ALTER TABLE "persons" ADD COLUMN "wecom_user_id" text;--> statement-breakpoint
ALTER TABLE "notice_attempts" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "notice_attempts" ADD COLUMN "begun_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "booking_id" uuid;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "urgency" text DEFAULT 'normal' NOT NULL;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "once" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "what" text;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "happens_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "stale_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "relative_id" uuid;--> statement-breakpoint
ALTER TABLE "booking_events" ADD CONSTRAINT "booking_events_subdistrict_id_booking_id_bookings_subdistrict_id_booking_id_fk" FOREIGN KEY ("subdistrict_id","booking_id") REFERENCES "public"."bookings"("subdistrict_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_photos" ADD CONSTRAINT "booking_photos_subdistrict_id_booking_id_bookings_subdistrict_id_booking_id_fk" FOREIGN KEY ("subdistrict_id","booking_id") REFERENCES "public"."bookings"("subdistrict_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "booking_ratings" ADD CONSTRAINT "booking_ratings_subdistrict_id_booking_id_bookings_subdistrict_id_booking_id_fk" FOREIGN KEY ("subdistrict_id","booking_id") REFERENCES "public"."bookings"("subdistrict_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_booked_by_persons_person_id_fk" FOREIGN KEY ("booked_by") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_subdistrict_id_offer_id_offers_subdistrict_id_offer_id_fk" FOREIGN KEY ("subdistrict_id","offer_id") REFERENCES "public"."offers"("subdistrict_id","offer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_subdistrict_id_occurrence_id_occurrences_subdistrict_id_occurrence_id_fk" FOREIGN KEY ("subdistrict_id","occurrence_id") REFERENCES "public"."occurrences"("subdistrict_id","occurrence_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_subdistrict_id_renovation_id_renovations_subdistrict_id_renovation_id_fk" FOREIGN KEY ("subdistrict_id","renovation_id") REFERENCES "public"."renovations"("subdistrict_id","renovation_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancies" ADD CONSTRAINT "occupancies_subdistrict_id_booking_id_bookings_subdistrict_id_booking_id_fk" FOREIGN KEY ("subdistrict_id","booking_id") REFERENCES "public"."bookings"("subdistrict_id","booking_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupancies" ADD CONSTRAINT "occupancies_subdistrict_id_resource_id_resources_subdistrict_id_resource_id_fk" FOREIGN KEY ("subdistrict_id","resource_id") REFERENCES "public"."resources"("subdistrict_id","resource_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waits" ADD CONSTRAINT "waits_subdistrict_id_occurrence_id_occurrences_subdistrict_id_occurrence_id_fk" FOREIGN KEY ("subdistrict_id","occurrence_id") REFERENCES "public"."occurrences"("subdistrict_id","occurrence_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_notice_id_notices_notice_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."notices"("notice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_relative_id_persons_person_id_fk" FOREIGN KEY ("relative_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_done_by_persons_person_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_subdistrict_id_site_id_sites_subdistrict_id_site_id_fk" FOREIGN KEY ("subdistrict_id","site_id") REFERENCES "public"."sites"("subdistrict_id","site_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "menus" ADD CONSTRAINT "menus_subdistrict_id_offer_id_offers_subdistrict_id_offer_id_fk" FOREIGN KEY ("subdistrict_id","offer_id") REFERENCES "public"."offers"("subdistrict_id","offer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_subdistrict_id_offer_id_offers_subdistrict_id_offer_id_fk" FOREIGN KEY ("subdistrict_id","offer_id") REFERENCES "public"."offers"("subdistrict_id","offer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occurrences" ADD CONSTRAINT "occurrences_subdistrict_id_schedule_id_schedules_subdistrict_id_schedule_id_fk" FOREIGN KEY ("subdistrict_id","schedule_id") REFERENCES "public"."schedules"("subdistrict_id","schedule_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offer_terms" ADD CONSTRAINT "offer_terms_subdistrict_id_offer_id_offers_subdistrict_id_offer_id_fk" FOREIGN KEY ("subdistrict_id","offer_id") REFERENCES "public"."offers"("subdistrict_id","offer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_subdistrict_id_service_code_services_subdistrict_id_code_fk" FOREIGN KEY ("subdistrict_id","service_code") REFERENCES "public"."services"("subdistrict_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_subdistrict_id_site_id_sites_subdistrict_id_site_id_fk" FOREIGN KEY ("subdistrict_id","site_id") REFERENCES "public"."sites"("subdistrict_id","site_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_subdistrict_id_provider_id_providers_subdistrict_id_provider_id_fk" FOREIGN KEY ("subdistrict_id","provider_id") REFERENCES "public"."providers"("subdistrict_id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "providers" ADD CONSTRAINT "providers_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_subdistrict_id_site_id_sites_subdistrict_id_site_id_fk" FOREIGN KEY ("subdistrict_id","site_id") REFERENCES "public"."sites"("subdistrict_id","site_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_subdistrict_id_offer_id_offers_subdistrict_id_offer_id_fk" FOREIGN KEY ("subdistrict_id","offer_id") REFERENCES "public"."offers"("subdistrict_id","offer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_subdistrict_id_resource_id_resources_subdistrict_id_resource_id_fk" FOREIGN KEY ("subdistrict_id","resource_id") REFERENCES "public"."resources"("subdistrict_id","resource_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_subdistrict_id_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_subdistrict_id_place_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","place_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_differences" ADD CONSTRAINT "payment_differences_cleared_by_person_persons_person_id_fk" FOREIGN KEY ("cleared_by_person") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_subdistrict_id_payment_id_payments_subdistrict_id_payment_id_fk" FOREIGN KEY ("subdistrict_id","payment_id") REFERENCES "public"."payments"("subdistrict_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_subdistrict_id_payment_id_payments_subdistrict_id_payment_id_fk" FOREIGN KEY ("subdistrict_id","payment_id") REFERENCES "public"."payments"("subdistrict_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_payer_person_id_persons_person_id_fk" FOREIGN KEY ("payer_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_profiles" ADD CONSTRAINT "person_profiles_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_code_tries" ADD CONSTRAINT "relation_code_tries_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_codes" ADD CONSTRAINT "relation_codes_served_person_id_persons_person_id_fk" FOREIGN KEY ("served_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_served_person_id_persons_person_id_fk" FOREIGN KEY ("served_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_relative_person_id_persons_person_id_fk" FOREIGN KEY ("relative_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_persons" ADD CONSTRAINT "served_persons_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_persons" ADD CONSTRAINT "served_persons_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_place_id_places_subdistrict_id_place_id_fk" FOREIGN KEY ("subdistrict_id","place_id") REFERENCES "public"."places"("subdistrict_id","place_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_property_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","property_unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renovations" ADD CONSTRAINT "renovations_subdistrict_id_neighbourhood_unit_id_units_subdistrict_id_unit_id_fk" FOREIGN KEY ("subdistrict_id","neighbourhood_unit_id") REFERENCES "public"."units"("subdistrict_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "booking_events_at" ON "booking_events" USING btree ("subdistrict_id","kind","at");--> statement-breakpoint
CREATE UNIQUE INDEX "booking_photos_once" ON "booking_photos" USING btree ("photo_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_serial" ON "bookings" USING btree ("serial");--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_check_in_secret" ON "bookings" USING btree ("check_in_secret");--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_one_live" ON "bookings" USING btree ("subdistrict_id","occurrence_id","person_id") WHERE "bookings"."status" in ('held','requested','proposed','confirmed','checked_in');--> statement-breakpoint
CREATE INDEX "bookings_person" ON "bookings" USING btree ("person_id","starts_at");--> statement-breakpoint
CREATE INDEX "bookings_booked_by" ON "bookings" USING btree ("booked_by","starts_at");--> statement-breakpoint
CREATE INDEX "bookings_site_time" ON "bookings" USING btree ("subdistrict_id","site_id","starts_at");--> statement-breakpoint
CREATE INDEX "bookings_time" ON "bookings" USING btree ("subdistrict_id","starts_at","booking_id");--> statement-breakpoint
CREATE INDEX "bookings_waiting" ON "bookings" USING btree ("subdistrict_id","requested_at","booking_id") WHERE "bookings"."status" = 'requested';--> statement-breakpoint
CREATE INDEX "bookings_occurrence" ON "bookings" USING btree ("subdistrict_id","occurrence_id");--> statement-breakpoint
CREATE INDEX "bookings_requested" ON "bookings" USING btree ("answer_due_at") WHERE "bookings"."status" = 'requested' and "bookings"."escalated_at" is null;--> statement-breakpoint
CREATE INDEX "bookings_holds" ON "bookings" USING btree ("hold_until") WHERE "bookings"."status" in ('held','proposed');--> statement-breakpoint
CREATE INDEX "bookings_coming" ON "bookings" USING btree ("starts_at") WHERE "bookings"."status" = 'confirmed';--> statement-breakpoint
CREATE UNIQUE INDEX "waits_one_live" ON "waits" USING btree ("subdistrict_id","occurrence_id","person_id") WHERE "waits"."state" in ('waiting','offered');--> statement-breakpoint
CREATE INDEX "waits_in_order" ON "waits" USING btree ("subdistrict_id","occurrence_id","serial") WHERE "waits"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "waits_person" ON "waits" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "waits_to_tell" ON "waits" USING btree ("tell_at") WHERE "waits"."tell_at" is not null;--> statement-breakpoint
CREATE INDEX "wishes_at" ON "wishes" USING btree ("subdistrict_id","at");--> statement-breakpoint
CREATE INDEX "calls_list" ON "calls" USING btree ("subdistrict_id","state","due_at");--> statement-breakpoint
CREATE INDEX "calls_person" ON "calls" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "closures_once" ON "closures" USING btree ("subdistrict_id","site_id","day",coalesce("offer_id", "site_id")) WHERE "closures"."reopened_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "occurrences_once" ON "occurrences" USING btree ("subdistrict_id","schedule_id","rule_day");--> statement-breakpoint
CREATE INDEX "occurrences_offer_time" ON "occurrences" USING btree ("subdistrict_id","offer_id","starts_at");--> statement-breakpoint
CREATE INDEX "offers_service" ON "offers" USING btree ("subdistrict_id","service_code");--> statement-breakpoint
CREATE INDEX "offers_site" ON "offers" USING btree ("subdistrict_id","site_id");--> statement-breakpoint
CREATE INDEX "schedules_offer" ON "schedules" USING btree ("subdistrict_id","offer_id");--> statement-breakpoint
CREATE INDEX "sites_unit" ON "sites" USING btree ("subdistrict_id","unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_differences_once" ON "payment_differences" USING btree ("day","kind","out_trade_no","out_refund_no");--> statement-breakpoint
CREATE INDEX "payment_differences_list" ON "payment_differences" USING btree ("subdistrict_id","cleared_at","day");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_refunds_once" ON "payment_refunds" USING btree ("subdistrict_id","payment_id","once");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_refunds_number" ON "payment_refunds" USING btree ("out_refund_no");--> statement-breakpoint
CREATE INDEX "payment_refunds_to_look" ON "payment_refunds" USING btree ("next_look_at") WHERE "payment_refunds"."next_look_at" is not null;--> statement-breakpoint
CREATE INDEX "payment_refunds_accepted" ON "payment_refunds" USING btree ("accepted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_out_trade_no" ON "payments" USING btree ("out_trade_no");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_transaction" ON "payments" USING btree ("transaction_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_open" ON "payments" USING btree ("subdistrict_id","subject_kind","subject_id") WHERE "payments"."state" in ('created','prepaid','due','closing');--> statement-breakpoint
CREATE INDEX "payments_subject" ON "payments" USING btree ("subdistrict_id","subject_kind","subject_id","created_at");--> statement-breakpoint
CREATE INDEX "payments_payer" ON "payments" USING btree ("payer_person_id");--> statement-breakpoint
CREATE INDEX "payments_to_look" ON "payments" USING btree ("next_look_at") WHERE "payments"."next_look_at" is not null;--> statement-breakpoint
CREATE INDEX "payments_paid_at" ON "payments" USING btree ("paid_at") WHERE "payments"."paid_by" = 'wechat';--> statement-breakpoint
CREATE UNIQUE INDEX "person_profiles_id_number" ON "person_profiles" USING btree ("id_number_index");--> statement-breakpoint
CREATE UNIQUE INDEX "relation_codes_code" ON "relation_codes" USING btree ("code_index");--> statement-breakpoint
CREATE UNIQUE INDEX "relationships_one_in_force" ON "relationships" USING btree ("served_person_id","relative_person_id") WHERE "relationships"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "relationships_relative" ON "relationships" USING btree ("relative_person_id");--> statement-breakpoint
CREATE INDEX "served_persons_person" ON "served_persons" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "renovations_person" ON "renovations" USING btree ("person_id","registered_at");--> statement-breakpoint
CREATE INDEX "renovations_property" ON "renovations" USING btree ("subdistrict_id","property_unit_id");--> statement-breakpoint
CREATE INDEX "renovations_neighbourhood" ON "renovations" USING btree ("subdistrict_id","neighbourhood_unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "persons_wecom" ON "persons" USING btree ("wecom_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_once" ON "notices" USING btree ("person_id","once") WHERE "notices"."once" is not null;