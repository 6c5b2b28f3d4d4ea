import type { ReactNode } from 'react';
import classes from './Table.module.css';

/** A column: its head, what a row shows in it. One is the row's `name`, at most one its `state`; `end` is for figures. */
export type Column<Row> = { key: string; head: ReactNode; cell: (row: Row) => ReactNode; is?: 'name' | 'state' | 'end' };

/**
 * Rows that are compared. Where there is no room for columns each row becomes a card: name and state on the first line, then pairs
 * of label and value. Roles are written out because a browser forgets them once a table is laid out as cards.
 */
export function Table<Row extends { id: string }>({ label, columns, rows }: { label: string; columns: Column<Row>[]; rows: Row[] }) {
  return (
    <div className={classes.holder}>
      <table className={classes.table} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ key, head, is }) => (
              <th key={key} role="columnheader" scope="col" data-is={is}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              {columns.map(({ key, head, cell, is }) =>
                is === 'name' ? (
                  <th key={key} role="rowheader" scope="row" data-is={is}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} role="cell" data-is={is}>
                    {is !== 'state' && (
                      <span className={classes.label} aria-hidden="true">
                        {head}
                      </span>
                    )}
                    <span className={classes.value}>{cell(row)}</span>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
