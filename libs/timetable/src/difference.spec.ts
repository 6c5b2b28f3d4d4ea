import { Change, ChangeKind, languages, SessionKind, SessionRole, type DraftContent, type DraftSession } from '@siccam/contract';
import { differenceOf, differs, languagesIn, type ReleaseItems } from './difference';
import { dice, entry, fair, id, session, speaker, stage } from './made.test-draft';

const names = (text: string) => ({ ar: `${text} ع`, fr: text });
const base = (): Record<string, DraftContent> => ({
  [id(9)]: fair('2026-11-27', '2026-11-28'),
  [id(1)]: stage({ name: names('Scène principale') }),
  [id(2)]: stage({ name: names('Salle 2'), position: 1 }),
  [id(11)]: speaker({ name: names('Nadia F.') }),
  [id(12)]: speaker({ name: names('Claire M.') }),
  [id(13)]: speaker({ name: names('Omar L.') }),
  [id(20)]: session({ people: [entry(31, 11, 'moderator'), entry(32, 12)], interpreted: ['en', 'fr'], title: names('Panel 2') }),
});
const changed = (over: Partial<DraftSession>, more: ReleaseItems = {}): ReleaseItems => ({ ...base(), ...more, [id(20)]: { ...(base()[id(20)] as DraftSession), ...over } });
const told = (before: ReleaseItems, after: ReleaseItems) => differenceOf(before, after).map(({ kind, before: from, after: to }) => [kind, from, to]);

const moderator = entry(31, 11, 'moderator');
const panelist = entry(32, 12);

describe('a difference', () => {
  it.each<[string, Partial<DraftSession>, ReleaseItems, unknown[]]>([
    ['a later start', { starts: '2026-11-28T10:20' }, {}, [['later', '2026-11-28T10:00', '2026-11-28T10:20']]],
    ['an earlier start, on another day', { starts: '2026-11-27T18:00' }, {}, [['earlier', '2026-11-28T10:00', '2026-11-27T18:00']]],
    ['a delay', { delay: 20 }, {}, [['delayed', 0, 20]]],
    ['another stage', { stage: id(2) }, {}, [['stage', names('Scène principale'), names('Salle 2')]]],
    ['a stage of another name', {}, { [id(1)]: stage({ name: names('Grande salle') }) }, [['stage', names('Scène principale'), names('Grande salle')]]],
    ['no stage', { stage: null, is: 'break' }, {}, [['stage', names('Scène principale'), null], ['other', null, null]]],
    ['another length', { minutes: 45 }, {}, [['length', 60, 45]]],
    ['another title', { title: { ...names('Panel 2'), en: 'Panel 2' } }, {}, [['title', names('Panel 2'), { ...names('Panel 2'), en: 'Panel 2' }]]],
    ['another text', { summary: { fr: 'Long texte' } }, {}, [['text', null, null]]],
    ['somebody new', { people: [moderator, panelist, entry(33, 13)] }, {}, [['people', null, names('Omar L.')]]],
    ['somebody gone', { people: [moderator] }, {}, [['people', names('Claire M.'), null]]],
    ['somebody in the place of another', { people: [moderator, { ...panelist, speaker: id(13), replaces: names('Claire M.') }] }, {}, [['replaced', names('Claire M.'), names('Omar L.')]]],
    ['another role', { people: [moderator, { ...panelist, role: 'interpreter' }] }, {}, [['people', names('Claire M.'), names('Claire M.')]]],
    ['another name of somebody', {}, { [id(12)]: speaker({ name: names('Claire Martin') }) }, [['people', names('Claire M.'), names('Claire Martin')]]],
    ['another office of somebody', {}, { [id(12)]: speaker({ name: names('Claire M.'), title: names('Acheteuse') }) }, [['people', names('Claire M.'), names('Claire M.')]]],
    ['another order', { people: [panelist, moderator] }, {}, [['people', null, null]]],
    ['other languages', { spoken: ['fr', 'ar'], interpreted: ['en'] }, {}, [['languages', 'ar > fr en', 'ar fr > en']]],
    ['no interpretation', { interpreted: [] }, {}, [['languages', 'ar > fr en', 'ar']]],
    ['seats', { capacity: 40 }, {}, [['seats', null, 40]]],
    ['a recording', { recorded: true }, {}, [['other', null, null]]],
    ['another address', { slug: 'panel-2' }, {}, [['other', null, null]]],
    ['a cancellation, which is all that counts', { cancelled: true, minutes: 45, starts: '2026-11-28T12:00' }, {}, [['cancelled', null, null]]],
    ['being taken off the grid', { starts: null }, {}, [['removed', '2026-11-28T10:00', null]]],
    ['several at once', { starts: '2026-11-28T10:20', minutes: 45, capacity: 40 }, {}, [['later', '2026-11-28T10:00', '2026-11-28T10:20'], ['length', 60, 45], ['seats', null, 40]]],
  ])('is told of %s, and the way back too', (_what, over, more, expected) => {
    const after = changed(over, more);
    expect(told(base(), after)).toEqual(expected);
    expect(differs(base(), after)).toBe(true);
    const back = told(after, base());
    expect(back.length).toBeGreaterThan(0);
    if (!over.cancelled) expect(back.map(([, from, to]) => [to, from])).toEqual(expected.map((one) => (one as unknown[]).slice(1)));
    expect(Change.array().parse(differenceOf(base(), after))).toEqual(differenceOf(base(), after));
  });

  it('is told of what is new, gone, new and cancelled, or takes place after all', () => {
    const without = Object.fromEntries(Object.entries(base()).filter(([item]) => item !== id(20)));
    expect([told(without, base()), told(base(), without), told(without, changed({ cancelled: true })), told(changed({ cancelled: true }), changed({ delay: 5 }))]).toEqual([
      [['added', null, '2026-11-28T10:00']],
      [['removed', '2026-11-28T10:00', null]],
      [['added', null, '2026-11-28T10:00'], ['cancelled', null, null]],
      [['restored', null, null], ['delayed', 0, 5]],
    ]);
  });

  it.each<[string, ReleaseItems]>([
    ['where it came from, what was accepted of it', changed({ source: 'pretalx 7', extra: { track: 3 }, accepted: [{ key: 'stage:a:b', at: '2026-11-24T17:32:00Z' }] })],
    ['the order in which languages were ticked, or the public', changed({ interpreted: ['fr', 'en'] })],
    ['when somebody could come, who they are, what they speak', changed({}, { [id(12)]: speaker({ name: names('Claire M.'), available: [{ from: '2026-11-27T08:00', to: '2026-11-27T09:00' }], person: id(77), languages: ['fr'] }) })],
    ['entries that an import numbered anew', changed({ people: [entry(41, 11, 'moderator'), entry(42, 12)] })],
    ['words that are absent or undefined, keys in another order', changed({ title: { fr: 'Panel 2', en: undefined, ar: 'Panel 2 ع' } })],
    ['what is not placed', { ...base(), [id(21)]: session({ stage: null }), [id(22)]: session({ starts: null }) }],
    ['people in no session', { ...base(), [id(14)]: speaker() }],
  ])('is not made by %s', (_what, after) => {
    expect([told(base(), after), differs(base(), after)]).toEqual([[], false]);
    expect([told(after, base()), differs(after, base())]).toEqual([[], false]);
  });

  it('of days and stages alone is of no session, and yet something new', () => {
    for (const more of [{ [id(9)]: fair('2026-11-27') }, { [id(2)]: stage({ name: names('Salle 2'), position: 5 }) }, { [id(1)]: stage({ name: names('Scène principale'), note: names('Ateliers') }) }, { [id(3)]: stage() }]) {
      const after = { ...base(), ...more };
      expect([told(base(), after), differs(base(), after)]).toEqual([[], true]);
    }
  });

  it('reads its languages back', () => {
    expect([languagesIn('ar fr > en'), languagesIn('ar'), languagesIn(' > en'), languagesIn('')]).toEqual([
      { spoken: ['ar', 'fr'], interpreted: ['en'] },
      { spoken: ['ar'], interpreted: [] },
      { spoken: [], interpreted: ['en'] },
      { spoken: [], interpreted: [] },
    ]);
    expect(told(changed({ spoken: [] }), base())).toEqual([['languages', ' > fr en', 'ar > fr en']]);
  });
});

/** Some items, and the same with some of them changed. */
function two(seed: number): [ReleaseItems, ReleaseItems] {
  const { below, chance, one, some } = dice(seed);
  const text = () => Object.fromEntries(some(languages, 0.6).map((language) => [language, `${language} ${below(3)}`]));
  const item = (number: number): DraftContent => {
    if (number < 4) return stage({ name: text(), position: number });
    if (number < 10) return speaker({ name: text(), title: chance(0.5) ? text() : {} });
    return session({
      is: one(SessionKind.options),
      starts: chance(0.1) ? null : `2026-11-2${7 + below(2)}T1${below(8)}:00`,
      minutes: 30 + below(3) * 15,
      delay: below(2) * 10,
      stage: chance(0.1) ? null : id(1 + below(3)),
      title: text(),
      cancelled: chance(0.15),
      spoken: some(languages, 0.5),
      capacity: chance(0.5) ? null : below(3) + 1,
      people: Array.from({ length: below(4) }, (_, at) => entry(1000 + number * 10 + at, 4 + below(6), one(SessionRole.options))),
    });
  };
  const numbers = Array.from({ length: 16 }, (_, at) => at + 1);
  const before = Object.fromEntries(some(numbers, 0.9).map((number) => [id(number), item(number)]));
  const after = Object.fromEntries(some(numbers, 0.9).flatMap((number): [string, DraftContent][] => [[id(number), chance(0.6) ? (before[id(number)] ?? item(number)) : item(number)]]));
  return [before, after];
}

describe('in many pairs of releases', () => {
  it('nothing differs from itself, nor from itself written down and read again', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const [before] = two(seed);
      expect(differenceOf(before, before)).toEqual([]);
      expect(differenceOf(before, JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(before).reverse()))) as ReleaseItems)).toEqual([]);
    }
  });

  it('what visitors see of the old one and what is told make what they see of the new one', () => {
    const kinds = new Set<ChangeKind>();
    for (let seed = 1; seed <= 1500; seed++) {
      const [before, after] = two(seed);
      const changes = differenceOf(before, after);
      for (const { kind } of changes) kinds.add(kind);
      const seen = facts(before);
      for (const { session: of, kind, before: from, after: to } of changes) {
        const fact = seen.get(of);
        const field = ({ earlier: 'starts', later: 'starts', delayed: 'delay', length: 'minutes', seats: 'capacity', title: 'title', stage: 'stage', languages: 'languages' } as Partial<Record<ChangeKind, string>>)[kind];
        if (kind === 'removed') seen.delete(of);
        else if (kind === 'added') seen.set(of, { ...facts(after).get(of), cancelled: false, starts: to });
        else if (kind === 'cancelled') seen.set(of, { ...facts(after).get(of), cancelled: true });
        else if (kind === 'restored') seen.set(of, { ...fact, cancelled: false });
        else if (field) {
          expect(fact?.[field]).toEqual(from);
          expect(kind === 'earlier').toBe(typeof to === 'string' && typeof from === 'string' && field === 'starts' && to < from);
          seen.set(of, { ...fact, [field]: to });
        }
      }
      expect([...seen].sort()).toEqual([...facts(after)].sort());
      if (changes.length > 0) expect(differs(before, after)).toBe(true);
    }
    expect([...kinds].sort()).toEqual(ChangeKind.options.filter((kind) => kind !== 'text').sort());
  });
});

/** What a visitor reads of each session, as far as one change carries it. */
function facts(items: ReleaseItems): Map<string, Record<string, unknown>> {
  const list = (some: readonly string[]) => languages.filter((language) => some.includes(language)).join(' ');
  return new Map(
    Object.entries(items).flatMap(([of, item]) => {
      if (item.kind !== 'session' || item.starts === null || (item.stage === null && !['break', 'hiring', 'meetings'].includes(item.is))) return [];
      const on = items[item.stage ?? ''];
      return [[of, { starts: item.starts, delay: item.delay, minutes: item.minutes, capacity: item.capacity, title: item.title, cancelled: item.cancelled, stage: on?.kind === 'stage' ? on.name : null, languages: list(item.spoken) }]];
    }),
  );
}
