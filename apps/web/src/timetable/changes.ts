import { languages, type Change, type Words } from '@siccam/contract';
import { languagesIn, timeOf } from '@siccam/timetable';
import type { TimetableKey } from './words';

type Told = {
  label: (key: TimetableKey, values?: Record<string, string | number>) => string;
  list: (parts: string[]) => string;
  text: (words: Words) => string;
};

const isWords = (side: Change['before']): side is Words => typeof side === 'object' && side !== null;
const untold: readonly Change['kind'][] = ['removed', 'cancelled', 'restored', 'text', 'other'];

/** Both sides of a change as its reader sees them. `note`: what changed where the sides do not say it, as in another language or in someone's role. */
export function sidesOf({ kind, before, after }: Change, { label, list, text }: Told): { was: string; is: string; note: string } {
  if (untold.includes(kind)) return { was: '', is: '', note: '' };
  const side = (value: Change['before']): string => {
    if (value === null) return '';
    if (isWords(value)) return text(value);
    if (kind === 'delayed' && value === 0) return before === 0 ? '' : label('change.onTime');
    if (kind === 'length' || kind === 'delayed') return label('minutes', { count: Number(value) });
    if (kind === 'languages') {
      const { spoken, interpreted } = languagesIn(String(value));
      return list([...spoken.map((one) => label(`language.${one}`)), ...interpreted.map((one) => label('change.into', { language: label(`language.${one}`) }))]);
    }
    return String(value).includes('T') ? timeOf(String(value)) : String(value);
  };
  const [was, is] = [side(before), side(after)];
  if (kind === 'people' && before === null && after === null) return { was, is, note: label('change.order') };
  if (!isWords(before) || !isWords(after) || was !== is) return { was, is, note: '' };
  const other = languages.find((one) => (before[one] ?? '') !== (after[one] ?? ''));
  if (!other) return { was: '', is, note: label('change.card') };
  return { was: before[other] ?? '', is: after[other] ?? label('change.gone'), note: label(`language.${other}`) };
}
