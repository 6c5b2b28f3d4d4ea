import type { ReactNode } from 'react';
import classes from './Table.module.css';

/** A column: its head, what a row shows in it. One is the row's `name`, at most one its `state`; `end` is for figures. On a card, what is `plain` needs no label, and `whole` takes a line of its own besides. */
export type Column<Row> = { key: string; head: ReactNode; cell: (row: Row) => ReactNode; is?: 'name' | 'state' | 'end' | 'plain' | 'whole' };

/**
 * Rows that are compared. Where there is no room for columns each row becomes a card: name and state on the first line, then pairs
 * of label and value. Roles are written out because a browser forgets them once a table is laid out as cards. `dense` is for desks;
 * `apart`: each card stands by itself; `chosen`: the row that is open beside the table; `open`: a tap anywhere in a row, besides the link in its name.
 */
export function Table<Row extends { id: string }>({ label, columns, rows, dense, apart, chosen, open }: { label: string; columns: Column<Row>[]; rows: Row[]; dense?: boolean; apart?: boolean; chosen?: string | undefined; open?: (row: Row) => void }) {
  return (
    <div className={classes.holder} data-dense={dense || undefined} data-apart={apart || undefined}>
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
            <tr
              key={row.id}
              role="row"
              data-chosen={row.id === chosen || undefined}
              data-opens={open ? true : undefined}
              onClick={({ target }) => open && !(target instanceof Element && target.closest('a, button, input, label')) && (window.getSelection()?.isCollapsed ?? true) && open(row)}
            >
              {columns.map(({ key, head, cell, is }) =>
                is === 'name' ? (
                  <th key={key} role="rowheader" scope="row" data-is={is}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} role="cell" data-is={is}>
                    {is !== 'state' && is !== 'plain' && is !== 'whole' && (
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
