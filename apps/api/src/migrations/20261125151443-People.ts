import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, sign-ins, links, bans, consents, roles on objects, the audit, mails and jobs. */
export class People20261125151443 implements MigrationInterface {
  name = 'People20261125151443';

  async up(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`CREATE TABLE "job" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "name" text NOT NULL, "body" jsonb NOT NULL DEFAULT '{}', "key" text, "after" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "attempts" integer NOT NULL DEFAULT '0', "leased_until" TIMESTAMP WITH TIME ZONE, "done" TIMESTAMP WITH TIME ZONE, "error" text, CONSTRAINT "UQ_525af979730d42a36a4c0e618ab" UNIQUE ("key"), CONSTRAINT "PK_98ab1c14ff8d1cf80d18703b92f" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "job_due" ON "job"  ("after") WHERE done is null`);
    await sql.query(String.raw`CREATE TABLE "audit" ("id" bigint GENERATED ALWAYS AS IDENTITY NOT NULL, "fair_id" uuid NOT NULL, "at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "actor" text NOT NULL, "deed" text NOT NULL, "object_kind" text NOT NULL, "object_id" text NOT NULL, "detail" jsonb NOT NULL DEFAULT '{}', "from_address" text NOT NULL DEFAULT '', CONSTRAINT "PK_1d3d120ddaf7bc9b1ed68ed463a" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "audit_fair" ON "audit"  ("fair_id") `);
    await sql.query(String.raw`CREATE INDEX "audit_object" ON "audit"  ("object_id") `);
    await sql.query(String.raw`CREATE TABLE "person" ("id" uuid NOT NULL, "fair_id" uuid NOT NULL, "kind" text NOT NULL, "name" jsonb, "language" text, "zone" text, "mail" text, "mail_proven" TIMESTAMP WITH TIME ZONE, "password" bytea, "factor_secret" bytea, "factor_since" TIMESTAMP WITH TIME ZONE, "factor_step" bigint NOT NULL DEFAULT '0', "recovery" bytea array NOT NULL DEFAULT '{}', "official_name" jsonb, "title" jsonb, "capacity" jsonb, "official_confirmed" TIMESTAMP WITH TIME ZONE, "version" integer NOT NULL DEFAULT '1', "demo" boolean NOT NULL DEFAULT false, "created" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "seen" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_5fdaf670315c4b7e70cce85daa3" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "person_fair" ON "person"  ("fair_id") `);
    await sql.query(String.raw`CREATE INDEX "person_mail" ON "person"  ("mail") `);
    await sql.query(String.raw`CREATE UNIQUE INDEX "one_account_per_proven_mail" ON "person"  ("fair_id", "mail") WHERE mail_proven is not null`);
    await sql.query(String.raw`CREATE TABLE "sign_in" ("id" uuid NOT NULL, "person_id" uuid NOT NULL, "by" text NOT NULL, "device" jsonb NOT NULL, "address" text NOT NULL, "created" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "seen" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires" TIMESTAMP WITH TIME ZONE NOT NULL, "second_factor" TIMESTAMP WITH TIME ZONE, "confirmed" TIMESTAMP WITH TIME ZONE, "ended" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_e1c2af97265eef8174c9a652a5e" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "sign_in_person" ON "sign_in"  ("person_id") `);
    await sql.query(String.raw`CREATE INDEX "sign_in_ended" ON "sign_in"  ("ended") `);
    await sql.query(String.raw`CREATE TABLE "link" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "kind" text NOT NULL, "person_id" uuid, "mail" text, "hash" bytea NOT NULL, "asked_by" uuid, "code" bytea, "tries" integer NOT NULL DEFAULT '0', "created" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "expires" TIMESTAMP WITH TIME ZONE NOT NULL, "used" TIMESTAMP WITH TIME ZONE, "revoked" TIMESTAMP WITH TIME ZONE, CONSTRAINT "UQ_7ec9ae0a307e7bcb62c85e752d9" UNIQUE ("hash"), CONSTRAINT "PK_26206fb7186da72fbb9eaa3fac9" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "link_person" ON "link"  ("person_id") `);
    await sql.query(String.raw`CREATE INDEX "link_mail" ON "link"  ("mail") `);
    await sql.query(String.raw`CREATE TABLE "ban" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "person" uuid NOT NULL, "addresses" text array NOT NULL DEFAULT '{}', "addresses_until" TIMESTAMP WITH TIME ZONE, "since" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "by_whom" text NOT NULL, "lifted" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_071cddb7d5f18439fd992490618" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE UNIQUE INDEX "one_ban_at_a_time" ON "ban"  ("person") WHERE lifted is null`);
    await sql.query(String.raw`CREATE TABLE "consent" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "person_id" uuid NOT NULL, "what" text NOT NULL, "version" integer NOT NULL, "text_hash" text NOT NULL, "language" text NOT NULL, "given" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "withdrawn" TIMESTAMP WITH TIME ZONE, CONSTRAINT "PK_9115e8d6b082d4fc46d56134d29" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "consent_person" ON "consent"  ("person_id") `);
    await sql.query(String.raw`CREATE TABLE "mail" ("id" uuid NOT NULL DEFAULT gen_random_uuid(), "fair_id" uuid NOT NULL, "person_id" uuid, "kind" text NOT NULL, "language" text NOT NULL, "to_address" text NOT NULL, "values" jsonb NOT NULL DEFAULT '{}', "secret" bytea, "link_id" uuid, "key" text NOT NULL, "state" text NOT NULL DEFAULT 'waiting', "attempts" integer NOT NULL DEFAULT '0', "created" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(), "sent" TIMESTAMP WITH TIME ZONE, "error" text, CONSTRAINT "UQ_da9fa04d7e8c5744feea3f768ed" UNIQUE ("key"), CONSTRAINT "PK_5407da42b983ba54c6c62d462d3" PRIMARY KEY ("id"))`);
    await sql.query(String.raw`CREATE INDEX "mail_fair" ON "mail"  ("fair_id") `);
    await sql.query(String.raw`CREATE INDEX "mail_person" ON "mail"  ("person_id") `);
    // Roles given before were held on the whole fair.
    await sql.query(String.raw`ALTER TABLE "role_held" ADD "object_id" uuid`);
    await sql.query(String.raw`UPDATE "role_held" SET "object_id" = "fair_id"`);
    await sql.query(String.raw`ALTER TABLE "role_held" ALTER COLUMN "object_id" SET NOT NULL`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP CONSTRAINT "PK_8975bf289aff7b8ff12b1053645"`);
    await sql.query(String.raw`ALTER TABLE "role_held" ADD CONSTRAINT "PK_fe39cb05ae64b11fe9eea436116" PRIMARY KEY ("holder", "role", "fair_id", "object_id")`);
    await sql.query(String.raw`ALTER TABLE "role_held" ADD "object_kind" text NOT NULL DEFAULT 'fair'`);
    await sql.query(String.raw`ALTER TABLE "role_held" ALTER COLUMN "object_kind" DROP DEFAULT`);
    await sql.query(String.raw`ALTER TABLE "role_held" ADD "given_by" text NOT NULL DEFAULT 'demo'`);
    await sql.query(String.raw`ALTER TABLE "role_held" ALTER COLUMN "given_by" DROP DEFAULT`);
    await sql.query(String.raw`ALTER TABLE "role_held" ADD "given" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()`);
    await sql.query(String.raw`CREATE INDEX "role_held_object" ON "role_held"  ("object_id") `);
    await sql.query(String.raw`ALTER TABLE "sign_in" ADD CONSTRAINT "FK_9f12ffdf70f8c19105602e0aaf6" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "link" ADD CONSTRAINT "FK_caddbcc230c5498c07a04e0cb45" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
    await sql.query(String.raw`ALTER TABLE "consent" ADD CONSTRAINT "FK_89fd0f23d8b2bad031d9663173b" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE NO ACTION`);
  }

  async down(sql: QueryRunner): Promise<void> {
    await sql.query(String.raw`ALTER TABLE "consent" DROP CONSTRAINT "FK_89fd0f23d8b2bad031d9663173b"`);
    await sql.query(String.raw`ALTER TABLE "link" DROP CONSTRAINT "FK_caddbcc230c5498c07a04e0cb45"`);
    await sql.query(String.raw`ALTER TABLE "sign_in" DROP CONSTRAINT "FK_9f12ffdf70f8c19105602e0aaf6"`);
    await sql.query(String.raw`DROP INDEX "public"."role_held_object"`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP COLUMN "given"`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP COLUMN "given_by"`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP COLUMN "object_kind"`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP CONSTRAINT "PK_fe39cb05ae64b11fe9eea436116"`);
    await sql.query(String.raw`ALTER TABLE "role_held" ADD CONSTRAINT "PK_8975bf289aff7b8ff12b1053645" PRIMARY KEY ("holder", "role", "fair_id")`);
    await sql.query(String.raw`ALTER TABLE "role_held" DROP COLUMN "object_id"`);
    await sql.query(String.raw`DROP INDEX "public"."mail_person"`);
    await sql.query(String.raw`DROP INDEX "public"."mail_fair"`);
    await sql.query(String.raw`DROP TABLE "mail"`);
    await sql.query(String.raw`DROP INDEX "public"."consent_person"`);
    await sql.query(String.raw`DROP TABLE "consent"`);
    await sql.query(String.raw`DROP INDEX "public"."one_ban_at_a_time"`);
    await sql.query(String.raw`DROP TABLE "ban"`);
    await sql.query(String.raw`DROP INDEX "public"."link_mail"`);
    await sql.query(String.raw`DROP INDEX "public"."link_person"`);
    await sql.query(String.raw`DROP TABLE "link"`);
    await sql.query(String.raw`DROP INDEX "public"."sign_in_ended"`);
    await sql.query(String.raw`DROP INDEX "public"."sign_in_person"`);
    await sql.query(String.raw`DROP TABLE "sign_in"`);
    await sql.query(String.raw`DROP INDEX "public"."one_account_per_proven_mail"`);
    await sql.query(String.raw`DROP INDEX "public"."person_mail"`);
    await sql.query(String.raw`DROP INDEX "public"."person_fair"`);
    await sql.query(String.raw`DROP TABLE "person"`);
    await sql.query(String.raw`DROP INDEX "public"."audit_object"`);
    await sql.query(String.raw`DROP INDEX "public"."audit_fair"`);
    await sql.query(String.raw`DROP TABLE "audit"`);
    await sql.query(String.raw`DROP INDEX "public"."job_due"`);
    await sql.query(String.raw`DROP TABLE "job"`);
  }
}
