import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconSearch, IconX } from '@tabler/icons-react';
import { askSearch, startOf, wordsIn, type Programme, type Session, type Words } from '@siccam/contract';
import { askedMost, findables, marked, queryOf, ranked, type Query } from '@siccam/timetable';
import { useDates, useLanguage } from '../i18n';
import { SessionLink } from '../programme';
import { call } from '../wire';
import classes from './SearchPanel.module.css';
import { useSearchWords } from './words';

const typingMs = 250;

/** What was found, as it is shown. */
type Shown = { kind: 'session' | 'speaker'; id: string; words: Words; sessions: Session[] };

/**
 * Looking for sessions and people: what fits of the programme on screen at once, by the server's own rules, with or without a network;
 * then what the server has found.
 */
export default function SearchPanel({ programme, text, change }: { programme: Programme; text: string; change: (text: string | undefined) => void }) {
  const { say, label } = useSearchWords();
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (typed === text) return;
    const timer = window.setTimeout(() => change(typed), typingMs);
    return () => window.clearTimeout(timer);
  });
  const asked = useDeferredValue(typed);
  const query = useMemo(() => queryOf(asked), [asked]);
  const hits = useHits(programme, query, text === asked ? text : null);
  return (
    <section className={classes.panel} aria-label={label('title')}>
      <div className={classes.field} role="search">
        <IconSearch className="icon" aria-hidden="true" />
        <input ref={field} type="search" maxLength={askedMost} value={typed} placeholder={label('hint')} aria-label={label('title')} autoComplete="off" enterKeyHint="search" onChange={({ currentTarget }) => setTyped(currentTarget.value)} onKeyDown={({ key }) => key === 'Escape' && change(undefined)} />
        <button type="button" aria-label={label('close')} onClick={() => change(undefined)}>
          <IconX className="icon" aria-hidden="true" />
        </button>
      </div>
      <p className={classes.said} role="status">
        {query.length === 0 ? say('how') : hits.length === 0 ? say('nothing', { text: asked.trim() }) : say('found', { count: hits.length })}
      </p>
      {hits.length > 0 && (
        <ol className={classes.hits}>
          {hits.map((hit) => (
            <Hit key={`${hit.kind} ${hit.id}`} hit={hit} query={query} />
          ))}
        </ol>
      )}
    </section>
  );
}

function useHits(programme: Programme, query: Query, settled: string | null): Shown[] {
  const known = useMemo(() => {
    const talks = programme.sessions.filter(({ kind }) => kind !== 'break');
    return { talks: new Map(talks.map((session) => [session.id, session])), all: findables(talks) };
  }, [programme]);
  const { data } = useQuery({ queryKey: ['search', programme.version, settled], queryFn: ({ signal }) => call(askSearch, { text: settled ?? '' }, { signal }), enabled: settled !== null && query.length > 0, staleTime: 60_000, retry: false });
  const here = useMemo(() => ranked(query, known.all), [query, known]);
  const withSessions = (kind: Shown['kind'], id: string, words: Words | undefined, sessions: Session[]): Shown[] => (sessions.length > 0 ? [{ kind, id, words: words ?? {}, sessions }] : []);
  if (data && settled !== null) return data.hits.flatMap(({ kind, id, words, sessions }) => withSessions(kind, id, words, sessions.flatMap((one) => known.talks.get(one.id) ?? [])));
  return here.flatMap(({ kind, id }) => {
    if (kind === 'session') return withSessions(kind, id, known.talks.get(id)?.title, [known.talks.get(id)].filter((one) => one !== undefined));
    const sessions = [...known.talks.values()].filter(({ people }) => people.some(({ speaker }) => speaker === id));
    return withSessions(kind, id, sessions[0]?.people.find(({ speaker }) => speaker === id)?.name, sessions);
  });
}

function Hit({ hit: { kind, words, sessions }, query }: { hit: Shown; query: Query }) {
  const [first] = sessions;
  if (kind === 'speaker' || !first)
    return (
      <li>
        <p className={classes.title}>
          <Marked words={words} query={query} />
        </p>
        <ul className={classes.sessions}>
          {sessions.map((session) => (
            <li key={session.id}>
              <SessionLink slug={session.slug}>
                <When session={session} /> · <Marked words={session.title} query={query} />
              </SessionLink>
            </li>
          ))}
        </ul>
      </li>
    );
  return (
    <li>
      <p className={classes.title}>
        <SessionLink slug={first.slug}>
          <Marked words={words} query={query} />
        </SessionLink>
      </p>
      <p className={classes.meta}>
        <When session={first} />
      </p>
    </li>
  );
}

function When({ session }: { session: Session }) {
  const { say } = useSearchWords();
  const { weekdayNumber } = useDates();
  return say('when', { day: weekdayNumber(startOf(session).slice(0, 10)), time: startOf(session).slice(11) });
}

/** Words in the reader's language with what was looked for marked; where it is only in another language, in that one. */
function Marked({ words, query }: { words: Words; query: Query }) {
  const language = useLanguage();
  const own = wordsIn(words, language);
  const pieces = marked(own.text, query);
  return (
    <bdi lang={own.language}>
      {pieces.map(({ text, found }, at) => (found ? <mark key={at}>{text}</mark> : text))}
    </bdi>
  );
}
