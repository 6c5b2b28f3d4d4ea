import { directionOf, langTagOf, type Language, localeOf, momentOf, type PersonName, type Role, roles, type Words, wordsIn } from '@siccam/contract';
import { common, letters, type Line, roleWords } from './mail.words';
import type { MailKind } from './post';

/** What a mail is to say. `link` is the whole address behind its button. `sessions`: titles in its language, each with the planned start as wall time (null: it is cancelled) and the minutes it is late. `own`: what organisers wrote themselves. */
export type Told = { kind: MailKind; language: Language; fair: Words; zone: string; name: PersonName | null; link: string | null; code: string | null; expires: Date | null; invited: readonly string[]; given: readonly string[]; taken: readonly string[]; sessions: readonly { title: string; starts: string | null; delay: number }[]; own?: { subject: string; text: string } | null };
/** A mail, written. */
export type Written = { subject: string; text: string; html: string };

/** Whoever asks for these may not be who reads them: a name that they chose would let them write to strangers. */
const withoutName: readonly MailKind[] = ['signIn', 'proveMail', 'addressKnown', 'addressChanged'];
const [minute, day] = [60_000, 86_400_000];

/** Writes a mail in its language and direction, as plain text and as simple HTML: no picture, nothing from elsewhere, nothing that reports back. */
export function written({ kind, language, fair, zone, name, link, code, expires, invited, given, taken, sessions, own }: Told, now: number): Written {
  const letter = letters[language][kind];
  const { hello, copy } = common[language];
  const fairName = wordsIn(fair, language).text || 'SICCAM';
  const about = { fair: fairName, own: own ?? null, until: expires ? shown(expires, language, zone, now) : '', invited: listed(invited, language), given: listed(given, language), taken: listed(taken, language), sessions: sessions.map(({ title, starts, delay }) => ({ title, when: starts === null ? null : whenOf(momentOf(starts, zone) + delay * minute, language, zone) })) };
  const subject = letter.subject(about);
  const opening = [hello(withoutName.includes(kind) ? null : called(name, language)), ...letter.lines(about)];
  const life = expires && letter.life ? [letter.life(about)] : [];
  const asked = code !== null && letter.code !== undefined ? { words: letter.code, code } : null;
  const button = link !== null ? { words: letter.button, link } : null;

  const text = [
    ...opening.map(plain),
    // Links and codes stand alone on their lines, so that copying takes nothing else along.
    ...(button ? [`${button.words}:\n${button.link}`] : []),
    ...(asked ? [`${asked.words}\n${asked.code}`] : []),
    ...life.map(plain),
    `--\n${oneLine(fairName)}\n${letter.why}`,
  ].join('\n\n');

  const small = 'font-size:14px;color:#565b68';
  const body = [
    `<p style="font-weight:700;margin:0 0 24px"><bdi>${escaped(fairName)}</bdi></p>`,
    ...opening.map((line) => `<p>${marked(line)}</p>`),
    ...(button ? [`<p style="margin:24px 0"><a href="${escaped(button.link)}" style="display:inline-block;padding:12px 24px;border-radius:8px;background:#0f5c5c;color:#ffffff;font-weight:600;text-decoration:none">${escaped(button.words)}</a></p>`] : []),
    ...(asked ? [`<p>${escaped(asked.words)}</p><p dir="ltr" style="font-size:28px;letter-spacing:4px;font-weight:700;text-align:center">${escaped(asked.code)}</p>`] : []),
    ...life.map((line) => `<p>${marked(line)}</p>`),
    ...(button ? [`<p style="${small}">${escaped(copy)}<br><bdi dir="ltr" style="word-break:break-all">${escaped(button.link)}</bdi></p>`] : []),
    `<hr style="border:0;border-top:1px solid #e2ddd3;margin:24px 0"><p style="${small}">${escaped(letter.why)}</p>`,
  ].join('\n');
  const [lang, dir] = [langTagOf[language], directionOf[language]];
  // Many readers drop <html> and <body>: the direction stands again on what they keep.
  const html = `<!doctype html>
<html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(plain(subject))}</title></head>
<body style="margin:0;background:#ffffff"><div lang="${lang}" dir="${dir}" style="max-width:560px;margin:0 auto;padding:24px 16px;font-family:'Segoe UI',Tahoma,Arial,sans-serif;font-size:16px;line-height:1.7;color:#1b1f2a;text-align:${dir === 'rtl' ? 'right' : 'left'}">
${body}
</div></body></html>
`;
  return { subject: bare(subject), text: `${text}\n`, html };
}

/** A day where the link lives longer than one, else the hour. */
function shown(expires: Date, language: Language, zone: string, now: number): string {
  const far = expires.getTime() - now > day;
  // The day stands before the month in all three.
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : localeOf[language], far ? { dateStyle: 'long', timeZone: zone } : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(expires);
}

/** A day of the fair and its hour. */
function whenOf(moment: number, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : localeOf[language], { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(moment);
}

const isRole = (code: string): code is Role => (roles as readonly string[]).includes(code);
const listed = (codes: readonly string[], language: Language): string => [...new Set(codes)].filter(isRole).map((role) => roleWords[language][role]).join(common[language].and);
const called = (name: PersonName | null, language: Language): string | null => (language === 'ar' ? (name?.ar ?? name?.latin) : (name?.latin ?? name?.ar)) ?? null;

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
/** Text in which a name of the other direction moves nothing around it. */
const plain = (line: Line): string => line.map((part) => (typeof part === 'string' ? part : `\u2068${oneLine(part.own)}\u2069`)).join('');
/** A subject: some readers draw isolates as boxes there. */
const bare = (line: Line): string => line.map((part) => (typeof part === 'string' ? part : oneLine(part.own))).join('');
const marked = (line: Line): string => line.map((part) => (typeof part === 'string' ? escaped(part) : `<bdi>${escaped(oneLine(part.own))}</bdi>`)).join('');
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
