import type { Tx } from './database';

/** Leaves a job in a decision: it is committed with it or not at all. `key`: the same key twice is one job; `after`: not before this moment. */
export async function enqueue(tx: Tx, name: string, body: Record<string, unknown>, { key = null, after }: { key?: string | null; after?: Date } = {}): Promise<void> {
  await tx.sql.query('insert into job (name, body, key, after) values ($1, $2, $3, coalesce($4, now())) on conflict (key) do nothing', [name, JSON.stringify(body), key, after ?? null]);
}
