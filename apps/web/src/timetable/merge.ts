import type { DraftContent } from '@siccam/contract';

/** What stands in one item: null where it was taken out, or is not there yet. */
export type Content = DraftContent | null;

/** Whether two values are the same, whatever the order of their keys. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = (value: object) => Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  const [mine, theirs] = [keys(one), keys(other)];
  return mine.length === theirs.length && mine.every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

const inLanguages = ['title', 'summary', 'name', 'note', 'short', 'initials', 'about'];
/** A session is put somewhere by one decision: where, when and how long belong together. */
const place = ['stage', 'starts', 'minutes', 'delay'];

/** An item as the parts that two people can change beside each other: each language of a text by itself, the place of a session as one. */
function partsOf(content: DraftContent): Map<string, unknown> {
  const parts = new Map<string, unknown>();
  const where: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(content) as [string, unknown][]) {
    if (content.kind === 'session' && place.includes(key)) where[key] = value;
    else if (inLanguages.includes(key) && typeof value === 'object' && value !== null) {
      parts.set(key, {});
      for (const [language, text] of Object.entries(value)) if (text !== undefined) parts.set(`${key}.${language}`, text);
    } else parts.set(key, value);
  }
  if (content.kind === 'session') parts.set('place', where);
  return parts;
}

function fromParts(parts: ReadonlyMap<string, unknown>): DraftContent {
  const content: Record<string, unknown> = {};
  for (const [key, value] of parts) {
    const [name = '', language] = key.split('.');
    if (key === 'place') Object.assign(content, value);
    else if (language) content[name] = { ...(content[name] as object | undefined), [language]: value };
    else content[name] = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value, ...(content[name] as object | undefined) } : value;
  }
  return content as DraftContent;
}

/** What comes of an item that two people changed: `content` with both where they changed different parts, theirs where they changed the same one. `lost`: the parts of which mine is not in it. */
export function merge(base: Content, mine: Content, theirs: Content): { content: Content; lost: string[] } {
  if (same(mine, theirs) || same(base, mine)) return { content: theirs, lost: [] };
  if (same(base, theirs)) return { content: mine, lost: [] };
  if (!mine || !theirs) return { content: theirs, lost: ['all'] };
  const [before, ours, others] = [base ? partsOf(base) : new Map<string, unknown>(), partsOf(mine), partsOf(theirs)];
  const merged = new Map(others);
  const lost: string[] = [];
  for (const key of new Set([...before.keys(), ...ours.keys(), ...others.keys()])) {
    const [was, my, their] = [before.get(key), ours.get(key), others.get(key)];
    if (same(was, my) || same(my, their)) continue;
    if (key === 'accepted') merged.set(key, union(was, my, their));
    else if (!same(was, their)) lost.push(key);
    else if (my === undefined) merged.delete(key);
    else merged.set(key, my);
  }
  return { content: fromParts(merged), lost };
}

type Kept = { key: string }[];
/** Both accept or no longer accept conflicts: neither takes the other's back. */
function union(was: unknown, mine: unknown, theirs: unknown): Kept {
  const [before, ours, others] = [was, mine, theirs].map((list) => (list ?? []) as Kept) as [Kept, Kept, Kept];
  const gone = before.filter(({ key }) => !ours.some((one) => one.key === key));
  const come = ours.filter(({ key }) => !before.some((one) => one.key === key) && !others.some((one) => one.key === key));
  return [...others.filter(({ key }) => !gone.some((one) => one.key === key)), ...come];
}

/** An item with some parts of another state of it put over it: what was wanted and did not come through. */
export function withParts(content: DraftContent, wanted: DraftContent, keys: readonly string[]): DraftContent {
  const [parts, from] = [partsOf(content), partsOf(wanted)];
  for (const key of keys) {
    if (from.has(key)) parts.set(key, from.get(key));
    else parts.delete(key);
  }
  return fromParts(parts);
}
