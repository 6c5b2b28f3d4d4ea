import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The words under which something is found. What was found before has none, and is written anew once the server starts. */
export class Search20261125194500 implements MigrationInterface {
  name = 'Search20261125194500';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`DELETE FROM "search_entry"`);
    await sql.query(String.raw`ALTER TABLE "search_entry" ADD "words" tsvector NOT NULL`);
    // What is found must not wait behind what was written last.
    await sql.query(String.raw`CREATE INDEX "search_entry_words" ON "search_entry" USING gin ("words") WITH (fastupdate = off)`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`DROP INDEX "search_entry_words"`);
    await sql.query(String.raw`ALTER TABLE "search_entry" DROP COLUMN "words"`);
  }
}
