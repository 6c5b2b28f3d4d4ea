import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Page, Language, directionOf, langTagOf, languages } from '@siccam/contract';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../platform';
import { Refusal } from '../wire';
import { pageWords } from './page.words';
import { ProgrammeService, plain } from './programme.service';

/** What one page says of itself in its head. `path` follows the language: '' is the front. */
type Head = { language: Language; path: string; title: string; description: string; status: number; unlisted?: boolean };

const html = 'text/html; charset=utf-8';

/** The web application's one page, with title, description, language and preview picture filled in for each address. */
@Injectable()
export class PageService {
  private template: { html: string; writtenAt: number } | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly programme: ProgrammeService,
  ) {}

  now(wanted: string): Promise<Page> {
    return this.known(wanted, (language) => ({
      language,
      path: '',
      title: this.fairName(language),
      description: pageWords[language].description,
      status: 200,
    }));
  }

  timetable(wanted: string): Promise<Page> {
    return this.known(wanted, (language) => ({
      language,
      path: '/programme',
      title: `${pageWords[language].programme} · SICCAM`,
      description: this.fairName(language),
      status: 200,
    }));
  }

  session(wanted: string, slug: string): Promise<Page> {
    return this.known(wanted, (language) => {
      const session = this.programme.session(slug);
      if (!session) return this.lostHead(language);
      const title = `${plain(session.title, language)} · SICCAM`;
      return { language, path: `/s/${slug}`, title, description: plain(session.summary, language) || this.fairName(language), status: 200 };
    });
  }

  privacy(wanted: string): Promise<Page> {
    return this.known(wanted, (language) => ({
      language,
      path: '/privacy',
      title: `${pageWords[language].privacy} · SICCAM`,
      description: pageWords[language].privacyDescription,
      status: 200,
    }));
  }

  parts(wanted: string): Promise<Page> {
    return this.known(wanted, (language) => ({
      language,
      path: '/parts',
      title: `${pageWords[language].parts} · SICCAM`,
      description: pageWords[language].partsDescription,
      status: 200,
      unlisted: true,
    }));
  }

  /** A page that is one person's own: its title says what it is, never whose. */
  personal(wanted: string, which: 'enter' | 'account' | 'help' | 'desk' | 'speaker', path: string): Promise<Page> {
    return this.known(wanted, (language) => ({ language, path, title: `${pageWords[language][which]} · SICCAM`, description: pageWords[language].personal, status: 200, unlisted: which !== 'help' }));
  }

  /** Any address that is none of ours, in the language the browser asks for. */
  lost(acceptLanguage: string | undefined): Promise<Page> {
    return this.filled(this.lostHead(languageOf(undefined, acceptLanguage)));
  }

  /** Where the bare address leads. */
  root(cookies: string | undefined, acceptLanguage: string | undefined): Page {
    const location = `/${languageOf(/(?:^|; )language=(\w+)/.exec(cookies ?? '')?.[1], acceptLanguage)}`;
    return { status: 302, type: html, body: '', location };
  }

  private known(wanted: string, head: (language: Language) => Head): Promise<Page> {
    const language = Language.safeParse(wanted);
    return this.filled(language.success ? head(language.data) : this.lostHead('ar'));
  }

  private lostHead(language: Language): Head {
    return { language, path: '', title: `${pageWords[language].lost} · SICCAM`, description: this.fairName(language), status: 404 };
  }

  private fairName(language: Language): string {
    const { fair } = this.programme.current();
    return `SICCAM · ${plain(fair.name, language)}`;
  }

  private async filled(head: Head): Promise<Page> {
    const body = (await this.read())
      .replace('%lang%', langTagOf[head.language])
      .replace('%dir%', directionOf[head.language])
      .replace('<!--page-head-->', () => this.headOf(head))
      .replace('<!--page-body-->', () => bodyOf(head));
    return { status: head.status, type: html, body };
  }

  private headOf({ language, path, title, description, status, unlisted }: Head): string {
    const at = (one: Language) => `${this.config.PUBLIC_URL}/${one}${path}`;
    const lines = [
      `<title>${escaped(title)}</title>`,
      `<meta name="description" content="${escaped(description)}">`,
      `<meta property="og:site_name" content="SICCAM">`,
      `<meta property="og:type" content="website">`,
      `<meta property="og:title" content="${escaped(title)}">`,
      `<meta property="og:description" content="${escaped(description)}">`,
      `<meta property="og:locale" content="${pageWords[language].locale}">`,
      `<meta property="og:image" content="${this.config.PUBLIC_URL}/preview.${language}.png">`,
      '<meta property="og:image:width" content="1200">',
      '<meta property="og:image:height" content="630">',
      '<meta name="twitter:card" content="summary_large_image">',
      `<link rel="manifest" href="/app.${language}.webmanifest">`,
    ];
    // Known before the programme is, so that the stamp does not push the page down when that comes.
    if (this.programme.current().fair.demo) lines.push('<meta name="siccam-demo" content="yes">');
    if (status === 404 || unlisted) return [...lines, '<meta name="robots" content="noindex">'].join('\n    ');
    lines.push(`<meta property="og:url" content="${escaped(at(language))}">`, `<link rel="canonical" href="${escaped(at(language))}">`);
    for (const other of languages) lines.push(`<link rel="alternate" hreflang="${langTagOf[other]}" href="${escaped(at(other))}">`);
    return lines.join('\n    ');
  }

  private async read(): Promise<string> {
    const file = join(this.config.WEB_DIR, 'index.html');
    try {
      // A new build of the web application is served without a restart.
      const { mtimeMs } = await stat(file);
      if (this.template?.writtenAt !== mtimeMs) this.template = { html: await readFile(file, 'utf8'), writtenAt: mtimeMs };
      return this.template.html;
    } catch {
      if (this.template) return this.template.html;
      throw new Refusal('wire.unavailable', 2);
    }
  }
}

function bodyOf({ title, description, language }: Head): string {
  return `<noscript><main><h1>${escaped(title)}</h1><p>${escaped(description)}</p><p>${escaped(pageWords[language].withoutScript)}</p></main></noscript>`;
}

/** The reader's language: the one chosen before, else the first of the browser's that we speak, else Arabic. */
export function languageOf(chosen: string | undefined, acceptLanguage: string | undefined): Language {
  const before = Language.safeParse(chosen);
  if (before.success) return before.data;
  const wanted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part, place) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { language: tag.slice(0, 2).toLowerCase(), weight: quality === undefined ? 1 : Number(quality) || 0, place };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { language } of wanted) {
    const known = Language.safeParse(language);
    if (known.success) return known.data;
  }
  return 'ar';
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
