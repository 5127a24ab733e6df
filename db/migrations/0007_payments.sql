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
ALTER TABLE "payment_differences" ADD CONSTRAINT "payment_differences_cleared_by_person_persons_person_id_fk" FOREIGN KEY ("cleared_by_person") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_events" ADD CONSTRAINT "payment_events_subdistrict_id_payment_id_payments_subdistrict_id_payment_id_fk" FOREIGN KEY ("subdistrict_id","payment_id") REFERENCES "public"."payments"("subdistrict_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_refunds" ADD CONSTRAINT "payment_refunds_subdistrict_id_payment_id_payments_subdistrict_id_payment_id_fk" FOREIGN KEY ("subdistrict_id","payment_id") REFERENCES "public"."payments"("subdistrict_id","payment_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_payer_person_id_persons_person_id_fk" FOREIGN KEY ("payer_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
CREATE INDEX "payments_paid_at" ON "payments" USING btree ("paid_at") WHERE "payments"."paid_by" = 'wechat';