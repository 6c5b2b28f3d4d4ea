import { languages, type DraftContent, type Language, type Words } from '@siccam/contract';
import { isPlaced, type Timetable } from './draft';

/** A text that readers of some languages will get in another one. `words`: what exists of it. */
export type Missing = { item: string; kind: 'session' | 'speaker' | 'stage'; field: 'title' | 'summary' | 'name' | 'about' | 'note'; languages: Language[]; words: Words };

type Text = Pick<Missing, 'field' | 'languages' | 'words'>;

/** What is not written in every language: names and titles of sessions always count, other texts once one language has them. Sessions by time (those not placed last), then stages, then people. */
export function missingOf({ items }: Timetable): Missing[] {
  const kinds = ['session', 'stage', 'speaker'];
  return [...items]
    .filter(([, item]) => kinds.includes(item.kind))
    .sort(([a, one], [b, other]) => compare(kinds.indexOf(one.kind), kinds.indexOf(other.kind)) || compare(placeOf(one), placeOf(other)) || compare(a, b))
    .flatMap(([id, item]) => (item.kind === 'fair' ? [] : textsOf(item).filter((text) => text.languages.length > 0).map((text): Missing => ({ item: id, kind: item.kind, ...text }))));
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

function placeOf(item: DraftContent): string {
  if (item.kind === 'session') return isPlaced(item) ? (item.starts ?? '') : '~';
  return item.kind === 'stage' ? String(item.position).padStart(4, '0') : '';
}

function textsOf(item: Exclude<DraftContent, { kind: 'fair' }>): Text[] {
  switch (item.kind) {
    case 'session':
      return item.cancelled ? [] : [always('title', item.title), onceWritten('summary', item.summary)];
    case 'stage':
      return [always('name', item.name), onceWritten('note', item.note ?? {})];
    case 'speaker':
      return [item.shape === 'person' ? ofPerson(item.name) : always('name', item.name), onceWritten('title', item.title), onceWritten('about', item.about)];
  }
}

const always = (field: Text['field'], words: Words): Text => ({ field, words, languages: languages.filter((language) => !words[language]) });
const onceWritten = (field: Text['field'], words: Words): Text => (languages.some((language) => words[language]) ? always(field, words) : { field, words, languages: [] });

/** A person's name is written in two scripts: French and English share one. */
function ofPerson(name: Words): Text {
  const text = always('name', name);
  return name.fr || name.en ? { ...text, languages: text.languages.filter((language) => language === 'ar') } : text;
}
