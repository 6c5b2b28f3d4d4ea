import { ChangeKind, languages, Language, type Change, type DraftContent, type DraftEntry, type DraftSession, type DraftSpeaker, type DraftStage, type Words } from '@siccam/contract';
import { isPlaced } from './draft';

/** All items of a release by their id, as `release.content` holds them. */
export type ReleaseItems = Readonly<Record<string, DraftContent>>;

type Side = Change['before'];
type Found = { at: string; change: Change };

/**
 * What visitors will find changed in sessions, by time, then session, then kind. Of people: `before` null: has joined; `after` null: has left;
 * the same name twice: their role or what stands under the name; both null: their order. `text`, `other`: neither side is told.
 */
export function differenceOf(before: ReleaseItems, after: ReleaseItems): Change[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  const found = [...ids].flatMap((id): Found[] => {
    const [was, is] = [shown(before[id]), shown(after[id])];
    const session = is ?? was;
    if (!session) return [];
    return [...ofSession(was, is, before, after)].map(([kind, from, to]) => ({ at: session.starts ?? '', change: { session: id, kind, title: session.title, before: from, after: to } }));
  });
  return found.sort((a, b) => order(a.at, b.at) || order(a.change.session, b.change.session) || order(rank(a.change.kind), rank(b.change.kind))).map(({ change }) => change);
}

/** Whether visitors would read anything else, sessions or not (days, stages and their order): without it a release is nothing new. */
export function differs(before: ReleaseItems, after: ReleaseItems): boolean {
  return differenceOf(before, after).length > 0 || !same(frameOf(before), frameOf(after));
}

/** The languages of a session as one side of a change of kind `languages` carries them: `ar fr` or, interpreted into others, `ar fr > en`. */
export function languagesIn(side: string): { spoken: Language[]; interpreted: Language[] } {
  const [spoken = '', interpreted = ''] = side.split('>');
  const read = (text: string) => text.split(' ').flatMap((word) => Language.safeParse(word).data ?? []);
  return { spoken: read(spoken), interpreted: read(interpreted) };
}

const order = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const rank = (kind: ChangeKind): number => ChangeKind.options.indexOf(kind);
/** What visitors see of an item: a session that has its place. */
const shown = (item: DraftContent | undefined): DraftSession | null => (item?.kind === 'session' && isPlaced(item) ? item : null);
/** JSON keeps what a release keeps: no difference between absent and undefined. */
const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => order(a, b))) : part)) ?? '';

const frameOf = (items: ReleaseItems) =>
  Object.entries(items)
    .filter(([, { kind }]) => kind === 'fair' || kind === 'stage')
    .sort(([a], [b]) => order(a, b));

function* ofSession(was: DraftSession | null, is: DraftSession | null, before: ReleaseItems, after: ReleaseItems): Generator<[ChangeKind, Side, Side]> {
  if (!is) {
    yield ['removed', was?.starts ?? null, null];
    return;
  }
  if (!was) {
    yield ['added', null, is.starts];
    if (is.cancelled) yield ['cancelled', null, null];
    return;
  }
  // Whatever else was done to what is cancelled, nobody needs to be told.
  if (is.cancelled && !was.cancelled) {
    yield ['cancelled', null, null];
    return;
  }
  if (was.cancelled && !is.cancelled) yield ['restored', null, null];
  if (was.starts !== is.starts) yield [(is.starts ?? '') < (was.starts ?? '') ? 'earlier' : 'later', was.starts, is.starts];
  if (was.delay !== is.delay) yield ['delayed', was.delay, is.delay];
  const [from, to] = [stageOf(was, before), stageOf(is, after)];
  if (was.stage !== is.stage || !same(from?.name, to?.name)) yield ['stage', from?.name ?? null, to?.name ?? null];
  if (was.minutes !== is.minutes) yield ['length', was.minutes, is.minutes];
  if (!same(was.title, is.title)) yield ['title', was.title, is.title];
  if (!same(was.summary, is.summary)) yield ['text', null, null];
  yield* ofPeople(was.people, is.people, before, after);
  const [spoke, speaks] = [languagesOf(was), languagesOf(is)];
  if (spoke !== speaks) yield ['languages', spoke, speaks];
  if (was.capacity !== is.capacity) yield ['seats', was.capacity, is.capacity];
  if (!same(rest(was), rest(is))) yield ['other', null, null];
}

const inOrder = (some: readonly Language[]) => languages.filter((language) => some.includes(language));
const languagesOf = ({ spoken, interpreted }: DraftSession): string => [inOrder(spoken).join(' '), ...(interpreted.length > 0 ? [inOrder(interpreted).join(' ')] : [])].join(' > ');
const rest = ({ is, slug, audience, attachments, recorded }: DraftSession) => ({ is, slug, audience: [...audience].sort(), attachments, recorded });

function stageOf({ stage }: DraftSession, items: ReleaseItems): DraftStage | undefined {
  const item = stage === null ? undefined : items[stage];
  return item?.kind === 'stage' ? item : undefined;
}

function speakerOf({ speaker }: DraftEntry, items: ReleaseItems): DraftSpeaker | undefined {
  const item = items[speaker];
  return item?.kind === 'speaker' ? item : undefined;
}

const nameOf = (entry: DraftEntry, items: ReleaseItems): Words => speakerOf(entry, items)?.name ?? {};

/** What visitors read of someone in a session. */
function cardOf(entry: DraftEntry, items: ReleaseItems) {
  const { shape, name, title, short, initials, about, photo, fictional } = speakerOf(entry, items) ?? {};
  return { role: entry.role, replaces: entry.replaces, shape, name, title, short, initials, about, photo, fictional };
}

/** An entry is the same by its id, or else by who stands in it: an import makes new ids. */
function* ofPeople(was: readonly DraftEntry[], is: readonly DraftEntry[], before: ReleaseItems, after: ReleaseItems): Generator<[ChangeKind, Side, Side]> {
  const left = new Map(was.map((entry) => [entry.id, entry]));
  const take = (entry: DraftEntry | undefined) => {
    if (entry) left.delete(entry.id);
    return entry;
  };
  const byId = is.map(({ id }) => take(left.get(id)));
  const found = is.map((entry, at) => byId[at] ?? take([...left.values()].find(({ speaker }) => speaker === entry.speaker)));
  for (const [at, entry] of is.entries()) {
    const former = found[at];
    if (!former) yield ['people', null, nameOf(entry, after)];
    else if (former.speaker !== entry.speaker) yield ['replaced', nameOf(former, before), nameOf(entry, after)];
    else if (!same(cardOf(former, before), cardOf(entry, after))) yield ['people', nameOf(former, before), nameOf(entry, after)];
  }
  for (const entry of left.values()) yield ['people', nameOf(entry, before), null];
  const stayed = found.flatMap((former) => (former ? was.indexOf(former) : []));
  if (stayed.some((place, at) => place < (stayed[at - 1] ?? -1))) yield ['people', null, null];
}
