import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether a version of the programme told of an offered seat. */
export class Told20261126061500 implements MigrationInterface {
  name = 'Told20261126061500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table seat add column told boolean not null default false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table seat drop column told`);
  }
}
