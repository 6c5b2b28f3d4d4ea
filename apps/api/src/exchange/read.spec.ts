import type { DraftSession, ExchangeLine } from '@siccam/contract';
import { worked } from '@siccam/testing';
import { XMLValidator } from 'fast-xml-parser';
import { emptyWorld, following, standing, wrongAfter } from './identity';
import { many, odd, oddCsv, oddXml, oneTalk, schedule, talk } from './made.test-files';
import { atOnce } from '../platform';
import { type Plan, planOf, type World } from './plan';
import { type Doc, readFile } from './read';
import { csvOf } from './table';
import { scheduleOf } from './write';
import { writeXml } from './xml';

const zone = 'Africa/Casablanca';
const read = (file: string | Uint8Array) => readFile(typeof file === 'string' ? Buffer.from(file) : file);
const understood = (file: string): Doc => {
  const doc = read(file);
  if (typeof doc === 'string') throw new Error(doc);
  return doc;
};
const here = emptyWorld(zone);
const planned = (file: string, world: World = here): Plan => atOnce(planOf(understood(file), world));
const lineFor = ({ lines }: Plan, words: string): ExchangeLine => {
  const found = lines.find(({ name }) => Object.values(name).some((one) => one?.includes(words)));
  if (!found) throw new Error(`no line ${words}`);
  return found;
};
const sessionsIn = (plan: Plan): DraftSession[] => plan.save.flatMap(({ content }) => (content.kind === 'session' ? [content] : []));
const only = (file: string, world?: World): DraftSession => {
  const [session, ...more] = sessionsIn(planned(file, world));
  if (!session || more.length > 0) throw new Error('not one session');
  return session;
};
const refused = (file: string): [string | null, string | null][] => planned(file).lines.flatMap(({ does, why, field }) => (does === 'refuse' ? [[why, field] as [string | null, string | null]] : []));

describe('there and back', () => {
  it.each([
    ['the oddities of published schedules', odd()],
    ['an XML with the oddities of that', oddXml()],
    ['a table of a spreadsheet', oddCsv()],
    ['eighty talks', many(80)],
  ])('%s come out of json, xml and csv as they went in, into another fair and into the same', (_what, file) => {
    for (const via of ['json', 'xml', 'csv'] as const) expect([via, wrongAfter(Buffer.from(file), via, emptyWorld(zone))]).toEqual([via, []]);
  });

  it('what an organiser wrote since stays, and the same file again changes nothing of it', () => {
    const first = following(here, planned(oneTalk()));
    const edited: World = {
      ...first,
      items: first.items.map((item) =>
        item.content?.kind === 'session' ? { ...item, revision: 7, content: { ...item.content, title: { en: 'Ours now', ar: 'عنواننا' }, is: 'panel', starts: '2026-11-28T15:00', capacity: 12 } } : item.content?.kind === 'speaker' ? { ...item, content: { ...item.content, name: { ar: 'شخص', fr: 'Nom corrigé' } } } : item,
      ),
    };
    expect(planned(oneTalk(), edited).save).toEqual([]);
    // One field of the file is another now: that one comes, and nothing else.
    const [change] = planned(oneTalk({ duration: '00:45' }), edited).save;
    expect(change).toMatchObject({ revision: 7, content: { title: { en: 'Ours now', ar: 'عنواننا' }, is: 'panel', minutes: 45, capacity: 12 } });
    expect(lineFor(planned(oneTalk({ duration: '00:45' }), edited), 'Ours').changes).toEqual([
      { field: 'minutes', was: 30, is: 45 },
      { field: 'starts', was: '2026-11-28T15:00', is: '2026-11-27T09:00' },
    ]);
    expect(wrongAfter(Buffer.from(oneTalk()), 'json', edited)).toEqual([]);
  });

  it('what becomes something else is told with what stood there: stages and people by their names, long texts around where they differ', () => {
    const text = `${'The same before it. '.repeat(40)}Old${' and after it.'.repeat(40)}`;
    const given = { title: 'One', abstract: text, persons: [{ id: 1, public_name: 'Amina Idrissi' }] };
    const next = { ...given, title: 'Two', abstract: text.replace('Old', '😀 New'), room: 'Amphi 2', do_not_record: true, persons: [...given.persons, { id: 2, public_name: 'Omar Tazi' }], custom: 'kept' };
    const plan = planned(schedule([{ date: '2026-11-27', rooms: { 'Amphi 2': [talk(1, next)] } }]), following(here, planned(oneTalk(given))));
    const changes = new Map(lineFor(plan, 'Two').changes.map(({ field, was, is }) => [field, { was, is }]));
    const speaker = (name: string) => ({ role: 'speaker', name: { fr: name } });
    expect(Object.fromEntries(changes)).toMatchObject({
      title: { was: { en: 'One' }, is: { en: 'Two' } },
      stage: { was: { en: 'Amphi 1' }, is: { en: 'Amphi 2' } },
      recorded: { was: true, is: false },
      people: { was: [speaker('Amina Idrissi')], is: [speaker('Amina Idrissi'), speaker('Omar Tazi')] },
      extra: { was: null, is: null },
    });
    const { was, is } = changes.get('summary') as { was: { en: string }; is: { en: string } };
    expect([was.en, is.en]).toEqual([expect.stringMatching(/^….{30,45}Old and after.*…$/su), expect.stringMatching(/^….{30,45}😀 New and after.*…$/su)]);
  });

  it('an export that somebody edits elsewhere brings what was edited, and nothing else', () => {
    const file = JSON.parse(oneTalk()) as { schedule: { conference: { days: { rooms: Record<string, Record<string, unknown>[]> }[] } } };
    const world = following(here, planned(JSON.stringify(file)));
    const [event] = file.schedule.conference.days[0]?.rooms['Amphi 1'] ?? [];
    if (event) event['title'] = 'Edited';
    expect(planned(JSON.stringify(file), world).save.map(({ content }) => (content.kind === 'session' ? content.title : null))).toEqual([{ en: 'Edited' }]);
  });

  it('a session that was taken out comes back with its file', () => {
    const world = following(here, planned(oneTalk()));
    const without = { ...world, items: world.items.map((item) => (item.content?.kind === 'session' ? { ...item, revision: 2, content: null } : item)) };
    expect(planned(oneTalk(), without).save).toMatchObject([{ revision: 2, content: { kind: 'session' } }]);
  });
});

describe('an export keeps to the published formats', () => {
  // What their schemas ask for, written down anew: the schemas themselves are another's, and `npm run exchange -- --schema` asks them.
  const head = { slug: 'siccam-2026', zone, name: { en: 'Fair' }, url: 'https://fair.example/', version: '1' };
  const items = standing(following(here, planned(odd())).items);
  const known = ['guid', 'code', 'id', 'logo', 'date', 'start', 'end', 'duration', 'room', 'slug', 'url', 'title', 'subtitle', 'track', 'type', 'language', 'abstract', 'description', 'recording_license', 'do_not_record', 'do_not_stream', 'persons', 'links', 'feedback_url', 'origin_url', 'attachments'];
  type Event = Record<string, string> & { id: number; persons: Record<string, unknown>[]; links: { url: string }[]; attachments: { url: string }[] };
  const eventsOf = (whole: boolean): Event[] => (atOnce(scheduleOf(items, head, whole)).file as { schedule: { conference: { days: { rooms: Record<string, Event[]> }[] } } }).schedule.conference.days.flatMap(({ rooms }) => Object.values(rooms).flat());

  it.each([true, false])('as schedule.json (whole: %p)', (whole) => {
    const events = eventsOf(whole);
    for (const event of events) {
      expect(Object.keys(event).filter((field) => !known.includes(field))).toEqual([]);
      expect([event['date'], event['start'], event['duration'], event['slug'], event['guid'], event['code'] ?? 'A']).toEqual([/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/, /^([01]\d|2[0-3]):[0-5]\d$/, /^\d+:\d\d$/, /^[a-z0-9_-]+[a-z0-9]$/, /^[0-9a-f-]{36}$/, /^[A-Z0-9]+$/].map((shape) => expect.stringMatching(shape) as string));
      for (const address of [event['url'], ...event.links.map(({ url }) => url), ...event.attachments.map(({ url }) => url)]) expect(URL.canParse(address ?? '')).toBe(true);
      // A person is of one of two kinds, never of both.
      for (const person of event.persons) expect([typeof person['name'], 'public_name' in person]).toEqual(['string', false]);
    }
    for (const field of ['guid', 'id'] as const) expect(new Set(events.map((event) => event[field])).size).toBe(events.length);
    expect(events.length).toBe(28);
  });

  it('as schedule.xml, which is well formed, with ids and addresses once each and nothing of ours where it is published', () => {
    const xml = atOnce(writeXml(atOnce(scheduleOf(items, head, false)).file, null));
    expect(XMLValidator.validate(xml)).toBe(true);
    for (const [shape, count] of [[/<event guid="([0-9a-f-]{36})"/g, 28], [/ id="([1-9]\d*)"(?: code="[0-9A-Z]{6}")?><room>/g, 28], [/<slug>([a-z0-9_]{4,}-[a-z0-9_-]{4,})<\/slug>/g, null]] as const) {
      const found = [...xml.matchAll(shape)].map(([, one]) => one);
      expect(new Set(found).size).toBe(count ?? found.length);
    }
    expect(xml).not.toMatch(/siccam-remote|private|<\?(?!xml )/);
    expect(JSON.stringify(atOnce(scheduleOf(items, head, true)).file)).toContain('private');
    expect(JSON.stringify(atOnce(scheduleOf(items, head, false)).file)).not.toMatch(/siccam-remote|private/);
  });
});

describe('a whole file is refused by name', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'exchange.empty'],
    ['of blanks', ' \n\t', 'exchange.empty'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'exchange.notUtf8'],
    ['of UTF-16', Buffer.from('\ufeff{"schedule":{}}', 'utf16le'), 'exchange.notUtf8'],
    ['JSON that breaks off', '{"schedule": {', 'exchange.unreadable'],
    ['JSON of something else', '{"talks": []}', 'exchange.unreadable'],
    ['a list', '[1]', 'exchange.unreadable'],
    ['JSON a million deep', `{"schedule":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`, 'exchange.unreadable'],
    ['XML with a document type', '<?xml version="1.0"?><!DOCTYPE schedule><schedule/>', 'exchange.entities'],
    ['XML with an entity of its own', '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>', 'exchange.entities'],
    ['XML that grows', `<!DOCTYPE s [<!ENTITY a "${'x'.repeat(100)}"><!ENTITY b "&a;&a;&a;&a;">]><schedule>&b;</schedule>`, 'exchange.entities'],
    ['XML with an entity that nobody declared', '<schedule><version>&nbsp;</version></schedule>', 'exchange.entities'],
    ['XML that is open', '<schedule><day>', 'exchange.unreadable'],
    ['XML a hundred thousand deep', `<schedule>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</schedule>`, 'exchange.unreadable'],
    ['XML with a section that never ends', '<schedule><![CDATA[', 'exchange.unreadable'],
    ['a web page', '<html><body><p>Not found</p></body></html>', 'exchange.unreadable'],
    ['XML that reaches for a prototype', '<schedule><day date="2026-11-27"><room name="A"><event><__proto__>x</__proto__></event></room></day></schedule>', 'exchange.unreadable'],
    ['a table of something else', 'city,country\nOujda,Morocco', 'exchange.unreadable'],
    ['a table with a column twice', 'title,title\na,b', 'exchange.unreadable'],
    ['a head alone', 'id,title', 'exchange.empty'],
    ['bytes of another kind', '%PDF-1.7 binary', 'exchange.unreadable'],
    ['a table of a million lines', `id,title\n${'1,a\n'.repeat(1_000_000)}`, 'exchange.tooMany'],
    ['a million blank lines', `id,title\n${'\n'.repeat(1_000_000)}`, 'exchange.tooMany'],
    ['a thousand and one kinds of fields', oneTalk(Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`field ${at}`, 'x']))), 'exchange.tooMany'],
    ['a table of 1,001 columns that nobody knows', `title,${Array.from({ length: 1001 }, (_, at) => `c${at}`).join()}\nT${',x'.repeat(1001)}\n`, 'exchange.tooMany'],
    ['XML of five thousand attributes', `<schedule ${Array.from({ length: 5000 }, (_, at) => `a${at}="x"`).join(' ')}><day date="2026-11-27"/></schedule>`, 'exchange.tooMany'],
    ['5,001 rooms with nothing in them', schedule([{ date: '2026-11-27', rooms: Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`R${at}`, []])) }]), 'exchange.tooMany'],
    ['5,001 talks', schedule([{ date: '2026-11-27', rooms: { A: Array.from({ length: 5001 }, (_, at) => ({ title: `${at}` })) } }]), 'exchange.tooMany'],
  ])('when it is %s, in a moment', (_what, file, why) => {
    const began = worked();
    expect(read(file)).toBe(why);
    expect(worked() - began).toBeLessThan(5000);
  });

  it('but a document type inside a section is a talk about one', () => {
    expect(typeof read('<schedule><day date="2026-11-27"><room name="A"><event id="1"><title><![CDATA[What <!DOCTYPE html> &means; here]]></title><start>10:00</start><duration>00:30</duration></event></room></day></schedule>')).not.toBe('string');
  });
});

describe('hours', () => {
  it('are those of the moment, whatever zone is named', () => {
    expect(only(oneTalk({ date: '2026-11-27T09:00:00+05:00' }, { time_zone_name: 'UTC' })).starts).toBe('2026-11-27T05:00');
    expect(only(oneTalk({ date: '2026-11-27T08:00:00Z', start: '08:00' })).starts).toBe('2026-11-27T09:00');
  });

  it('without an offset are those of the zone that is named, or of the fair', () => {
    expect(only(oneTalk({ date: '2026-11-27T09:00:00' }, { time_zone_name: 'Europe/Paris' })).starts).toBe('2026-11-27T09:00');
    expect(only(oneTalk({ date: '2026-11-27T09:00:00' }, { time_zone_name: 'America/New_York' })).starts).toBe('2026-11-27T15:00');
    expect(only(oneTalk({ date: '2026-11-27T09:00:00' }, { time_zone_name: 'No/Where' })).starts).toBe('2026-11-27T09:00');
  });

  it('under a day that begins at four: half past midnight is the next morning’s', () => {
    const [session] = sessionsIn(planned('<schedule><day date="2026-11-27" start="2026-11-27T04:00:00+01:00"><room name="A"><event id="1"><title>Late</title><start>00:30</start><duration>01:00</duration></event></room></day></schedule>'));
    expect(session?.starts).toBe('2026-11-28T00:30');
    const plan = planned(oneTalk({ date: '2026-11-28T01:30:00+01:00', start: '01:30' }));
    expect(sessionsIn(plan)[0]?.starts).toBe('2026-11-28T01:30');
  });

  it.each([
    // Morocco leaves 02:00–03:00 out on 22 March 2026, Paris on the 29th.
    ['Africa/Casablanca', '2026-03-22T02:30:00'],
    ['Europe/Paris', '2026-03-29T02:15:00'],
  ])('in the gap of the clock of %s there is no %s', (named, date) => {
    expect(refused(oneTalk({ date, start: '02:30' }, { time_zone_name: named }))).toEqual([['timeInGap', 'date']]);
    expect(refused(oneTalk({ date: `${date}+01:00` }, { time_zone_name: named }))).toEqual([]);
  });

  it('twice in a night, where the clock goes back, are two moments and stay what they were', () => {
    // 15 February 2026, 03:00 becomes 02:00.
    for (const date of ['2026-02-15T02:30:00+01:00', '2026-02-15T02:30:00+00:00']) {
      const file = schedule([{ date: '2026-02-15', rooms: { A: [talk(1, { date, start: '02:30' })] } }]);
      expect(only(file).starts).toBe('2026-02-15T02:30');
      for (const via of ['json', 'xml', 'csv'] as const) expect(wrongAfter(Buffer.from(file), via, emptyWorld(zone))).toEqual([]);
    }
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a date that is none', { date: 'tomorrow' }, 'timeWrong', 'date'],
    ['the thirtieth of February', { date: '2026-02-30T09:00:00+01:00' }, 'timeWrong', 'date'],
    ['a thirteenth month', { date: '2026-13-01T09:00:00+01:00' }, 'timeWrong', 'date'],
    ['an hour that is none', { date: '', start: '25:10' }, 'timeWrong', 'start'],
    ['a year that is no fair’s', { date: '0001-01-01T00:00:00Z' }, 'timeWrong', 'date'],
    ['a negative duration', { duration: '-00:30' }, 'durationWrong', 'duration'],
    ['words', { duration: 'an hour' }, 'durationWrong', 'duration'],
    ['an end before its start', { duration: '', end: '2026-11-27T08:00:00+01:00' }, 'durationWrong', 'end'],
    ['26 hours and a minute', { duration: '26:01' }, 'durationLong', 'duration'],
    ['a duration without end', { duration: '9999:00' }, 'durationLong', 'duration'],
    ['more than a draft keeps', { custom: 'x'.repeat(70_000) }, 'huge', 'extra'],
    ['languages without end', { language: 'fr '.repeat(4_000_000) }, 'huge', 'extra'],
    ['a hundred thousand people', { persons: Array.from({ length: 100_000 }, (_, id) => ({ id, name: `N${id}` })) }, 'huge', 'extra'],
  ])('%s refuses its talk by name, and leaves nothing of it', (_what, given, why, field) => {
    const plan = planned(schedule([{ date: '2026-11-27', rooms: { Alone: [talk(1, { room: 'Alone', ...given })], Other: [talk(2, { room: 'Other' })] } }]));
    expect(plan.refused).toBe(1);
    expect(plan.lines.find(({ does }) => does === 'refuse')).toMatchObject({ kind: 'session', place: 'days[0].Alone[0]', why, field });
    expect(plan.save.map(({ content }) => content.kind).sort()).toEqual(['session', 'speaker', 'stage']);
    expect(JSON.stringify(plan.save)).not.toContain('Alone');
    expect(JSON.stringify(plan.save)).not.toContain('Person 1');
  });

  it('is read as quickly where a text begins to run without end as where it is bold without end, and where all are called the same', () => {
    const taken = (talks: Record<string, unknown>[]) => {
      const file = schedule([{ date: '2026-11-27', rooms: { A: talks.map((one, at) => talk(at, one)) } }]);
      const began = worked();
      expect(planned(file).lines.length).toBeGreaterThan(0);
      return worked() - began;
    };
    const marked = (mark: string) => Array.from({ length: 20 }, () => ({ abstract: mark.repeat(7400) }));
    const called = (name: (at: number) => string) => Array.from({ length: 5000 }, (_, at) => ({ title: name(at) }));
    taken(marked('<strong>'));
    expect(taken(marked('<script>'))).toBeLessThan(10 * taken(marked('<strong>')) + 200);
    expect(taken(called(() => 'Same'))).toBeLessThan(3 * taken(called((at) => `Talk ${at}`)) + 200);
  });

  it('of no length stand with five minutes, 26 hours with all of them, past midnight as they are', () => {
    expect(only(oneTalk({ duration: '00:00' })).minutes).toBe(5);
    expect(lineFor(planned(oneTalk({ duration: '0:00:00' })), 'Talk 1').notes).toEqual(['zero']);
    expect(only(oneTalk({ duration: '26:00' })).minutes).toBe(1560);
    expect(only(oneTalk({ date: '2026-11-27T23:30:00+01:00', start: '23:30', duration: '02:00' }))).toMatchObject({ starts: '2026-11-27T23:30', minutes: 120 });
    for (const [duration, minutes] of [['00:30:30', 31], ['1:02:00', 62], ['PT1H30M', 90], ['90', 90], ['1:00:00:00', 1440]] as const) expect([duration, only(oneTalk({ duration })).minutes]).toEqual([duration, minutes]);
    expect(lineFor(planned(oneTalk({ duration: null })), 'Talk 1').notes).toEqual(['durationMissing']);
  });

  it('more days than a fair has refuse what stands on them', () => {
    const table = ['title,starts,minutes', ...Array.from({ length: 20 }, (_, at) => `T${at},2026-12-${String(at + 1).padStart(2, '0')}T09:00,30`)].join('\n');
    const plan = planned(table);
    expect(plan.lines.filter(({ why }) => why === 'daysMany').length).toBe(8);
    expect(plan.save.find(({ content }) => content.kind === 'fair')?.content).toMatchObject({ days: expect.arrayContaining(['2026-11-27', '2026-12-12']) as string[] });
  });
});

describe('people, rooms and words', () => {
  const plan = planned(odd());
  const session = (title: string): DraftSession => sessionsIn(plan).find((one) => Object.values(one.title).some((words) => words?.includes(title))) as DraftSession;
  const peopleOf = (title: string): string[] => session(title).people.map(({ speaker }) => {
    const content = plan.save.find(({ id }) => id === speaker)?.content;
    return content?.kind === 'speaker' ? (content.name.fr ?? content.name.ar ?? '') : '';
  });

  it('one number for two people is two people; one person of two talks is one', () => {
    expect(peopleOf('One number')).toEqual(['Amina Idrissi', 'Bouchra Alaoui']);
    const two = planned(schedule([{ date: '2026-11-27', rooms: { A: [talk(1), talk(2, { persons: [{ id: 1, public_name: 'Person 1' }] })] } }]));
    expect(two.save.filter(({ content }) => content.kind === 'speaker').length).toBe(1);
  });

  it('whoever has no number is known by the name, also where an organiser wrote it', () => {
    const world = following(here, planned('title,people\nOne,Amina Idrissi'));
    const again = planned('title,people\nTwo,amina  idrissi\nThree,Somebody else', world);
    expect(again.save.filter(({ content }) => content.kind === 'speaker').length).toBe(1);
  });

  it('repeated ids and none are other sessions each, told', () => {
    expect(new Set(['Repeats an id', 'Repeats them again', 'Its id is a text', 'No id at all', 'Almost nothing'].map((title) => session(title).source)).size).toBe(5);
    expect(lineFor(plan, 'Repeats them again').notes).toEqual(['idRepeated']);
    expect(new Set(plan.save.map(({ id }) => id)).size).toBe(plan.save.length);
  });

  it('a room without a name gets one in three languages, and is told', () => {
    const stage = plan.save.find(({ id }) => id === session('without a name').stage)?.content;
    expect(stage).toMatchObject({ kind: 'stage', name: { fr: 'Salle 3', ar: 'القاعة 3', en: 'Room 3' } });
  });

  it('rooms that share an id are two, a pause is on no stage, and each room is there once', () => {
    expect(session('No language').stage).not.toBe(session('Overlaps').stage);
    expect(session('Pause')).toMatchObject({ is: 'break', stage: null });
    expect(plan.save.filter(({ content }) => content.kind === 'stage').length).toBe(3);
  });

  it('marks of web pages are taken out of texts, what would run with them; the text itself is kept', () => {
    const marked = session('Marks');
    expect(marked.title).toEqual({ en: 'Marks in the title' });
    expect(marked.summary).toEqual({ en: 'Head\nOne & two\n\n– three' });
    expect(marked.extra).toMatchObject({ title: '<em>Marks</em> in the title', description: '# Markdown\r\n\r\n*stays* as it is' });
    expect(only(oneTalk({ title: '3 < 4 and 5 > 4' })).title).toEqual({ en: '3 < 4 and 5 > 4' });
  });

  it('what is too long is cut where it is shown, and kept', () => {
    const long = session('TTT');
    expect(long.title.en?.length).toBe(200);
    expect(Object.values(long.summary)[0]?.length).toBe(3000);
    expect(String(long.extra?.['title']).length).toBe(260);
  });

  it('fields that have no place here are kept with their session or told', () => {
    expect(session('Unknown fields').extra).toMatchObject({ answers: [{ question: 3, answer: 'kept' }], custom: { deep: [1, { two: null }] } });
    expect(understood(odd()).fields).toEqual(expect.arrayContaining([{ place: 'conference.colors', count: 1, kept: false }, { place: 'rooms.capacity', count: 1, kept: false }, { place: 'event.custom', count: 1, kept: true }]));
    expect(understood(oddCsv()).fields).toEqual([{ place: '+9', count: 1, kept: false }]);
    expect(sessionsIn(planned(oddCsv())).map(({ extra }) => extra?.['track']).filter(Boolean)).toEqual(['Offshoring']);
  });

  it('a name of our own machinery is no field', () => {
    const plan = planned(oneTalk({ $seen: { title: 'x' }, $persons: 1, constructor: 'x' }));
    expect(sessionsIn(plan)[0]?.extra).toMatchObject({ constructor: 'x', $seen: expect.objectContaining({ title: expect.any(String) as string }) as object });
    expect(understood('{"schedule":{"conference":{"days":[{"date":"2026-11-27","rooms":{"A":[{"title":"x","__proto__":{"polluted":true}}]}}]}}}').fields).toContainEqual({ place: 'event.__proto__', count: 1, kept: false });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('cells that a spreadsheet would compute go out as text and come back as they were', () => {
    const cells = ['=1+1', '+212', '-1', '@SUM', '\tx', '\rx', "'=x", "'quoted'", "''=y", 'plain; with "signs",\nand lines', '＝full width', ' spaces '];
    const csv = atOnce(csvOf([['title', 'x'], ...cells.map((cell) => ['t', cell])]));
    for (const cell of csv.replace(/^\ufeff/, '').split('\r\n').flatMap((line) => line.split(',')).map((one) => one.replace(/^"/, ''))) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
    expect(sessionsIn(planned(csv)).map(({ extra }) => extra?.['x']).sort()).toEqual([...cells].sort());
  });
});
