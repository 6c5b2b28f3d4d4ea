import { languages, type Session, type Stage, wallOf } from '@siccam/contract';
import fc from 'fast-check';
import { convertIcsCalendar } from 'ts-ics';
import { type CalendarFair, calendarOf, escaped, eventOf, folded } from './calendar.rules';

const fair: CalendarFair = { slug: 'siccam-2026', name: { fr: 'SICCAM' }, zone: 'Africa/Casablanca', site: 'https://fair.test' };
const stage: Stage = { id: '10000000-0000-4000-8000-000000000000', name: { ar: 'المنصة الكبرى', fr: 'Grande scène' }, note: null };
const base: Session = {
  id: '20000000-0000-4000-8000-000000000000',
  slug: 'panel-1',
  kind: 'panel',
  stageId: stage.id,
  title: { ar: 'ندوة 1: مراكز الاتصال', fr: 'Panel 1 : centres d’appels; et, plus \\ loin', en: 'Panel 1' },
  summary: { fr: 'Une ligne.\nUne autre, avec ; et \\.' },
  starts: '2026-11-27T10:45',
  ends: '2026-11-27T11:45',
  delay: 0,
  spoken: ['fr'],
  interpreted: [],
  state: 'released',
  since: '2026-11-01T00:00:00.000Z',
  seats: null,
  people: [],
  audience: [],
  attachments: [],
  recorded: false,
  sequence: 3,
};
const changed = Date.parse('2026-11-20T08:30:00Z');
const event = (over: Partial<Session> = {}, language: 'ar' | 'fr' | 'en' = 'fr', at: Partial<CalendarFair> = {}) => eventOf({ session: { ...base, ...over }, stage, changed }, language, { ...fair, ...at });
const calendar = (events: string[], language: 'ar' | 'fr' | 'en' = 'fr') => calendarOf(events, 'SICCAM', language);

/** The lines of a calendar as RFC 5545 has them, or what is wrong with its bytes. */
function linesOf(text: string): string[] {
  const bytes = Buffer.from(text);
  if (bytes.toString('utf8') !== text) throw new Error('no UTF-8');
  if (!text.endsWith('\r\n') || /(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('a line does not end with CR LF');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line of ${Buffer.byteLength(line)} octets`);
    if (line === '' || line.includes('\ufffd')) throw new Error('an empty line, or a character that was cut');
  }
  return text.slice(0, -2).replace(/\r\n /g, '').split('\r\n');
}
const valueOf = (text: string, name: string): string | undefined => linesOf(text).find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`))?.replace(/^[^:]*:/, '');
const unescaped = (value: string): string => value.replace(/\\([\\;,nN])/g, (_whole, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));

describe('a session as an event', () => {
  it('says who it is, when in UTC, where, in which language, and since when', () => {
    const text = calendar([event()]);
    expect(linesOf(text)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//SICCAM//SICCAM Remote//FR',
      'CALSCALE:GREGORIAN',
      'NAME:SICCAM',
      'X-WR-CALNAME:SICCAM',
      'REFRESH-INTERVAL;VALUE=DURATION:PT15M',
      'X-PUBLISHED-TTL:PT15M',
      'BEGIN:VEVENT',
      'UID:20000000-0000-4000-8000-000000000000@siccam-2026',
      'SEQUENCE:3',
      'DTSTAMP:20261120T083000Z',
      'LAST-MODIFIED:20261120T083000Z',
      'DTSTART:20261127T094500Z',
      'DTEND:20261127T104500Z',
      'STATUS:CONFIRMED',
      'SUMMARY;LANGUAGE=fr-MA:Panel 1 : centres d’appels\\; et\\, plus \\\\ loin',
      'DESCRIPTION:Une ligne.\\nUne autre\\, avec \\; et \\\\.\\n\\nPage: https://fair.test/fr/s/panel-1',
      'LOCATION;LANGUAGE=fr-MA:Grande scène',
      'URL:https://fair.test/fr/s/panel-1',
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('sends nobody to the page of a break, which has none', () => {
    expect(calendar([event({ kind: 'break' })])).toContain('URL:https://fair.test/fr/programme\r\n');
    expect(calendar([event({ kind: 'break' })])).not.toContain('/s/');
  });

  it.each(languages)('is read back by another program as it was meant, in %s', (language) => {
    const read = convertIcsCalendar(undefined, calendar([event({}, language), event({ id: '30000000-0000-4000-8000-000000000000', state: 'cancelled', delay: 20 }, language)], language));
    expect(read.name).toBe('SICCAM');
    const [one, other] = read.events ?? [];
    expect(one).toMatchObject({ uid: `${base.id}@siccam-2026`, summary: base.title[language], sequence: 3, status: 'CONFIRMED', url: `https://fair.test/${language}/s/panel-1` });
    expect(one?.start.date.toISOString()).toBe('2026-11-27T09:45:00.000Z');
    expect(one?.end?.date.toISOString()).toBe('2026-11-27T10:45:00.000Z');
    expect(one?.location).toBe(language === 'fr' ? stage.name.fr : stage.name.ar);
    expect(other).toMatchObject({ status: 'CANCELLED' });
    expect(other?.start.date.toISOString()).toBe('2026-11-27T10:05:00.000Z');
  });

  it('keeps its UID when it is renamed, moved and counted on', () => {
    const uid = (over: Partial<Session>) => valueOf(calendar([event(over)]), 'UID');
    expect(new Set([{}, { slug: 'other' }, { sequence: 9 }, { starts: '2026-11-28T10:45', ends: '2026-11-28T11:45' }, { title: { ar: 'غيرها' } }].map(uid)).size).toBe(1);
  });

  it('shows what is not translated in the language that exists, and says which', () => {
    expect(event({ title: { ar: 'ندوة' } }, 'en')).toContain('SUMMARY;LANGUAGE=ar-MA:ندوة');
    expect(event({ title: {} }, 'en')).toContain('SUMMARY;LANGUAGE=en:\r\n');
  });

  it.each([
    // The clock of Morocco: one hour back in Ramadan (2026: 15 February to 22 March), by law and not by season.
    ['before Ramadan', '2026-02-14T10:00', 60, '20260214T090000Z', '20260214T100000Z'],
    ['in Ramadan', '2026-02-16T10:00', 60, '20260216T100000Z', '20260216T110000Z'],
    ['after Ramadan', '2026-03-23T10:00', 60, '20260323T090000Z', '20260323T100000Z'],
    ['on the SICCAM of 2020', '2020-01-17T10:00', 60, '20200117T090000Z', '20200117T100000Z'],
    ['over midnight', '2026-11-27T23:30', 60, '20261127T223000Z', '20261127T233000Z'],
  ])('%s is when it is', (_when, starts, minutes, from, to) => {
    const text = calendar([event({ starts, ends: new Date(Date.parse(`${starts}Z`) + minutes * 60_000).toISOString().slice(0, 16) })]);
    expect([valueOf(text, 'DTSTART'), valueOf(text, 'DTEND')]).toEqual([from, to]);
  });

  it('ends after it begins at every minute of a day on which the clock leaves out an hour, or shows one twice', () => {
    for (const [zone, day] of [['Africa/Casablanca', '2026-03-22'], ['Africa/Casablanca', '2026-02-15'], ['Europe/Paris', '2026-03-29'], ['Europe/Paris', '2026-10-25']] as const)
      for (let minute = 0; minute < 300; minute += 5) {
        const starts = new Date(Date.parse(`${day}T00:00Z`) + minute * 60_000).toISOString().slice(0, 16);
        const text = event({ starts, ends: new Date(Date.parse(`${starts}Z`) + 25 * 60_000).toISOString().slice(0, 16) }, 'fr', { zone });
        const [from, to] = [valueOf(text, 'DTSTART') ?? '', valueOf(text, 'DTEND') ?? ''];
        expect(to > from).toBe(true);
      }
    expect(wallOf(Date.parse('2026-11-27T09:45Z'), fair.zone)).toBe('2026-11-27T10:45');
  });
});

describe('a line', () => {
  it('is folded at 75 octets and never inside a character, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const value = valueOf(calendar([event({ title: { fr: text } })]), 'SUMMARY');
        expect(unescaped(value ?? '')).toBe(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, ''));
      }),
    );
  });

  it('of 75 octets stays whole, of 76 does not', () => {
    expect(folded('x'.repeat(75))).toBe('x'.repeat(75));
    expect(folded('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x`);
    expect(folded(`${'x'.repeat(74)}é`)).toBe(`${'x'.repeat(74)}\r\n é`);
  });

  it.each(['a\r\nBEGIN:VEVENT', 'a\rEND:VCALENDAR', 'a\u2028ATTACH:x', 'a\u0085URL:x', 'a\0b\u0007c', '\ud800', 'a\u000bURL:x'])('lets nothing through that would be a line of its own: %j', (text) => {
    const lines = linesOf(calendar([event({ title: { fr: text }, summary: { fr: text } })]));
    expect(lines.filter((line) => /^(BEGIN|END):/.test(line))).toEqual(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR']);
    expect(lines.filter((line) => /^(ATTACH|URL)/.test(line))).toHaveLength(1);
    expect(escaped(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});
