'use client';

import { formatNumber, plural } from '../../../_text/format';
import { ChartBlock } from '../../../_ui/chart-block';
import { type Column, DataTable } from '../../../_ui/data-table';
import { Funnel } from '../../../_ui/funnel';
import { activityRows, funnelSteps } from '../_logic/activity-words';
import type { Activity, Counts } from '../_logic/types';
import { TableExport } from './table-export';

const figure = (key: string, label: string, count: (row: Counts) => number): Column<Counts> => ({
  key,
  label,
  align: 'right',
  cell: (row) => formatNumber(count(row)),
  sortBy: count,
});

const COLUMNS: readonly Column<Counts>[] = [
  { key: 'site', label: 'Site', cell: (row) => row.name, sortBy: (row) => row.name },
  figure('received', 'Reçus', (row) => row.received),
  figure('validated', 'Validés', (row) => row.validated),
  figure('completed', 'En entier', (row) => row.completed),
  figure('available', 'Disponibles', (row) => row.available),
  figure('read', 'Lus', (row) => row.read),
  figure('late', 'Au-delà du délai', (row) => row.waitingLate),
];

/** From reception to reading: how much of what came reached each step, and what stayed behind. */
export function FunnelBlock({ activity, subtitle }: { activity: Activity; subtitle: string }) {
  const { waitingBefore } = activity;
  return (
    <div>
      <ChartBlock
        title="De la réception à la lecture"
        subtitle={subtitle}
        chart={<Funnel steps={funnelSteps(activity.total)} />}
        table={
          <TableExport name={`activite-${activity.from}-${activity.to}.csv`} rows={() => activityRows(activity)}>
            <DataTable
              caption="Dossiers par site et par étape"
              columns={COLUMNS}
              rows={activity.bySite}
              rowKey={(row) => row.siteId ?? ''}
              {...(activity.bySite.length > 1 ? { total: activity.total } : {})}
            />
          </TableExport>
        }
      />
      {waitingBefore > 0 && (
        <p className="pt-2 text-s text-abnormal">
          En plus, {plural(waitingBefore, 'dossier reçu', 'dossiers reçus')} avant cette période {waitingBefore < 2 ? 'attend' : 'attendent'} encore une
          validation.
        </p>
      )}
    </div>
  );
}
