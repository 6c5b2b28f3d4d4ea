import { createContext, use, useMemo, type ReactNode } from 'react';
import { IntlProvider, useTranslations } from 'use-intl/react';
import { directionOf, langTagOf, localeOf, type Language } from '@siccam/contract';
import { ar } from './ar';
import { en } from './en';
import { fr } from './fr';
import { signedHours } from './signedHours';
import './messages';

const catalogues = { ar, fr, en };
const Reader = createContext<Language>('ar');

/** The language the reader chose, by the address. */
export const useLanguage = (): Language => use(Reader);

/** Gives the words of one language to everything below. */
export function I18n({ language, children }: { language: Language; children: ReactNode }) {
  return (
    <Reader value={language}>
      <IntlProvider locale={localeOf[language]} messages={catalogues[language]} timeZone="UTC" onError={fail}>
        {children}
      </IntlProvider>
    </Reader>
  );
}

/** Words that are missing or wrong are a bug, never shown as a key. */
export function fail(error: Error): never {
  throw error;
}

/** Writes a language's tag and direction on the page itself, and remembers it for the bare address. */
export function markPage(language: Language): void {
  document.documentElement.lang = langTagOf[language];
  document.documentElement.dir = directionOf[language];
  document.cookie = `language=${language}; path=/; max-age=31536000; samesite=lax`;
}

type Key = Parameters<ReturnType<typeof useTranslations<never>>>[0];
/** What is put into words. */
export type Values = Record<string, string | number>;
/** A key of the catalogue. */
export type MessageKey = Key;

const first = '\u2068';
const last = '\u2069';
/** A word or number kept whole inside a line of the other direction, where only text can stand (labels, titles). */
export const isolated = (text: string): string => `${first}${text}${last}`;
/** A text without the marks that keep its values whole: for a page's title, or words that stand alone. */
export const bare = (text: string): string => text.replaceAll(first, '').replaceAll(last, '');

/** What is put into words, each kept whole. */
export const held = (values: Values | undefined): Values =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, typeof value === 'string' ? isolated(value) : value]));

/** Names a distance from Greenwich in the reader's words, "GMT+1". */
export function useOffset(): (minutes: number) => string {
  const t = useTranslations();
  return (minutes) => (minutes === 0 ? t('fair.greenwich') : t('fair.offset', { offset: isolated(signedHours(minutes)) }));
}

/** `say` gives words for the page, `label` gives plain text for names of controls and titles; both isolate what is put into them. */
export type Spoken<K> = { say: (key: K, values?: Values) => ReactNode; label: (key: K, values?: Values) => string };
/** What looks words up: the page's own translator, or a room's. */
export type Translator<K> = { rich: (key: K, values: object) => ReactNode; markup: (key: K, values: object) => string };

/** Speaks by a translator. */
export const spoken = <K,>(t: Translator<K>): Spoken<K> => ({
  say: (key, values) => t.rich(key, { ...held(values), n: (chunks: ReactNode) => <bdi className="num">{chunks}</bdi>, s: (chunks: ReactNode) => <s>{chunks}</s> }),
  label: (key, values) => t.markup(key, { ...held(values), n: isolated, s: (chunks: string) => chunks }),
});

/** The words of the page itself. */
export function useWords(): Spoken<Key> {
  const t = useTranslations();
  return useMemo(() => spoken(t as Translator<Key>), [t]);
}

/** The stamp of demonstration data, which stands in the three languages at once. */
export const demoWords = { ar: ar.shell.demo, fr: fr.shell.demo, en: en.shell.demo };
