import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the organiser says to everyone at a fair. */
export class Announcements20261125004235 implements MigrationInterface {
  name = 'Announcements20261125004235';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`CREATE TABLE "announcement" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "text" jsonb NOT NULL, "made" TIMESTAMP WITH TIME ZONE NOT NULL, "until" TIMESTAMP WITH TIME ZONE NOT NULL, "withdrawn" TIMESTAMP WITH TIME ZONE, CONSTRAINT "announcement_ends_after_it_was_made" CHECK ("until" > made), CONSTRAINT "PK_e0ef0550174fd1099a308fd18a0" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "announcement_fair" ON "announcement"  ("fair_id") `);
    await sql.query(String.raw`ALTER TABLE "announcement" ADD CONSTRAINT "FK_7764b0059a37510ad82d822f287" FOREIGN KEY ("fair_id") REFERENCES "fair"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "announcement" DROP CONSTRAINT "FK_7764b0059a37510ad82d822f287"`);
    await sql.query(String.raw`DROP INDEX "public"."announcement_fair"`);
    await sql.query(String.raw`DROP TABLE "announcement"`);
  }
}
