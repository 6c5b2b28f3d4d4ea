import { randomUUID } from 'node:crypto';
import { heldOn, type Role } from '@siccam/contract';
import { PeopleService } from '../people/people.service';
import { MachineClock } from '../platform';
import type { TestHouse } from './house';

/** Someone with an account, signed in with one factor and confirmed just now. */
export type Someone = { person: string; signIn: string; mail: string; headers: { cookie: string } };

/** Makes an account, straight in the database. */
export async function someone({ owner, app }: TestHouse, { role }: { role?: Role } = {}): Promise<Someone> {
  const person = randomUUID();
  const mail = `${person}@fair.test`;
  await owner.query(`insert into person (id, fair_id, kind, name, language, mail, mail_proven) select $1, id, 'account', '{"latin": "Yassine R."}', 'fr', $2, $3 from fair where current`, [person, mail, new Date(app.get(MachineClock).now())]);
  if (role) {
    await owner.query(
      `insert into role_held (holder, role, fair_id, object_id, object_kind, given_by)
       select $1, $2, f.id, case $3::text when 'session' then (select s.id from session s where s.fair_id = f.id and s.slug = 'panel-1') else f.id end, $3, 'terminal' from fair f where f.current`,
      [person, role, heldOn[role]],
    );
  }
  return { person, mail, ...(await anotherSignIn({ owner, app }, person)) };
}

/** Signs a person in once more. */
export async function anotherSignIn({ owner, app }: Pick<TestHouse, 'owner' | 'app'>, person: string): Promise<Pick<Someone, 'signIn' | 'headers'>> {
  const signIn = randomUUID();
  const now = app.get(MachineClock).now();
  await owner.query(
    `insert into sign_in (id, person_id, "by", device, address, created, seen, expires, confirmed) values ($1, $2, 'password', '{"kind": "phone", "browser": "Firefox"}', '192.0.2.0/24', $3, $3, $4, $3)`,
    [signIn, person, new Date(now), new Date(now + 86_400_000)],
  );
  return { signIn, headers: { cookie: app.get(PeopleService).cookies.write({ kind: 'person', id: person, signIn }).split(';')[0] ?? '' } };
}

/** Moves the machine's clock of a server by so many milliseconds; it runs on from there. */
export function moveClock({ app }: TestHouse, by: number): void {
  app.get(MachineClock).now = () => Date.now() + by;
}
