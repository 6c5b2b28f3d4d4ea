import { createRequire } from 'node:module';
import { type DraftContent, type Language } from '@siccam/contract';
import { each, inThread, type Steps } from '../platform';
import { sheetWords } from './exchange.words';
import { type Column, columns, rowsOf } from './table';

const find = createRequire(import.meta.url);
const widths: Partial<Record<Column, number>> = { id: 22, kind: 12, title_ar: 38, title_fr: 38, title_en: 38, stage: 20, starts: 17, people: 36, summary_ar: 50, summary_fr: 50, summary_en: 50, slug: 22 };
const shown = columns.filter((column) => column !== 'extra' && column !== 'people_ids');
const patience = 30_000;

// Every cell is a number or a text, so that nothing is computed.
const program = `
const { parentPort, workerData: { writer, cells, options } } = require('node:worker_threads');
const typed = (cell) => cell && { ...cell, type: typeof cell.value === 'number' ? Number : String };
require(writer)(JSON.parse(cells).map((row) => row.map(typed)), options).toBuffer().then((made) => parentPort.postMessage(made));
`;

type Cell = { value: string | number; align?: 'left' | 'right'; wrap?: true; fontWeight?: 'bold'; alignVertical?: 'top' } | null;
/** A sheet before it is packed: its cells as JSON. */
type Cells = { cells: string; options: { sheet: string; rightToLeft: boolean; stickyRowsCount: number; columns: { width: number }[] } };

/** Packs a sheet for people, as `cellsOf` has it. */
export const sheetOf = (sheet: Cells): Promise<Buffer> => inThread(program, { writer: find.resolve('write-excel-file/node'), ...sheet }, patience);

/** The sessions of a draft as a sheet for people, from the right in Arabic. */
export function* cellsOf(items: ReadonlyMap<string, DraftContent>, language: Language): Steps<Cells> {
  const words = sheetWords[language];
  const right = language === 'ar';
  const align = (column: Column) => (column.endsWith('_ar') || (right && !/_(?:fr|en)$/.test(column)) ? ('right' as const) : ('left' as const));
  const head = shown.map((column): Cell => ({ value: words[column], fontWeight: 'bold', align: align(column), wrap: true }));
  const rows = yield* each(yield* rowsOf(items), (row) =>
    shown.map((column): Cell => {
      const text = row[column];
      if (text === '') return null;
      if (column === 'recorded' || column === 'cancelled') return { value: text === '1' ? words.yes : words.no, align: align(column) };
      if (column === 'minutes' || column === 'capacity' || column === 'delay') return { value: Number(text) };
      return { value: column === 'starts' ? text.replace('T', ' ') : text, align: align(column), wrap: true, alignVertical: 'top' };
    }),
  );
  yield;
  return { cells: JSON.stringify([head, ...rows]), options: { sheet: words.sheet, rightToLeft: right, stickyRowsCount: 1, columns: shown.map((column) => ({ width: widths[column] ?? 14 })) } };
}
