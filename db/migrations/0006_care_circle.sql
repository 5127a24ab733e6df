CREATE TABLE "care_invite_tries" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"tries" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "care_invites" ADD COLUMN "yes" text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "care_invites" ADD COLUMN "follow_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "care_invite_tries" ADD CONSTRAINT "care_invite_tries_person_id_persons_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("person_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_invites" DROP COLUMN "classes";--> statement-breakpoint
ALTER TABLE "care_invites" DROP COLUMN "purposes";