import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the live path: fair, stages, sessions, people, feed, roles. */
export class FirstHouse20261124214022 implements MigrationInterface {
  name = 'FirstHouse20261124214022';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`CREATE TABLE "fair" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "slug" text NOT NULL, "current" boolean NOT NULL DEFAULT false, "demo" boolean NOT NULL DEFAULT false, "name" jsonb NOT NULL, "edition" jsonb NOT NULL, "theme" jsonb NOT NULL, "host" jsonb NOT NULL, "days" text array NOT NULL, "zone" text NOT NULL, "clock_fair_at" TIMESTAMP WITH TIME ZONE, "clock_machine_at" TIMESTAMP WITH TIME ZONE, "programme_version" integer NOT NULL DEFAULT '1', CONSTRAINT "UQ_02795bf3d991bc4538efcf7f7ec" UNIQUE ("slug"), CONSTRAINT "PK_98731e388da3b33c43b01bb6455" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE UNIQUE INDEX "one_current_fair" ON "fair"  ("current") WHERE current`);
    await sql.query(String.raw`CREATE TABLE "topic" ("name" text NOT NULL, "head" bigint NOT NULL DEFAULT '0', CONSTRAINT "PK_15f634a2dbf62a79bb726fc6158" PRIMARY KEY ("name"))`);
    await sql.query(String.raw`CREATE TABLE "fact" ("topic" text NOT NULL, "number" bigint NOT NULL, "name" text NOT NULL, "body" jsonb NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(), CONSTRAINT "PK_981ff7a5a756de6e8dbaf6c4bd4" PRIMARY KEY ("topic", "number"))`);
    await sql.query(String.raw`CREATE TABLE "role_held" ("holder" text NOT NULL, "role" text NOT NULL, "fair_id" uuid NOT NULL, CONSTRAINT "PK_8975bf289aff7b8ff12b1053645" PRIMARY KEY ("holder", "role", "fair_id"))`);
    await sql.query(String.raw`CREATE TABLE "stage" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "position" integer NOT NULL, "name" jsonb NOT NULL, "note" jsonb, CONSTRAINT "PK_c54d11b3c24a188262844af1612" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE TABLE "session" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "stage_id" uuid, "slug" text NOT NULL, "kind" text NOT NULL, "title" jsonb NOT NULL, "summary" jsonb NOT NULL, "starts" text NOT NULL, "ends" text NOT NULL, "delay" integer NOT NULL DEFAULT '0', "spoken" text array NOT NULL DEFAULT '{}', "interpreted" text array NOT NULL DEFAULT '{}', "state" text NOT NULL DEFAULT 'draft', "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "on_air" uuid array NOT NULL DEFAULT '{}', "capacity" integer, "taken" integer NOT NULL DEFAULT '0', "waiting" integer NOT NULL DEFAULT '0', CONSTRAINT "one_slug_per_fair" UNIQUE ("fair_id", "slug"), CONSTRAINT "session_ends_after_start" CHECK (ends > starts), CONSTRAINT "session_ends_is_wall_time" CHECK (ends ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'), CONSTRAINT "session_starts_is_wall_time" CHECK (starts ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'), CONSTRAINT "PK_f55da76ac1c3ac420f444d2ff11" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "session_state" ON "session"  ("state") `);
    await sql.query(String.raw`CREATE TABLE "session_person" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "session_id" uuid NOT NULL, "position" integer NOT NULL, "role" text NOT NULL, "shape" text NOT NULL, "name" jsonb NOT NULL, "title" jsonb NOT NULL, "initials" jsonb NOT NULL, "short" jsonb NOT NULL, "fictional" boolean NOT NULL DEFAULT false, "replaces" jsonb, CONSTRAINT "PK_5c6e00902a1344d01a8d90f33cf" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "session_person_session" ON "session_person"  ("session_id") `);
    await sql.query(String.raw`ALTER TABLE "stage" ADD CONSTRAINT "FK_55746e283c87e0b903cf956c9be" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "session" ADD CONSTRAINT "FK_25989fe74645d820f8da1c149a9" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "session" ADD CONSTRAINT "FK_bdc05e44086904327c5ba145e0b" FOREIGN KEY ("stage_id") REFERENCES "stage"("id") ON DELETE RESTRICT ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "session_person" ADD CONSTRAINT "FK_7af247976fdac0ce62c371bda1b" FOREIGN KEY ("session_id") REFERENCES "session"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "session_person" DROP CONSTRAINT "FK_7af247976fdac0ce62c371bda1b"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP CONSTRAINT "FK_bdc05e44086904327c5ba145e0b"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP CONSTRAINT "FK_25989fe74645d820f8da1c149a9"`);
    await sql.query(String.raw`ALTER TABLE "stage" DROP CONSTRAINT "FK_55746e283c87e0b903cf956c9be"`);
    await sql.query(String.raw`DROP INDEX "public"."session_person_session"`);
    await sql.query(String.raw`DROP TABLE "session_person"`);
    await sql.query(String.raw`DROP INDEX "public"."session_state"`);
    await sql.query(String.raw`DROP TABLE "session"`);
    await sql.query(String.raw`DROP TABLE "stage"`);
    await sql.query(String.raw`DROP TABLE "role_held"`);
    await sql.query(String.raw`DROP TABLE "fact"`);
    await sql.query(String.raw`DROP TABLE "topic"`);
    await sql.query(String.raw`DROP INDEX "public"."one_current_fair"`);
    await sql.query(String.raw`DROP TABLE "fair"`);
  }
}
