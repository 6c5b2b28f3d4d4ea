import { use } from 'react';
import { createTranslator } from 'use-intl/core';
import { localeOf, type Language } from '@siccam/contract';
import { fail, spoken, useLanguage, type Spoken, type Translator } from './I18n';

/** The keys of a catalogue, as written in code. */
export type KeyOf<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${KeyOf<Tree[Key]>}` }[keyof Tree & string];

/** The words of one room that comes later than the page: `say` and `label` as everywhere, `has` for keys that the server names. */
export type RoomWords<Tree> = Spoken<KeyOf<Tree>> & { has: (key: string) => key is KeyOf<Tree> };

/** Gives a room the hook of its words, in the language of the address: those of a language are fetched once, when they are first spoken, and whoever speaks waits for them. */
export function wordsOfRoom<Tree extends object>(catalogues: Record<Language, () => Promise<Tree>>): () => RoomWords<Tree> {
  const fetched: Partial<Record<Language, Promise<RoomWords<Tree>>>> = {};
  const fetchWords = async (language: Language): Promise<RoomWords<Tree>> => {
    try {
      const messages = (await catalogues[language]()) as Record<string, never>;
      const t = createTranslator({ locale: localeOf[language], messages, timeZone: 'UTC', onError: fail }) as unknown as Translator<KeyOf<Tree>> & { has: (key: string) => key is KeyOf<Tree> };
      return { ...spoken(t), has: t.has };
    } catch (error) {
      delete fetched[language];
      throw error;
    }
  };
  return function useRoom() {
    const language = useLanguage();
    return use((fetched[language] ??= fetchWords(language)));
  };
}
