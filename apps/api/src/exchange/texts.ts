import { line, texts, titleMost } from '@siccam/contract';

const summaryMost = 3000;
const aboutMost = 1500;
const html = /<\/?(?:a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|script|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul)(?:\s[^<>]*)?\/?>/i;
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', laquo: '«', raquo: '»', ndash: '–', mdash: '—', hellip: '…', eacute: 'é', egrave: 'è', agrave: 'à', ccedil: 'ç', rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”' };

/** What one text of a file becomes here. `cut`, `markup`: what was done to it. */
export type Taken = { text: string; cut: boolean; markup: boolean };

// Made once: a shape that is made for each text costs a hundred times what it does.
const shapes = { 40: line(40), 80: line(80), 120: line(120), [titleMost]: line(titleMost) };
const [summaries, abouts] = [texts(summaryMost), texts(aboutMost)];
const linesOf = (most: keyof typeof shapes) => (text: string): string => shapes[most].parse(text);

/** A title as it stands here: one line, without marks of a web page, no longer than titles are. */
export const titleOf = (raw: string): Taken => taken(raw, titleMost, linesOf(titleMost));

/** A text of several lines as it stands here. */
export const summaryOf = (raw: string): Taken => taken(raw, summaryMost, (text) => summaries.parse({ en: text }).en ?? '');

/** A name or another short line as it stands here. */
export const lineOf = (raw: string, most: keyof typeof shapes): string => taken(raw, most, linesOf(most)).text;

/** What someone says about themselves, as it stands here. */
export const aboutOf = (raw: string): string => taken(raw, aboutMost, (text) => abouts.parse({ en: text }).en ?? '').text;

function taken(raw: string, most: number, written: (text: string) => string): Taken {
  const markup = html.test(raw);
  // Nobody writes more than this into one field; what is longer is cut before it is looked at.
  const plain = (markup ? withoutHtml(raw.slice(0, most * 20)) : raw).slice(0, most * 4);
  // A limit that is asked for after trimming must not be met by half a character.
  const whole = written(plain.slice(0, most).replace(/[\ud800-\udbff]$/, ''));
  const cut = plain.trim().length > most || raw.length > most * 20;
  return { text: cut ? `${whole.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…` : whole, cut, markup };
}

/** The text of a piece of a web page: what was a paragraph is one, what would run is gone. */
function withoutHtml(raw: string): string {
  return withoutRunning(raw.replace(/\r\n?/g, '\n'))
    .replace(/<li\b[^<>]*>/gi, '\n– ')
    .replace(/<(?:br|\/p|\/div|\/h[1-6]|\/tr|\/ul|\/ol|hr)\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, dec?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = dec !== undefined ? Number(dec) : parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
    })
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Without scripts and styles, from where each begins to where it ends. One that never ends is looked for once: as many beginnings as fit into a text would else be read to its end each. */
function withoutRunning(raw: string): string {
  const pieces: string[] = [];
  const endless = new Set<string>();
  const begins = /<(script|style)\b[^<>]*>/gi;
  let at = 0;
  for (let found = begins.exec(raw); found; found = begins.exec(raw)) {
    const name = (found[1] ?? '').toLowerCase();
    if (endless.has(name)) continue;
    const ends = new RegExp(`</${name}\\s*>`, 'gi');
    ends.lastIndex = begins.lastIndex;
    if (!ends.test(raw)) {
      endless.add(name);
      continue;
    }
    pieces.push(raw.slice(at, found.index));
    at = begins.lastIndex = ends.lastIndex;
  }
  return pieces.join('') + raw.slice(at);
}
