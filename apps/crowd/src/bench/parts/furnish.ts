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

/**
 * A thousand sessions on ten stages, copied from the demonstration's and laid out so that each person is in one place at a time. What was the
 * draft and the release before is gone: preparing the database once more makes both of what lies here.
 */
export async function furnishThousand(database: Client): Promise<void> {
  await database.query(`
    insert into stage (id, fair_id, position, name) select gen_random_uuid(), f.id, n, jsonb_build_object('ar', 'القاعة ' || n, 'fr', 'Salle ' || n, 'en', 'Room ' || n) from fair f, generate_series(3, 10) n where f.current;
    create temp table copies as
      select gen_random_uuid() as new_id, s.*, n, row_number() over (order by s.slug, n) - 1 as place from session s join fair f on f.id = s.fair_id and f.current, generate_series(1, 100) n
      where s.state <> 'draft' order by s.slug, n limit ${1000} - (select count(*) from session where state <> 'draft');
    with numbered as (select id, row_number() over (order by position) - 1 as n from stage)
    insert into session (id, fair_id, stage_id, slug, kind, title, summary, starts, ends, spoken, interpreted, state, capacity)
      select c.new_id, c.fair_id, g.id, c.slug || '-' || c.n, case when c.kind in ('break', 'meetings', 'hiring') then 'panel' else c.kind end, c.title, jsonb_set(c.summary, '{fr}', to_jsonb(coalesce(c.summary->>'fr', '') || ' ' || c.n)),
        to_char(at, 'YYYY-MM-DD"T"HH24:MI'), to_char(at + interval '15 minutes', 'YYYY-MM-DD"T"HH24:MI'), c.spoken, c.interpreted, 'released', c.capacity
      from copies c join numbered g on g.n = c.place % 10 join fair f on f.id = c.fair_id
      cross join lateral (select (f.days[(1 + (c.place / 10) % 2)::integer])::date + time '08:00' + make_interval(mins => 15 * (c.place / 20)::integer) as at) t;
    insert into session_person (session_id, position, role, shape, name, title, initials, short, fictional, replaces)
      select c.new_id, p.position, p.role, p.shape, (select jsonb_object_agg(w.key, w.value || ' ' || c.n) from jsonb_each_text(p.name) w), p.title, p.initials, p.short, p.fictional, p.replaces
      from copies c join session_person p on p.session_id = c.id;
    delete from draft_item;
    delete from release;
  `);
}
