import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Timetable. */
export class Timetable20261125190820 implements MigrationInterface {
  name = 'Timetable20261125190820';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`CREATE TABLE "file" ("id" uuid NOT NULL, "fair_id" uuid NOT NULL, "person" uuid NOT NULL, "use" text NOT NULL, "name" text NOT NULL, "type" text NOT NULL, "size" integer NOT NULL, "scan" text NOT NULL, "brought" TIMESTAMP WITH TIME ZONE NOT NULL, "hash" text NOT NULL, CONSTRAINT "PK_36b46d232307066b3a2c9ea3a1d" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "file_fair" ON "file"  ("fair_id") `);
    await sql.query(String.raw`CREATE INDEX "file_person" ON "file"  ("person") `);
    await sql.query(String.raw`CREATE TABLE "plan_entry" ("person" uuid NOT NULL, "session_id" uuid NOT NULL, "kept" TIMESTAMP WITH TIME ZONE NOT NULL, "reminded" text, CONSTRAINT "PK_a98bdc01bf3206d63cfc9ec30fc" PRIMARY KEY ("person", "session_id"))`);
    await sql.query(String.raw`CREATE INDEX "plan_entry_session" ON "plan_entry"  ("session_id") `);
    await sql.query(String.raw`CREATE TABLE "seat" ("person" uuid NOT NULL, "session_id" uuid NOT NULL, "state" text NOT NULL, "since" TIMESTAMP WITH TIME ZONE NOT NULL, "until" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_c8cbf452802a2a591fa62ebd9e3" PRIMARY KEY ("person", "session_id"))`);
    await sql.query(String.raw`CREATE INDEX "seat_session" ON "seat"  ("session_id", "state", "since") `);
    await sql.query(String.raw`CREATE TABLE "calendar_link" ("person" uuid NOT NULL, "fair_id" uuid NOT NULL, "hash" text NOT NULL, "made" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "UQ_d1128e7412b278f1b908cdc51dc" UNIQUE ("hash"), CONSTRAINT "PK_f385070db0481f8346f3da0c05d" PRIMARY KEY ("person"))`);
    await sql.query(String.raw`CREATE TABLE "search_entry" ("fair_id" uuid NOT NULL, "kind" text NOT NULL, "id" uuid NOT NULL, "names" text NOT NULL, "rest" text NOT NULL, CONSTRAINT "PK_027f5339d1156856ce7b0b91236" PRIMARY KEY ("fair_id", "kind", "id"))`);
    await sql.query(String.raw`CREATE TABLE "tech_check" ("speaker" uuid NOT NULL, "fair_id" uuid NOT NULL, "person" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, "found" jsonb NOT NULL, CONSTRAINT "PK_1ecd9570d32ca1e9f8fbaa256fb" PRIMARY KEY ("speaker"))`);
    await sql.query(String.raw`CREATE INDEX "tech_check_fair" ON "tech_check"  ("fair_id") `);
    await sql.query(String.raw`CREATE TABLE "speaker_answer" ("speaker" uuid NOT NULL, "session_id" uuid NOT NULL, "answer" text NOT NULL, "starts" text, "person" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL, CONSTRAINT "PK_762cc16f2838dc4aceb00086734" PRIMARY KEY ("speaker", "session_id"))`);
    await sql.query(String.raw`CREATE TABLE "draft_item" ("id" uuid NOT NULL, "fair_id" uuid NOT NULL, "content" jsonb, "revision" integer NOT NULL, "changed" TIMESTAMP WITH TIME ZONE NOT NULL, "changed_by" text NOT NULL, CONSTRAINT "PK_cec9bb5bed08b5a738ca753f5ef" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "draft_item_fair" ON "draft_item"  ("fair_id") `);
    await sql.query(String.raw`CREATE TABLE "release" ("fair_id" uuid NOT NULL, "number" integer NOT NULL, "content" jsonb NOT NULL, "changes" jsonb NOT NULL, "note" jsonb NOT NULL, "made" TIMESTAMP WITH TIME ZONE NOT NULL, "made_by" text NOT NULL, CONSTRAINT "PK_f8d612c032bbd832087b6abefb0" PRIMARY KEY ("fair_id", "number"))`);
    await sql.query(String.raw`CREATE TABLE "draft_link" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "name" text NOT NULL, "hash" text NOT NULL, "made" TIMESTAMP WITH TIME ZONE NOT NULL, "made_by" text NOT NULL, "seen" TIMESTAMP WITH TIME ZONE, "revoked" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_3b3fe854fdce4327cd35079cb2a" UNIQUE ("hash"), CONSTRAINT "PK_960e5ccaef09749d2cd616ed765" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "draft_link_fair" ON "draft_link"  ("fair_id") `);
    await sql.query(String.raw`ALTER TABLE "session" ADD "audience" text array NOT NULL DEFAULT '{}'`);
    await sql.query(String.raw`ALTER TABLE "session" ADD "attachments" uuid array NOT NULL DEFAULT '{}'`);
    await sql.query(String.raw`ALTER TABLE "session" ADD "recorded" boolean NOT NULL DEFAULT false`);
    await sql.query(String.raw`ALTER TABLE "session" ADD "sequence" integer NOT NULL DEFAULT '0'`);
    await sql.query(String.raw`ALTER TABLE "session_person" ADD "speaker" uuid`);
    await sql.query(String.raw`ALTER TABLE "session_person" ADD "photo" uuid`);
    await sql.query(String.raw`ALTER TABLE "file" ADD CONSTRAINT "FK_0991aa1e19069f102e48802b796" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "plan_entry" ADD CONSTRAINT "FK_6963157ff622c6f8fcd4cb8ed24" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "seat" ADD CONSTRAINT "FK_8377b8e8e45110c64e1c50a5463" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "draft_item" ADD CONSTRAINT "FK_a2e8d2306c74a890a414ca0d2fb" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "release" ADD CONSTRAINT "FK_b0e7cb2cc55a588cfb2339207e2" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "draft_link" ADD CONSTRAINT "FK_03169c110ba5eb814385d6c57cc" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "draft_link" DROP CONSTRAINT "FK_03169c110ba5eb814385d6c57cc"`);
    await sql.query(String.raw`ALTER TABLE "release" DROP CONSTRAINT "FK_b0e7cb2cc55a588cfb2339207e2"`);
    await sql.query(String.raw`ALTER TABLE "draft_item" DROP CONSTRAINT "FK_a2e8d2306c74a890a414ca0d2fb"`);
    await sql.query(String.raw`ALTER TABLE "seat" DROP CONSTRAINT "FK_8377b8e8e45110c64e1c50a5463"`);
    await sql.query(String.raw`ALTER TABLE "plan_entry" DROP CONSTRAINT "FK_6963157ff622c6f8fcd4cb8ed24"`);
    await sql.query(String.raw`ALTER TABLE "file" DROP CONSTRAINT "FK_0991aa1e19069f102e48802b796"`);
    await sql.query(String.raw`ALTER TABLE "session_person" DROP COLUMN "photo"`);
    await sql.query(String.raw`ALTER TABLE "session_person" DROP COLUMN "speaker"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "sequence"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "recorded"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "attachments"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "audience"`);
    await sql.query(String.raw`DROP INDEX "public"."draft_link_fair"`);
    await sql.query(String.raw`DROP TABLE "draft_link"`);
    await sql.query(String.raw`DROP TABLE "release"`);
    await sql.query(String.raw`DROP INDEX "public"."draft_item_fair"`);
    await sql.query(String.raw`DROP TABLE "draft_item"`);
    await sql.query(String.raw`DROP TABLE "speaker_answer"`);
    await sql.query(String.raw`DROP INDEX "public"."tech_check_fair"`);
    await sql.query(String.raw`DROP TABLE "tech_check"`);
    await sql.query(String.raw`DROP TABLE "search_entry"`);
    await sql.query(String.raw`DROP TABLE "calendar_link"`);
    await sql.query(String.raw`DROP INDEX "public"."seat_session"`);
    await sql.query(String.raw`DROP TABLE "seat"`);
    await sql.query(String.raw`DROP INDEX "public"."plan_entry_session"`);
    await sql.query(String.raw`DROP TABLE "plan_entry"`);
    await sql.query(String.raw`DROP INDEX "public"."file_person"`);
    await sql.query(String.raw`DROP INDEX "public"."file_fair"`);
    await sql.query(String.raw`DROP TABLE "file"`);
  }
}
