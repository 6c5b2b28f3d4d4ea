import { languages, type Language } from '@siccam/contract';
import { type Told, written } from './mail.letter';
import { mailKinds } from './post';

const now = Date.parse('2026-11-27T10:00:00Z');
const link = 'https://fair.test/ar/enter/link#AAAA';
const full: Omit<Told, 'kind' | 'language'> = {
  fair: { ar: 'المعرض', fr: 'SICCAM Oujda', en: 'SICCAM Oujda' },
  zone: 'Africa/Casablanca',
  name: { ar: 'سلمى ب.', latin: 'Salma B.' },
  link,
  code: '012345',
  expires: new Date(now + 600_000),
  invited: ['speaker', 'press'],
  given: ['moderator'],
  taken: ['press', 'unheardOf'],
  sessions: [],
};
const every = languages.flatMap((language) => mailKinds.map((kind) => ({ language, kind })));
const write = (over: Partial<Told> & { kind: Told['kind'] }, language: Language = 'fr') => written({ ...full, language, ...over }, now);

describe('a letter', () => {
  it.each(every)('$kind in $language is whole, in its direction, in both forms', ({ language, kind }) => {
    const { subject, text, html } = write({ kind }, language);
    for (const form of [subject, text, html]) {
      expect(form).not.toMatch(/undefined|null|NaN|\[object|\$\{|Invalid Date/);
      expect(form.trim()).not.toBe('');
    }
    expect(subject).not.toMatch(/[\r\n\u2066-\u2069]/);
    const dir = language === 'ar' ? 'rtl' : 'ltr';
    const lang = { ar: 'ar-MA', fr: 'fr-MA', en: 'en' }[language];
    expect(html).toContain(`<html lang="${lang}" dir="${dir}">`);
    expect(html).toContain(`<div lang="${lang}" dir="${dir}"`);
    // Opened and closed alike, and nothing that is fetched, run or sent home.
    expect(html.match(/<bdi/g)?.length).toBe(html.match(/<\/bdi>/g)?.length);
    expect(html).not.toMatch(/<(img|script|link|iframe|form|style|svg|video|object)\b|src=|url\(|@import/i);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to?.replace('&#35;', '#'))).toEqual([link]);
    // What is said is in one language.
    if (language === 'ar') expect(text.replace(/https?:\S+/g, '').replace(/SICCAM Oujda/g, '')).not.toMatch(/[A-Za-z]{3,}/);
    else expect(text).not.toMatch(/[\u0600-\u06ff]/);
  });

  it.each(every)('$kind in $language says who, why and until when without a link, a name or a role too', ({ language, kind }) => {
    const { text, html } = write({ kind, name: null, link: null, code: null, expires: null, invited: [], given: [''], taken: [''] }, language);
    for (const form of [text, html]) expect(form).not.toMatch(/undefined|null|NaN|\$\{|\u2068\u2069|<bdi><\/bdi>|: ?\./);
  });

  it('has its link and its code alone on their lines', () => {
    const { text } = write({ kind: 'signIn' }, 'ar');
    expect(text.split('\n')).toEqual(expect.arrayContaining([link, '012345']));
  });

  it('says for how long: minutes and an hour of Morocco for a link to sign in, a day for an invitation', () => {
    const isolated = (of: string) => `\u2068${of}\u2069`;
    expect(write({ kind: 'signIn' }).text).toContain(`${isolated('10')} minutes, jusqu’à ${isolated('11:10')} (heure du Maroc)`);
    expect(write({ kind: 'signIn' }, 'ar').text).toContain(`${isolated('10')} دقائق، إلى الساعة ${isolated('11:10')}`);
    const expires = new Date('2026-12-06T22:59:00Z');
    expect(write({ kind: 'invitation', expires }).text).toContain(isolated('6 décembre 2026'));
    expect(write({ kind: 'invitation', expires }, 'en').text).toContain(isolated('6 December 2026'));
    expect(write({ kind: 'invitation', expires }, 'ar').text).toMatch(/2026/);
  });

  it('names roles in words and leaves out what it does not know', () => {
    expect(write({ kind: 'roleChanged' }).text).toContain('Vous est confié : \u2068Modération\u2069.');
    expect(write({ kind: 'roleChanged' }).text).toContain('Ne vous est plus confié : \u2068Presse\u2069.');
    expect(write({ kind: 'roleChanged', taken: [''] }).text).not.toContain('plus confié');
    expect(write({ kind: 'invitation' }, 'ar').text).toContain('\u2068التدخل، الصحافة\u2069');
  });

  it.each([
    ['ar', 'الجمعة، 27 نونبر', '\u2068ندوة\u2069: ألغيت'],
    ['fr', 'vendredi 27 novembre', '\u2068ندوة\u2069 : annulée'],
    ['en', 'Friday 27 November', '\u2068ندوة\u2069: cancelled'],
  ] as const)('says in %s when a changed session is now, its delay counted, and what is cancelled', (language, day, cancelled) => {
    const sessions = [{ title: 'SICCAM', starts: '2026-11-27T10:45', delay: 20 }, { title: 'ندوة', starts: null, delay: 0 }];
    const { text } = write({ kind: 'sessionsChanged', sessions }, language);
    expect(text).toContain(day);
    expect(text).toContain('11:05');
    expect(text).toContain(cancelled);
  });

  it('isolates a name of the other direction and calls people by the name of the letter’s script', () => {
    expect(write({ kind: 'invitation' }, 'ar').html).toContain('<bdi>سلمى ب.</bdi>');
    expect(write({ kind: 'invitation' }, 'fr').text).toContain('Bonjour \u2068Salma B.\u2069,');
    expect(write({ kind: 'invitation', name: { ar: 'سلمى ب.' } }, 'fr').html).toContain('<bdi>سلمى ب.</bdi>');
  });

  it.each(['signIn', 'proveMail', 'addressKnown', 'addressChanged'] as const)('%s does not carry a name that a stranger chose', (kind) => {
    const { text, html } = write({ kind, name: { latin: 'Win a phone at evil.example' } });
    expect(text + html).not.toContain('evil.example');
  });

  it('lets no name become markup or a line of its own', () => {
    const name = { latin: '<img src=x onerror=1>"\r\nBcc: all@fair.test\u2028' };
    const { text, html, subject } = write({ kind: 'invitation', name, fair: { fr: 'Salon <b>\r\nBcc: x@y.z' } });
    expect(html).not.toMatch(/<img|<b>/);
    expect(text).not.toMatch(/^Bcc/m);
    expect(subject).not.toMatch(/[\r\n]/);
  });
});
