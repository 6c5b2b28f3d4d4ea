import type { SearchCatalogue } from './fr';

/** The words of searching in English. */
export const en: SearchCatalogue = {
  title: 'Search the programme',
  hint: 'A session, a person',
  close: 'Close the search',
  how: 'Write a word in Arabic, French or English; accents and a typing slip do not matter.',
  nothing: 'Nothing fits “{text}”. Try a shorter word, or the name in another script.',
  found: '{count, plural, one {<n>#</n> result} other {<n>#</n> results}}',
  when: '{day}, {time}',
};
