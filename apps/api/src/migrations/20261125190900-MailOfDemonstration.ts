import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails that a demonstration caused, which never leave the house. */
export class MailOfDemonstration20261125190900 implements MigrationInterface {
  name = 'MailOfDemonstration20261125190900';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "mail" ADD "demo" boolean NOT NULL DEFAULT false`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "mail" DROP COLUMN "demo"`);
  }
}
