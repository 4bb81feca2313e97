'use client';

import { formatDuration, formatNumber } from '../../../_text/format';
import { ChartBlock, LegendSign } from '../../../_ui/chart-block';
import { type Column, DataTable } from '../../../_ui/data-table';
import { DotRange } from '../../../_ui/dot-range';
import { delayAxis } from '../_logic/activity-words';
import type { Activity, Delay } from '../_logic/types';
import { TableExport } from './table-export';

interface Row extends Delay {
  kind: string;
}

const TOO_FEW = 'trop peu';

const COLUMNS: readonly Column<Row>[] = [
  { key: 'site', label: 'Site', cell: (row) => row.name, sortBy: (row) => row.name },
  { key: 'kind', label: 'Priorité', cell: (row) => row.kind, sortBy: (row) => row.kind },
  { key: 'count', label: 'Dossiers', align: 'right', cell: (row) => formatNumber(row.count), sortBy: (row) => row.count },
  {
    key: 'median',
    label: 'La moitié',
    align: 'right',
    cell: (row) => (row.medianMs === null ? TOO_FEW : formatDuration(row.medianMs)),
    sortBy: (row) => row.medianMs,
  },
  {
    key: 'ninetieth',
    label: '9 sur 10',
    align: 'right',
    cell: (row) => (row.ninetiethMs === null ? TOO_FEW : formatDuration(row.ninetiethMs)),
    sortBy: (row) => row.ninetiethMs,
  },
];

/** How long from sampling to a readable report: half of them and nine in ten, against the objective. */
export function DelayBlock({ activity: { delays, from, to } }: { activity: Activity }) {
  const rows: Row[] = [...delays.urgent.map((delay) => ({ ...delay, kind: 'Urgent' })), ...delays.routine.map((delay) => ({ ...delay, kind: 'Courant' }))];
  return (
    <ChartBlock
      title="Du prélèvement à la disponibilité"
      chart={
        <div className="grid gap-4 pt-1">
          <Delays title="Urgent" delays={delays.urgent} targetMs={delays.targetsMs.urgent} />
          <Delays title="Courant" delays={delays.routine} targetMs={delays.targetsMs.routine} />
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <LegendSign sign="dot">la moitié avant (P50)</LegendSign>
            <LegendSign sign="open-dot">9 sur 10 avant (P90)</LegendSign>
            <LegendSign sign="target">objectif</LegendSign>
          </p>
        </div>
      }
      table={
        <TableExport
          name={`delais-${from}-${to}.csv`}
          rows={() => [
            ['Site', 'Priorité', 'Dossiers', 'Médiane (min)', '9 sur 10 (min)'],
            ...rows.map((row) => [row.name, row.kind, row.count, minutes(row.medianMs), minutes(row.ninetiethMs)]),
          ]}
        >
          <DataTable caption="Délais du prélèvement à la disponibilité" columns={COLUMNS} rows={rows} rowKey={(row) => `${row.siteId ?? 'all'}-${row.kind}`} />
        </TableExport>
      }
    />
  );
}

const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6_000) / 10);

function Delays({ title, delays, targetMs }: { title: string; delays: readonly Delay[]; targetMs: number }) {
  return (
    <DotRange
      title={`${title}, objectif ${targetMs <= 7_200_000 ? `${targetMs / 60_000} min` : formatDuration(targetMs)}`}
      rows={delays.map((delay) => ({ label: delay.name, medianMs: delay.medianMs, ninetiethMs: delay.ninetiethMs, strong: delay.siteId === null }))}
      targetMs={targetMs}
      axis={delayAxis(delays, targetMs)}
      tooFew="Trop peu de dossiers"
    />
  );
}
