import { type Announcement, type Frame, type Words, told } from '@siccam/contract';
import { organise, sentenceOf } from '../fair.command';
import { Database, MachineClock, Metrics } from '../platform';
import { type TestHouse, asks, hears, nobody, openHouse } from '../testing/house';
import { until } from '../testing/until';
import { announcedMinutes, announcedWords, longest } from './announcement.rules';
import { FairService } from './fair.service';

describe('the words of an announcement', () => {
  const refused = (words: Words) => () => announcedWords(words);

  it('are kept as they were written, trimmed, and a language that says nothing is left out', () => {
    expect(announcedWords({ ar: ' القاعة 2 مغلقة ', fr: '   ', en: '' })).toEqual({ ar: 'القاعة 2 مغلقة' });
    expect(announcedWords({ fr: 'e\u0301te\u0301' })).toEqual({ fr: 'été' });
    // A joiner and a mark of direction belong to some words of Arabic and to some emoji.
    expect(announcedWords({ en: 'a\u200Db\u200F' })).toEqual({ en: 'a\u200Db\u200F' });
    expect(announcedWords({ en: '<img src=x onerror=alert(1)>' })).toEqual({ en: '<img src=x onerror=alert(1)>' });
  });

  it.each([{}, { ar: '', fr: ' \t ', en: '\u00A0' }])('must be there in one language at least: %j', (words) => {
    expect(refused(words)).toThrow('at least one language');
  });

  it('may have 280 characters each, counted as Unicode does', () => {
    expect(announcedWords({ en: '😀'.repeat(longest - 1) + 'a' }).en).toHaveLength(2 * longest - 1);
    expect(refused({ fr: 'a', en: 'a'.repeat(longest + 1) })).toThrow('The English text has 281 characters and may have 280.');
  });

  it.each([0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x00, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x2028, 0x2029, 0x200b, 0x2060, 0xfeff, 0xd800])('may hold nothing that could turn or break the page: %i', (code) => {
    expect(refused({ fr: `a${String.fromCharCode(code)}b` })).toThrow('write one plain line');
  });

  it.each(['…', '!!!', '\u200D', '😀'])('say something: %j', (text) => {
    expect(refused({ ar: text })).toThrow('no letter');
  });

  it('may carry every mark of Arabic, and no pile of marks that would cover the page', () => {
    expect(announcedWords({ ar: 'مُؤَسَّسَةٌ' })).toEqual({ ar: 'مُؤَسَّسَةٌ'.normalize('NFC') });
    expect(refused({ fr: `e${'\u0301'.repeat(270)}` })).toThrow('write one plain line');
  });

  it.each([0, -1, 1441, 1.5, NaN, Infinity])('cannot stand for %p minutes', (minutes) => {
    expect(() => announcedMinutes(minutes)).toThrow('from 1 to 1440');
  });
});

describe('an announcement', () => {
  let house: TestHouse;
  let fairs: FairService;
  let topic: string;
  beforeAll(async () => {
    house = await openHouse();
    fairs = house.app.get(FairService);
    topic = `fair:${(await house.programme()).fair.id}`;
  });
  afterAll(() => house.close());

  const shown = async () => (await house.programme()).announcements;
  const listens = async () => {
    const socket = await house.socket();
    await asks(socket, 'feed.enter', { topic });
    return (name: string) => hears<Frame>(socket, told.frame, ({ facts }) => facts.some((fact) => fact.name === name)).then(({ facts }) => facts.find((fact) => fact.name === name)?.body);
  };
  const says = (...args: string[]) => organise(args, () => house.config.DATABASE_URL);
  const saysNo = (...args: string[]) => says(...args).then((said) => `said ${said}`, sentenceOf);

  it('reaches every screen as a fact, and whoever comes later in the programme', async () => {
    const heard = (await listens())('announcement.made');
    const made = await fairs.announce({ ar: 'نبدأ بعد عشر دقائق', fr: 'Nous commençons dans dix minutes' }, 20);
    expect(await heard).toEqual(made);
    expect(Date.parse(made.until) - Date.parse(made.made)).toBe(20 * 60_000);
    expect(await until(shown, (some) => some.length === 1)).toEqual([made]);
    const gone = (await listens())('announcement.withdrawn');
    await fairs.withdraw(made.id);
    expect(await gone).toEqual({ id: made.id });
    await until(shown, (some) => some.length === 0);
  });

  it('that was refused leaves nothing', async () => {
    const before = await house.owner.query('select head from topic where name = $1', [topic]);
    await expect(fairs.announce({ fr: 'a\u202Eb' }, 20)).rejects.toThrow();
    await expect(fairs.announce({ fr: 'bon' }, 0)).rejects.toThrow();
    expect((await house.owner.query('select head from topic where name = $1', [topic])).rows).toEqual(before.rows);
    expect(await shown()).toEqual([]);
  });

  it('that is over by the machine’s clock is in no programme that is built later, and cannot be withdrawn', async () => {
    const clock = Object.assign(house.app.get(MachineClock), { now: () => Date.now() - 61_000 });
    const { id } = await fairs.announce({ en: 'Over soon' }, 1);
    await until(shown, (some) => some.length === 1);
    Object.assign(clock, { now: () => Date.now() });
    await fairs.touchProgramme();
    await until(shown, (some) => some.length === 0);
    await expect(fairs.withdraw(id)).rejects.toThrow('is over already');
  });

  it('is withdrawn once by two who withdraw it at once', async () => {
    const { id } = await fairs.announce({ en: 'Once' }, 5);
    const both = await Promise.allSettled([fairs.withdraw(id), fairs.withdraw(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await house.owner.query(`select 1 from fact where topic = $1 and name = 'announcement.withdrawn' and body->>'id' = $2`, [topic, id])).rowCount).toBe(1);
  });

  it('of another edition is not this one’s', async () => {
    await house.owner.query(`insert into fair (slug, name, edition, theme, host, days, zone) values ('other', '{}', '{}', '{}', '{}', '{}', 'Africa/Casablanca')`);
    const { rows } = await house.owner.query<{ id: string }>(
      `insert into announcement (fair_id, text, made, "until") select id, '{"en":"Elsewhere"}', now(), now() + interval '1 hour' from fair where slug = 'other' returning id`,
    );
    await expect(fairs.withdraw(rows[0]?.id ?? '')).rejects.toThrow('There is no announcement');
    const version = await fairs.touchProgramme();
    expect((await until(() => house.programme(), (programme) => programme.version === version)).announcements).toEqual([]);
  });

  it('may be changed by the application’s role but not erased', async () => {
    await expect(house.app.get(Database).rows('delete from announcement')).rejects.toThrow('permission denied');
  });

  it('a touched programme is built once a version and told to everyone', async () => {
    const before = (await fairs.current())?.programmeVersion ?? 0;
    await until(() => house.programme(), ({ version }) => version === before);
    const heard = (await listens())('programme.changed');
    const built = async () => (await house.app.get(Metrics).rebuilds.get()).values[0]?.value ?? 0;
    const rebuilds = await built();
    expect(await fairs.touchProgramme()).toBe(before + 1);
    expect(await heard).toEqual({ version: before + 1 });
    await until(() => house.programme(), ({ version }) => version === before + 1);
    expect(await built()).toBe(rebuilds + 1);
  });

  it('by command is heard by the running server from the database', async () => {
    const heard = (await listens())('announcement.made') as Promise<Announcement>;
    const said = await says('announce', '--ar', 'القاعة مغلقة', '--en=-h is closed', '--for', '3');
    const { id, text, until: end } = await heard;
    expect(text).toEqual({ ar: 'القاعة مغلقة', en: '-h is closed' });
    expect(said).toBe(`announced ${id} until ${end}`);
    expect(await says('announcements')).toBe(`${id} until ${end}\n  ar  القاعة مغلقة\n  en  -h is closed`);
    expect(await says('withdraw', id.toUpperCase())).toMatch(/^withdrawn/);
    expect(await says('announcements')).toBe('Nothing is announced now.');
    const version = (await house.programme()).version;
    expect(await says('touch-programme')).toMatch(/^programme version \d+$/);
    await until(() => house.programme(), (programme) => programme.version > version);
  });

  it('by command is refused in one line', async () => {
    const id = nobody();
    expect(await saysNo('announce', '--fr', 'x'.repeat(281), '--for', '5')).toMatch(/has 281 characters/);
    for (const minutes of ['0', '1441', 'ten', '1.5', '1e3', ' ']) expect(await saysNo('announce', '--fr', 'bon', '--for', minutes)).toMatch(/from 1 to 1440/);
    expect(await saysNo('announce', '--fr', 'bon')).toMatch(/how many minutes/);
    expect(await saysNo('announce', '--for', '5')).toMatch(/at least one language/);
    expect(await saysNo('announce', '--de', 'gut', '--for', '5')).toMatch(/--de/);
    expect(await saysNo('withdraw', id)).toBe(`There is no announcement ${id}.`);
    expect(await saysNo('withdraw', "' or 1=1")).toMatch(/^There is no announcement/);
    expect(await saysNo('withdraw')).toMatch(/which announcement/);
    expect(await saysNo('shout')).toMatch(/"shout" is none of/);
    for (const no of await Promise.all([saysNo('withdraw', id), saysNo('announce', '--de', 'gut', '--for', '5')])) expect(no).not.toContain('\n');
    expect(await organise(['announcements'], () => 'postgres://siccam_app:x@127.0.0.1:9/siccam').catch(sentenceOf)).toMatch(/does not answer \(ECONNREFUSED\)/);
    expect(await organise(['announcements'], () => house.config.DATABASE_URL.replace('for-tests-only', 'wrong')).catch(sentenceOf)).toMatch(/does not let us in \(28P01\)/);
    expect(await says()).toBe(await says('announce', '--help'));
  });
});
