import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Someone whom a release took out of a session while they are on air. */
export class Leaving20261126004400 implements MigrationInterface {
  name = 'Leaving20261126004400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table session_person add column leaving boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table session_person drop column leaving`);
  }
}
