import type { ReactNode } from 'react';
import { IconArrowRight } from '@tabler/icons-react';
import { languages, wordsIn, type ExchangeChange, type ExchangeSide, type Language, type Words } from '@siccam/contract';
import { Isolate } from '@siccam/ui';
import { bare, useDates, useLanguage } from '../i18n';
import { useTimetable } from '../timetable';
import { useExchange } from './words';
import classes from './Exchange.module.css';

type One = { key: string; field: string; was: ReactNode; is: ReactNode; told: boolean };

/** A field of the draft before and after; words by the language in which they differ. */
export function Change({ change }: { change: ExchangeChange }) {
  const { say } = useExchange();
  const ones = useOnes()(change);
  return ones.map(({ key, field, was, is, told }) => (
    <div key={key}>
      <dt>{field}</dt>
      {told && (
        <dd>
          <span className={classes.aloud}>{say('change.was')}</span> <span className={classes.was}>{was}</span> <IconArrowRight className="icon small flip" aria-hidden="true" /> <span className={classes.aloud}>{say('change.is')}</span> <span>{is}</span>
        </dd>
      )}
    </div>
  ));
}

const isWords = (side: ExchangeSide): side is Words => typeof side === 'object' && side !== null && !Array.isArray(side);

function useOnes(): (change: ExchangeChange) => One[] {
  const { label, has } = useExchange();
  const side = useSide();
  return ({ field, was, is }) => {
    const key = `field.${field}`;
    const name = has(key) ? label(key) : field;
    // A stage goes by its name; other words are written in a language each.
    if (field !== 'stage' && (isWords(was) || isWords(is))) {
      const [before, after] = [isWords(was) ? was : {}, isWords(is) ? is : {}];
      return languages.filter((one) => before[one] !== after[one]).map((one) => ({ key: `${field}.${one}`, field: bare(label(`inLanguage.${one}`, { field: name })), was: side(field, in1(before, one)), is: side(field, in1(after, one)), told: true }));
    }
    return [{ key: field, field: name, was: side(field, was), is: side(field, is), told: was !== null || is !== null }];
  };
}

const in1 = (words: Words, language: Language): Words | null => (words[language] ? { [language]: words[language] } : null);

/** One side of a change in words. */
function useSide(): (field: string, side: ExchangeSide) => ReactNode {
  const { say, label, has } = useExchange();
  const timetable = useTimetable();
  const { list, dayInLine } = useDates();
  const language = useLanguage();
  const named = (words: Words, nothing: string): string => wordsIn(words, language).text || nothing;
  const word = (field: string, value: string): string => {
    const key = field === 'is' ? `kind.${value}` : field === 'audience' ? `audience.${value}` : field === 'shape' ? `shape.${value}` : `language.${value}`;
    if (field === 'days') return dayInLine(value);
    return timetable.has(key) ? timetable.label(key) : has(key) ? label(key) : value;
  };
  return (field, side) => {
    if (side === null || side === '' || (Array.isArray(side) && side.length === 0)) return say('nothing');
    if (typeof side === 'boolean') return say(side ? 'yes' : 'no');
    if (typeof side === 'number') return field === 'minutes' || field === 'delay' ? timetable.say('minutes', { count: side }) : <Isolate number>{side}</Isolate>;
    if (typeof side === 'string') return field === 'starts' ? <Wall wall={side} /> : field === 'slug' ? <Isolate fixed>{side}</Isolate> : word(field, side);
    if (!Array.isArray(side)) return <Written words={side} />;
    return list(side.map((one) => (typeof one === 'string' ? word(field, one) : one.role === 'speaker' ? named(one.name, timetable.label('person.noName')) : `${named(one.name, timetable.label('person.noName'))} (${timetable.label(`role.${one.role}`)})`)));
  };
}

function Wall({ wall }: { wall: string }) {
  const { dayInLine } = useDates();
  return (
    <>
      {dayInLine(wall.slice(0, 10))} <time>{wall.slice(11)}</time>
    </>
  );
}

/** Words as they stand in their language. */
function Written({ words }: { words: Words }) {
  const { text, language } = wordsIn(words, useLanguage());
  return (
    <bdi lang={language} className={classes.written}>
      {text}
    </bdi>
  );
}
