'use client';

import { type ReactNode, useState } from 'react';
import { nextOrder, type SortOrder, sortedRows } from './sort-rows';

export interface Column<Row> {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** What to sort by; a column without it cannot be sorted. */
  sortBy?: (row: Row) => number | string | null;
  align?: 'left' | 'right';
  width?: string;
}

export interface DataTableProps<Row> {
  /** Said to screen readers, shown when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The first column names the row. */
  initialOrder?: SortOrder;
  /** The row that stands for all (« Tous »): first and bold, whatever the order. */
  total?: Row;
  empty?: string;
}

/** A table of figures that can be sorted by its headings, is read correctly aloud, and prints whole with its headings. */
export function DataTable<Row>({ caption, captionShown = false, columns, rows, rowKey, initialOrder, total, empty = 'Aucune ligne.' }: DataTableProps<Row>) {
  const [order, setOrder] = useState<SortOrder | null>(initialOrder ?? null);
  const sortBy = columns.find((column) => column.key === order?.key)?.sortBy;
  const shown = order && sortBy ? sortedRows(rows, sortBy, order.direction) : rows;
  return (
    <div data-print="open" className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className={captionShown ? 'pb-1 text-left font-strong' : 'sr-only'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} order={order} onSort={() => setOrder(nextOrder(order, column.key))} />
            ))}
          </tr>
        </thead>
        <tbody>
          {total && <BodyRow columns={columns} row={total} strong />}
          {shown.map((row) => (
            <BodyRow key={rowKey(row)} columns={columns} row={row} />
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="py-3 text-ink-2">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function HeadCell<Row>({ column, order, onSort }: { column: Column<Row>; order: SortOrder | null; onSort: () => void }) {
  const direction = order?.key === column.key ? order.direction : undefined;
  const side = column.align === 'right' ? 'justify-end text-right' : 'justify-start text-left';
  const classes = `flex min-h-touch w-full items-center gap-1 ${side}`;
  return (
    <th
      scope="col"
      aria-sort={direction}
      style={{ width: column.width }}
      className="border-b border-line-strong p-0 pr-3 text-s font-medium text-ink-2 last:pr-0"
    >
      {column.sortBy ? (
        <button type="button" onClick={onSort} className={`${classes} cursor-pointer underline decoration-line-strong underline-offset-[3px]`}>
          {direction && <span aria-hidden="true">{direction === 'ascending' ? '▲' : '▼'}</span>}
          {column.label}
        </button>
      ) : (
        <span className={classes}>{column.label}</span>
      )}
    </th>
  );
}

function BodyRow<Row>({ columns, row, strong = false }: { columns: readonly Column<Row>[]; row: Row; strong?: boolean }) {
  return (
    <tr className={strong ? 'font-strong' : ''}>
      {columns.map((column, index) => {
        const classes = `border-b border-line py-1 pr-3 last:pr-0 ${column.align === 'right' ? 'figures text-right whitespace-nowrap' : 'text-left'}`;
        return index === 0 ? (
          <th key={column.key} scope="row" className={`${classes} ${strong ? 'font-strong' : 'font-book'}`}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.key} className={classes}>
            {column.cell(row)}
          </td>
        );
      })}
    </tr>
  );
}
