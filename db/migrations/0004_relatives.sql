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
ALTER TABLE "person_profiles" ADD CONSTRAINT "person_profiles_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_code_tries" ADD CONSTRAINT "relation_code_tries_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relation_codes" ADD CONSTRAINT "relation_codes_served_person_id_persons_person_id_fk" FOREIGN KEY ("served_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_served_person_id_persons_person_id_fk" FOREIGN KEY ("served_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_relative_person_id_persons_person_id_fk" FOREIGN KEY ("relative_person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_persons" ADD CONSTRAINT "served_persons_subdistrict_id_subdistricts_subdistrict_id_fk" FOREIGN KEY ("subdistrict_id") REFERENCES "public"."subdistricts"("subdistrict_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_persons" ADD CONSTRAINT "served_persons_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "person_profiles_id_number" ON "person_profiles" USING btree ("id_number_index");--> statement-breakpoint
CREATE UNIQUE INDEX "relation_codes_code" ON "relation_codes" USING btree ("code_index");--> statement-breakpoint
CREATE UNIQUE INDEX "relationships_one_in_force" ON "relationships" USING btree ("served_person_id","relative_person_id") WHERE "relationships"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "relationships_relative" ON "relationships" USING btree ("relative_person_id");--> statement-breakpoint
CREATE INDEX "served_persons_person" ON "served_persons" USING btree ("person_id");