import { z } from 'zod';

/** The three languages of the fair, as they stand in addresses. */
export const languages = ['ar', 'fr', 'en'] as const;
/** One language of the fair. */
export const Language = z.enum(languages);
/** One language of the fair. */
export type Language = z.infer<typeof Language>;

/** The locale behind each language: never bare `ar`, which brings a 12-hour clock and a Friday–Saturday weekend (CLDR); digits always 0–9. */
export const localeOf = { ar: 'ar-MA-u-nu-latn', fr: 'fr-MA', en: 'en' } as const satisfies Record<Language, string>;
/** The value of the `lang` attribute. */
export const langTagOf = { ar: 'ar-MA', fr: 'fr-MA', en: 'en' } as const satisfies Record<Language, string>;
/** The direction of each language. */
export const directionOf = { ar: 'rtl', fr: 'ltr', en: 'ltr' } as const satisfies Record<Language, 'rtl' | 'ltr'>;

/** Words that people wrote, in up to three languages; what is missing is missing, never machine-made. */
export const Words = z.object({ ar: z.string().optional(), fr: z.string().optional(), en: z.string().optional() });
/** See the schema of the same name. */
export type Words = z.infer<typeof Words>;

/** The words in the wanted language, or in the first that exists, with the language they really are in. */
export function wordsIn(words: Words, wanted: Language): { text: string; language: Language; translated: boolean } {
  for (const language of [wanted, ...languages]) {
    const text = words[language];
    if (text) return { text, language, translated: language === wanted };
  }
  return { text: '', language: wanted, translated: false };
}
