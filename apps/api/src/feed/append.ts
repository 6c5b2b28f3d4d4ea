import { type FactBody, type FactName, facts } from '@siccam/contract';
import type { EntityManager } from 'typeorm';
import type { PendingFact, Tx } from '../platform';

/** Leaves a fact in a topic; it is numbered and written last in the transaction, and told to everyone after its commit. */
export function append<N extends FactName>(tx: Tx, topic: string, name: N, body: FactBody<N>): void {
  facts[name].parse(body);
  tx.facts.push({ topic, name, body });
}

/** Writes the collected facts. Topics go in sorted order: two transactions that lock two topics in opposite order would deadlock. */
export async function writeFacts({ sql, facts: pending }: { sql: EntityManager; facts: readonly PendingFact[] }): Promise<void> {
  const topics = [...new Set(pending.map(({ topic }) => topic))].sort();
  for (const topic of topics) {
    const mine = pending.filter((fact) => fact.topic === topic);
    await sql.query(
      `with counted as (
         insert into topic as t (name, head) values ($1, $2::bigint)
         on conflict (name) do update set head = t.head + $2::bigint
         returning head
       )
       insert into fact (topic, number, name, body)
       select $1, counted.head - $2::bigint + f.place, f.name, f.body
       from counted, unnest($3::text[], $4::jsonb[]) with ordinality as f(name, body, place)`,
      [topic, mine.length, mine.map(({ name }) => name), mine.map(({ body }) => JSON.stringify(body))],
    );
  }
}
