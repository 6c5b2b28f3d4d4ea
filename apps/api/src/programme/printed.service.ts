import { createHash } from 'node:crypto';
import { type Language, type Programme, type SentFile, type Session, endOf, localeOf, startOf, wordsIn } from '@siccam/contract';
import { Injectable } from '@nestjs/common';
import { typeset } from '../platform';
import type { Prepared } from '../wire';
import { printedTemplate } from './printed.template';
import { printedWords } from './printed.words';
import { ProgrammeService } from './programme.service';

// What a function does not say by itself.
const seldom: readonly string[] = ['interpreter', 'signatory', 'witness'];
const stamp = 'بيانات تجريبية – Données de démonstration – Demo data';

/** The released programme on paper, in one language; set once a version and language, by whoever asks first. */
@Injectable()
export class PrintedService {
  private readonly made = new WeakMap<Prepared, Map<Language, Promise<SentFile>>>();

  constructor(private readonly programme: ProgrammeService) {}

  pdf(language: Language): Promise<SentFile> {
    const version = this.programme.bytes();
    const known = this.made.get(version) ?? new Map<Language, Promise<SentFile>>();
    this.made.set(version, known);
    const before = known.get(language);
    if (before) return before;
    const making = set(this.programme.current(), language);
    known.set(language, making);
    making.catch(() => known.delete(language));
    return making;
  }
}

async function set(programme: Programme, language: Language): Promise<SentFile> {
  const pdf = await typeset(printedTemplate, printed(programme, language));
  return { name: `siccam-programme-${language}.pdf`, type: 'application/pdf', size: pdf.length, hash: createHash('sha256').update(pdf).digest('hex'), inline: false, everyone: true, opens: () => pdf };
}

/** Everything that is printed, said in one language. */
export function printed({ fair, stages, sessions, version }: Programme, language: Language) {
  const words = printedWords[language];
  const listed = (all: readonly Language[]) => all.map((one) => words.languages[one]).join(language === 'ar' ? '، ' : ', ');
  const isolated = (text: string) => (text === '' ? '' : `\u2068${text}\u2069`);
  const said = (value: Parameters<typeof wordsIn>[0]) => {
    const { text, language: really, translated } = wordsIn(value, language);
    return { text: isolated(text), mark: translated || text === '' ? [] : [words.languages[really]] };
  };
  // As the pages write it: the day before the month, no comma, and a line begins large.
  const dated = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : localeOf[language], { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const dayName = (day: string) => {
    const text = dated.format(Date.parse(`${day}T12:00:00Z`)).replace(/[،,]/, '');
    return text.charAt(0).toLocaleUpperCase(localeOf[language]) + text.slice(1);
  };
  const hours = (from: string, to: string) => `${isolated(from)} – ${isolated(to)}`;
  const stageNames = new Map(stages.map(({ id, name }) => [id, said(name).text]));

  const session = ({ title, starts, ends, delay, state, stageId, people, spoken, interpreted }: Session) => {
    const { text, mark } = said(title);
    const gone = state === 'cancelled';
    return {
      hours: hours(startOf({ starts, delay }).slice(11), endOf({ ends, delay }).slice(11)),
      planned: isolated(starts.slice(11)),
      late: delay > 0 && !gone ? words.late(delay) : null,
      gone,
      title: text,
      marks: [...mark, ...(gone ? [words.cancelled] : [])],
      stage: stageId ? (stageNames.get(stageId) ?? '') : '',
      tags: [listed(spoken), ...(interpreted.length > 0 ? [`${words.interpreted}${words.colon} ${listed(interpreted)}`] : [])].filter(Boolean),
      people: people.map(({ name, title: function_, role, fictional, replaces }) => ({
        name: said(name).text,
        more: [said(function_).text || words.roles[role], seldom.includes(role) ? words.roles[role] : null, fictional ? words.fictional : null, replaces ? words.replaces(said(replaces).text) : null].filter(Boolean).join(' · '),
      })),
    };
  };
  const hoursAhead = fair.offset / 60;
  return {
    lang: language,
    title: `${words.programme} · ${said(fair.name).text}`,
    theme: said(fair.theme).text,
    host: said(fair.host).text,
    stamp: fair.demo ? stamp : null,
    foot: [words.zone(isolated(`${hoursAhead < 0 ? '−' : '+'}${Math.abs(hoursAhead)}`)), words.version(isolated(String(version)))].join(' · '),
    nothing: words.nothing,
    days: fair.days.map((day) => ({ name: dayName(day), sessions: sessions.filter(({ starts }) => starts.startsWith(day)).map(session) })),
  };
}
