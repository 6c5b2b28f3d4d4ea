import type { Client } from 'pg';

/** 400 sessions with the texts and people of the demonstration, copied with new names. */
export async function furnish(database: Client): Promise<void> {
  await database.query(`
    create temp table copies as
      select gen_random_uuid() as new_id, s.*, n from session s, generate_series(1, 40) n where s.state <> 'draft' order by n, s.starts;
    delete from copies where ctid not in (select ctid from copies limit ${400} - (select count(*) from session where state <> 'draft'));
    insert into session (id, fair_id, stage_id, slug, kind, title, summary, starts, ends, delay, spoken, interpreted, state, capacity, taken, waiting)
      select new_id, fair_id, stage_id, slug || '-' || n, kind, title, jsonb_set(summary, '{fr}', to_jsonb(coalesce(summary->>'fr', '') || ' ' || n)), starts, ends, delay, spoken, interpreted, 'released', capacity, taken, waiting from copies;
    insert into session_person (session_id, position, role, shape, name, title, initials, short, fictional, replaces)
      select c.new_id, p.position, p.role, p.shape, p.name, p.title, p.initials, p.short, p.fictional, p.replaces from copies c join session_person p on p.session_id = c.id;
    update session set state = 'live' where slug = 'panel-1';
  `);
}

