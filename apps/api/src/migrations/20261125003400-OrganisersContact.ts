import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom visitors may ask at the organiser's. */
export class OrganisersContact20261125003400 implements MigrationInterface {
  name = 'OrganisersContact20261125003400';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "fair" ADD "contact" jsonb`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "fair" DROP COLUMN "contact"`);
  }
}
