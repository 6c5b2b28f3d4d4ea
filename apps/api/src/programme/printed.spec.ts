import type { Programme, Session } from '@siccam/contract';
import { typeset } from '../platform';
import { type TestHouse, openHouse } from '../testing/house';
import { printed } from './printed.service';
import { printedTemplate } from './printed.template';
import { ProgrammeService } from './programme.service';

let house: TestHouse;
let programme: Programme;
beforeAll(async () => {
  house = await openHouse();
  programme = house.app.get(ProgrammeService).current();
});
afterAll(() => house.close());

const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '');
const with_ = (more: Partial<Session>): Programme => ({ ...programme, sessions: programme.sessions.filter(({ slug }) => slug === 'panel-1').map((session) => ({ ...session, ...more })) });
const first = (of: Programme, language: 'ar' | 'fr' | 'en') => printed(of, language).days.flatMap(({ sessions }) => sessions)[0];

describe('the printed programme', () => {
  it.each(['ar', 'fr', 'en'] as const)('in %s is a PDF that is saved, the same bytes for everyone, made once a version', async (language) => {
    const ask = () => fetch(`${house.url}/api/programme/${language}/pdf`);
    const [one, other] = await Promise.all([ask(), ask()]);
    const [bytes, again] = await Promise.all([one, other].map(async (said) => Buffer.from(await said.arrayBuffer())));
    expect(one.status).toBe(200);
    expect(one.headers.get('content-type')).toBe('application/pdf');
    expect(one.headers.get('content-disposition')).toContain(`siccam-programme-${language}.pdf`);
    expect(bytes?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(bytes?.equals(again ?? Buffer.alloc(0))).toBe(true);
  });

  it('names every released session of each day once, in the language asked for', () => {
    for (const language of ['ar', 'fr', 'en'] as const) {
      const { days } = printed(programme, language);
      expect(days).toHaveLength(2);
      expect(days.flatMap(({ sessions }) => sessions)).toHaveLength(programme.sessions.length);
      const panel = days.flatMap(({ sessions }) => sessions).find(({ title }) => plain(title).includes(language === 'ar' ? 'ندوة 1' : 'Panel 1'));
      expect(plain(panel?.hours ?? '')).toBe('10:45 – 11:40');
    }
  });

  it('prints what a session has become: late, cancelled, without a translation, without a place', () => {
    expect(first(with_({ delay: 20 }), 'fr')).toMatchObject({ hours: '\u206811:05\u2069 – \u206812:00\u2069', planned: '\u206810:45\u2069', late: 'retard de 20\u00a0min', gone: false });
    expect(first(with_({ state: 'cancelled', delay: 20 }), 'en')).toMatchObject({ gone: true, late: null, marks: ['cancelled'] });
    expect(first(with_({ title: { fr: 'Seulement' } }), 'ar')).toMatchObject({ title: '\u2068Seulement\u2069', marks: ['الفرنسية'] });
    expect(first(with_({ stageId: null, people: [], spoken: [], interpreted: [] }), 'ar')).toMatchObject({ stage: '', people: [], tags: [] });
  });

  it('heads each day as the pages do', () => {
    const friday = { ...programme, fair: { ...programme.fair, days: ['2026-11-27'] } };
    expect((['ar', 'fr', 'en'] as const).map((language) => printed(friday, language).days[0]?.name)).toEqual(['الجمعة 27 نونبر 2026', 'Vendredi 27 novembre 2026', 'Friday 27 November 2026']);
  });

  it('says minutes in Arabic as Arabic counts them', () => {
    expect([1, 2, 5, 20, 100].map((delay) => first(with_({ delay }), 'ar')?.late)).toEqual(['تأخير دقيقة واحدة', 'تأخير دقيقتين', 'تأخير 5 دقائق', 'تأخير 20 دقيقة', 'تأخير 100 دقيقة']);
  });

  it('takes whatever a title holds as text, never as markup, and holds up nobody while a thousand sessions are set', async () => {
    const hostile = '#read("/etc/passwd") $x$ *b* _i_ <a> @b \\ "quoted" `raw`';
    const [session] = with_({ title: { en: hostile } }).sessions;
    const many: Programme = { ...programme, sessions: Array.from({ length: 1000 }, () => session as Session) };
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 5);
    const pdf = await typeset(printedTemplate, printed(many, 'en'));
    clearInterval(turning);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(turns).toBeGreaterThan(10);
  });

  it('a template that cannot be set is a fault with its reason', async () => {
    await expect(typeset('#nothing', {})).rejects.toThrow('unknown variable');
  });
});
