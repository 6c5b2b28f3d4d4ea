import type { ReactNode } from 'react';
import { createElement } from 'react';
import { createTranslator } from 'use-intl/core';
import { localeOf, type Language } from '@siccam/contract';
import { fail, held, isolated, type Values } from './I18n';

/** The keys of a catalogue, as written in code. */
export type KeyOf<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${KeyOf<Tree[Key]>}` }[keyof Tree & string];

/** The words of one room that comes later than the page: `say` and `label` as everywhere, `has` for keys that the server names. */
export type RoomWords<Tree> = {
  say: (key: KeyOf<Tree>, values?: Values) => ReactNode;
  label: (key: KeyOf<Tree>, values?: Values) => string;
  has: (key: string) => key is KeyOf<Tree>;
};

/** Speaks a catalogue that is no part of the page's own, in the language it was loaded for. */
export function roomWords<Tree extends object>(language: Language, catalogue: Tree): RoomWords<Tree> {
  const t = createTranslator({ locale: localeOf[language], messages: catalogue as Record<string, never>, timeZone: 'UTC', onError: fail }) as unknown as {
    rich: (key: string, values: object) => ReactNode;
    markup: (key: string, values: object) => string;
    has: (key: string) => boolean;
  };
  return {
    say: (key, values) => t.rich(key, { ...held(values), n: (chunks: ReactNode) => createElement('bdi', { className: 'num' }, chunks) }),
    label: (key, values) => t.markup(key, { ...held(values), n: (chunks: string) => isolated(chunks) }),
    has: (key): key is KeyOf<Tree> => t.has(key),
  };
}
