import { langTagOf, type Language, momentOf, type Session, type Stage, type Words, wordsIn } from '@siccam/contract';

/** What a calendar needs of the fair: `slug` names it in every UID. `site`: the address before `/ar`. */
export type CalendarFair = { slug: string; name: Words; zone: string; site: string };
/** A session with where it is and when it was last changed for its readers (milliseconds since 1970). */
export type CalendarSession = { session: Session; stage: Stage | null; changed: number };

// How often a reader's calendar should ask again.
const everyQuarter = 'PT15M';
const lineMost = 75;
const minute = 60_000;
const link: Record<Language, string> = { ar: 'الصفحة', fr: 'Page', en: 'Page' };

/** A text as a value (RFC 5545, 3.3.11): on one line, and nothing in it ends the value. */
export const escaped = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, '')
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');

/** A line in pieces of at most 75 octets, none of which cuts a character (RFC 5545, 3.1). */
export function folded(line: string): string {
  const pieces: string[] = [];
  let [piece, size] = ['', 0];
  for (const sign of line) {
    const octets = Buffer.byteLength(sign);
    if (size + octets > lineMost) {
      pieces.push(piece);
      // The space before what goes on counts too.
      [piece, size] = [' ', 1];
    }
    piece += sign;
    size += octets;
  }
  return [...pieces, piece].join('\r\n');
}

/** A moment in UTC, `20261127T094500Z`. */
export const stamp = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A session as one event, each of its lines folded and ended. A moved start is the start it has now. */
export function eventOf({ session, stage, changed }: CalendarSession, language: Language, { slug, zone, site }: CalendarFair): string {
  const at = (wall: string) => momentOf(wall, zone) + session.delay * minute;
  const starts = at(session.starts);
  // A start in the hour that a clock leaves out is read as one hour later, and its end then may come before it.
  const ends = at(session.ends) > starts ? at(session.ends) : starts + Date.parse(`${session.ends}Z`) - Date.parse(`${session.starts}Z`);
  // A break has no page of its own.
  const page = session.kind === 'break' ? `${site}/${language}/programme` : `${site}/${language}/s/${session.slug}`;
  const people = session.people.map(({ name, title }) => [name, title].map((words) => wordsIn(words, language).text).filter(Boolean).join(', '));
  const about = [wordsIn(session.summary, language).text, people.join('\n'), `${link[language]}: ${page}`].filter(Boolean).join('\n\n');
  return lines([
    'BEGIN:VEVENT',
    `UID:${session.id}@${slug}`,
    `SEQUENCE:${session.sequence}`,
    // Nobody is invited by it, so it is as old as what it says (RFC 5545, 3.8.7.2), and its bytes are the same on every server.
    `DTSTAMP:${stamp(changed)}`,
    `LAST-MODIFIED:${stamp(changed)}`,
    `DTSTART:${stamp(starts)}`,
    `DTEND:${stamp(ends)}`,
    `STATUS:${session.state === 'cancelled' ? 'CANCELLED' : 'CONFIRMED'}`,
    spoken('SUMMARY', session.title, language),
    `DESCRIPTION:${escaped(about)}`,
    ...(stage ? [spoken('LOCATION', stage.name, language)] : []),
    `URL:${page}`,
    'END:VEVENT',
  ]);
}

/** A whole calendar around ready events. */
export function calendarOf(events: readonly string[], title: string, language: Language): string {
  const head = lines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//SICCAM//SICCAM Remote//${language.toUpperCase()}`,
    'CALSCALE:GREGORIAN',
    `NAME:${escaped(title)}`,
    `X-WR-CALNAME:${escaped(title)}`,
    `REFRESH-INTERVAL;VALUE=DURATION:${everyQuarter}`,
    `X-PUBLISHED-TTL:${everyQuarter}`,
  ]);
  return `${head}${events.join('')}END:VCALENDAR\r\n`;
}

/** A text with the language it really is in. */
function spoken(name: string, words: Words, language: Language): string {
  const { text, language: really } = wordsIn(words, language);
  return `${name};LANGUAGE=${langTagOf[really]}:${escaped(text)}`;
}

const lines = (all: readonly string[]): string => all.map((line) => `${folded(line)}\r\n`).join('');
