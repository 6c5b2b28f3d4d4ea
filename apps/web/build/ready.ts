import compile from 'icu-minify/compile';

/** The words of one language, by their keys. */
export type Words = { readonly [key: string]: string | Words };

/** The same, each message taken apart into what it is put together from. */
export const ready = (words: Words): Record<string, unknown> => Object.fromEntries(Object.entries(words).map(([key, said]) => [key, typeof said === 'string' ? compile(said) : ready(said)]));
