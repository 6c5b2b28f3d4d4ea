import { type DraftContent, type Language } from '@siccam/contract';
import writeSheet, { type Row } from 'write-excel-file/node';
import { sheetWords } from './exchange.words';
import { type Column, columns, rowsOf } from './table';

const widths: Partial<Record<Column, number>> = { id: 22, kind: 12, title_ar: 38, title_fr: 38, title_en: 38, stage: 20, starts: 17, people: 36, summary_ar: 50, summary_fr: 50, summary_en: 50, slug: 22 };
const shown = columns.filter((column) => column !== 'extra' && column !== 'people_ids');

/** The sessions of a draft as a sheet for people, from the right in Arabic. Every cell is a number or a text, so that nothing is computed. */
export async function sheetOf(items: ReadonlyMap<string, DraftContent>, language: Language): Promise<Buffer> {
  const words = sheetWords[language];
  const right = language === 'ar';
  const align = (column: Column) => (column.endsWith('_ar') || (right && !/_(?:fr|en)$/.test(column)) ? ('right' as const) : ('left' as const));
  const head: Row = shown.map((column) => ({ value: words[column], fontWeight: 'bold' as const, align: align(column), wrap: true }));
  const rows = rowsOf(items).map((row): Row =>
    shown.map((column) => {
      const text = row[column];
      if (text === '') return null;
      if (column === 'recorded' || column === 'cancelled') return { value: text === '1' ? words.yes : words.no, type: String, align: align(column) };
      if (column === 'minutes' || column === 'capacity' || column === 'delay') return { value: Number(text), type: Number };
      return { value: column === 'starts' ? text.replace('T', ' ') : text, type: String, align: align(column), wrap: true, alignVertical: 'top' as const };
    }),
  );
  return await writeSheet([head, ...rows], { sheet: words.sheet, rightToLeft: right, stickyRowsCount: 1, columns: shown.map((column) => ({ width: widths[column] ?? 14 })) }).toBuffer();
}
