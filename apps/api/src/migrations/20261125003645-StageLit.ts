import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a stage is seen or heard, and since when. */
export class StageLit20261125003645 implements MigrationInterface {
  name = 'StageLit20261125003645';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "session" ADD "lit" boolean`);
    await sql.query(String.raw`ALTER TABLE "session" ADD "lit_since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "lit_since"`);
    await sql.query(String.raw`ALTER TABLE "session" DROP COLUMN "lit"`);
  }
}
