'use client';

import { formatDuration, formatNumber, NBSP, plural } from '../../../_text/format';
import { ChartBlock } from '../../../_ui/chart-block';
import { type Column, DataTable } from '../../../_ui/data-table';
import type { Activity } from '../_logic/types';
import { TableExport } from './table-export';

type Row = Activity['calls'][number];

const share = ({ inTime, late }: Row): number | null => (inTime + late === 0 ? null : Math.round((inTime / (inTime + late)) * 100));
const shareWords = (row: Row): string => {
  const percent = share(row);
  return percent === null ? 'pas encore' : `${percent}${NBSP}%`;
};

const COLUMNS: readonly Column<Row>[] = [
  { key: 'site', label: 'Site', cell: (row) => row.name, sortBy: (row) => row.name },
  { key: 'opened', label: 'À annoncer', align: 'right', cell: (row) => formatNumber(row.opened), sortBy: (row) => row.opened },
  { key: 'in-time', label: 'Dans le délai', align: 'right', cell: (row) => formatNumber(row.inTime), sortBy: (row) => row.inTime },
  { key: 'late', label: 'Hors délai', align: 'right', cell: (row) => formatNumber(row.late), sortBy: (row) => row.late },
  { key: 'share', label: 'Part', align: 'right', cell: shareWords, sortBy: share },
  {
    key: 'median',
    label: 'La moitié en',
    align: 'right',
    cell: (row) => (row.medianMs === null ? '' : formatDuration(row.medianMs)),
    sortBy: (row) => row.medianMs,
  },
];

/** Critical results announced within the delay of the policy, per site. */
export function CallBlock({ activity: { calls, from, to } }: { activity: Activity }) {
  const opened = calls.reduce((sum, row) => sum + row.opened, 0);
  return (
    <ChartBlock
      title="Résultats critiques annoncés dans le délai"
      subtitle={plural(opened, 'résultat critique', 'résultats critiques')}
      chart={calls.length === 0 ? <p className="text-ink-2">Aucun résultat critique dans cette période.</p> : <Bars rows={calls} />}
      table={
        <TableExport
          name={`appels-${from}-${to}.csv`}
          rows={() => [
            ['Site', 'À annoncer', 'Dans le délai', 'Hors délai', 'En cours', 'Relus dans Relais', 'Médiane (min)'],
            ...calls.map((row) => [
              row.name,
              row.opened,
              row.inTime,
              row.late,
              row.waiting,
              row.byReader,
              row.medianMs === null ? null : Math.round(row.medianMs / 6_000) / 10,
            ]),
          ]}
        >
          <DataTable caption="Résultats critiques annoncés dans le délai" columns={COLUMNS} rows={calls} rowKey={(row) => row.siteId} />
        </TableExport>
      }
    />
  );
}

/** Each site to the same scale: how many in time, how many late, how many still have time; the words say what the lengths show. */
function Bars({ rows }: { rows: readonly Row[] }) {
  const most = Math.max(1, ...rows.map(({ opened }) => opened));
  return (
    <ul className="grid gap-2 pt-1">
      {rows.map((row) => (
        <li key={row.siteId}>
          <p className="flex flex-wrap justify-between gap-x-3">
            <span>{row.name}</span>
            <span>
              <b className="font-strong">{shareWords(row)}</b>{' '}
              <span className="text-ink-2">
                ({row.inTime} dans le délai, {row.late} hors délai{row.waiting > 0 && `, ${row.waiting} en cours`})
              </span>
            </span>
          </p>
          <div aria-hidden="true" className="flex h-3.5 bg-sunken">
            <span className="bg-data" style={{ width: `${(row.inTime / most) * 100}%` }} />
            <span className="bg-critical-fill" style={{ width: `${(row.late / most) * 100}%` }} />
            <span className="border border-dashed border-control" style={{ width: `${(row.waiting / most) * 100}%` }} />
          </div>
        </li>
      ))}
    </ul>
  );
}
