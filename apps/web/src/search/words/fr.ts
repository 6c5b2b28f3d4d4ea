/** The words of searching in French; its keys are the keys of every language. */
export const fr = {
  title: 'Chercher dans le programme',
  hint: 'Une séance, une personne',
  close: 'Fermer la recherche',
  how: 'Écrivez un mot, en arabe, en français ou en anglais ; les accents et une faute de frappe ne gênent pas.',
  nothing: 'Rien ne correspond à « {text} ». Essayez un mot plus court, ou le nom dans une autre écriture.',
  found: '{count, plural, one {<n>#</n> résultat} other {<n>#</n> résultats}}',
  when: '{day}, {time}',
};

/** The shape that every language fills. */
export type SearchCatalogue = { [Key in keyof typeof fr]: string };
