import { randomUUID } from 'node:crypto';
import { type DraftContent, type DraftSpeaker, type DraftStage, type ExchangeFormat, wordsIn } from '@siccam/contract';
import { atOnce, type Steps } from '../platform';
import { own } from './event';
import { exact, recordOf } from './exact';
import { type Item, type Plan, planOf, type World } from './plan';
import { readFile } from './read';
import { csvOf, columns, rowsOf } from './table';
import { scheduleOf } from './write';
import { writeXml } from './xml';

/** The whole draft in a format that an import takes back. */
export function* written(items: ReadonlyMap<string, DraftContent>, format: Exclude<ExchangeFormat, 'xlsx'>, head: Parameters<typeof scheduleOf>[1]): Steps<string> {
  if (format === 'csv') return yield* csvOf([columns, ...(yield* rowsOf(items)).map((row) => columns.map((column) => row[column]))]);
  const { file, own: kept } = yield* scheduleOf(items, head, true);
  yield;
  return format === 'json' ? `${JSON.stringify(file, null, 1)}\n` : yield* writeXml(file, JSON.stringify(kept));
}

/** A fair with nothing in it, for a look at a file. */
export const emptyWorld = (zone: string, days: readonly string[] = ['2026-11-27', '2026-11-28']): World => ({ fair: { id: randomUUID(), zone, days, url: 'https://fair.example/' }, items: [], slugs: new Map() });

/** The fair once a plan was followed. */
export function following(world: World, { save }: Plan): World {
  const items = new Map(world.items.map((item) => [item.id, item]));
  // As the database gives it back.
  for (const { id, revision, content } of save) items.set(id, { id, revision: revision + 1, content: JSON.parse(JSON.stringify(content)) as DraftContent });
  return { ...world, items: [...items.values()] };
}

/** Items that stand in a draft. */
export const standing = (items: readonly Item[]): ReadonlyMap<string, DraftContent> => new Map(items.flatMap(({ id, content }) => (content ? [[id, content] as const] : [])));

/** A draft without what may differ from fair to fair: ids, and by which of them a file is found again. `named`: people by their names alone. */
export function essence(items: ReadonlyMap<string, DraftContent>, { named = false }: { named?: boolean } = {}): string[] {
  // A table has the name of a stage in one language, and no days but those of its sessions.
  const stageIn = ({ name, ...rest }: DraftStage): unknown => (named ? wordsIn(name, 'en').text : { name, ...rest });
  const stage = (id: string | null): unknown => (id === null ? null : stageIn(items.get(id) as DraftStage));
  const speaker = (id: string): unknown => {
    const { photo: _photo, person: _person, ...rest } = items.get(id) as DraftSpeaker;
    return named ? Object.values(rest.name)[0] : rest;
  };
  return [...items.values()]
    .flatMap((content): unknown[] => {
      if (content.kind === 'fair') return named ? [] : [{ days: [...content.days].sort() }];
      if (content.kind === 'stage') return [stageIn(content)];
      if (content.kind === 'speaker') return [];
      const { source: _source, extra, attachments: _attachments, accepted: _accepted, ...rest } = content;
      const { [own.seen]: _seen, [own.persons]: persons, ...kept } = extra ?? {};
      return [{ ...rest, stage: stage(content.stage), people: content.people.map(({ id, speaker: who, role, replaces }) => ({ who: speaker(who), role, replaces, known: named ? null : recordOf(persons)[id] })), extra: kept }];
    })
    .map(exact)
    .sort();
}

/** What is wrong with a way there and back: a file into a fair, out of it in a format, into another fair and into the same; empty: nothing. */
export function wrongAfter(bytes: Uint8Array, via: Exclude<ExchangeFormat, 'xlsx'>, world: World): string[] {
  const doc = readFile(bytes);
  if (typeof doc === 'string') return [doc];
  const first = following(world, atOnce(planOf(doc, world)));
  const again = atOnce(planOf(doc, first));
  const head = { slug: 'fair', zone: world.fair.zone, name: { en: 'Fair' }, url: world.fair.url, version: '1' };
  const file = Buffer.from(atOnce(written(standing(first.items), via, head)));
  const back = readFile(file);
  if (typeof back === 'string') return [`the export is not read: ${back}`];
  const other = emptyWorld(world.fair.zone, world.fair.days);
  const second = following(other, atOnce(planOf(back, other)));
  const home = atOnce(planOf(back, first));
  const [a, b] = [first, second].map(({ items }) => essence(standing(items), { named: via === 'csv' })) as [string[], string[]];
  return [
    ...again.lines.filter(({ does }) => does === 'create' || does === 'change').map(({ place, changes }) => `the same file again changes ${place}: ${changes.map(({ field }) => field).join(', ')}`),
    ...again.save.map(({ id }) => `the same file again saves ${id}`),
    ...a.filter((one) => !b.includes(one)).map((one) => `lost: ${one}`),
    ...b.filter((one) => !a.includes(one)).map((one) => `new: ${one}`),
    ...home.save.map(({ id, content }) => `back home it changes ${id}: ${differences(standing(first.items).get(id), content)}`),
  ];
}

const differences = (before: unknown, after: unknown): string => Object.keys({ ...recordOf(before), ...recordOf(after) }).filter((key) => exact(recordOf(before)[key]) !== exact(recordOf(after)[key])).map((key) => `${key} ${exact(recordOf(before)[key]).slice(0, 200)} → ${exact(recordOf(after)[key]).slice(0, 200)}`).join('; ');
