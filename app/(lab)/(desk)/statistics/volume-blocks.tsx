'use client';

import type { ReactNode } from 'react';
import { formatNumber, plural } from '../../../_text/format';
import { BarChart } from '../../../_ui/bar-chart';
import { ChartBlock, LegendSign } from '../../../_ui/chart-block';
import { type Column, DataTable } from '../../../_ui/data-table';
import { dayWords } from '../_logic/activity-words';
import type { Activity } from '../_logic/types';
import { TableExport } from './table-export';

const hourInParis = new Intl.DateTimeFormat('fr-FR', { hour: 'numeric', hourCycle: 'h23', timeZone: 'Europe/Paris' });
const weekday = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', timeZone: 'Europe/Paris' });

/** Today hour by hour, beside what is usual on that weekday. */
export function HoursBlock({ activity: { hours, today }, now }: { activity: Activity; now: Date }) {
  const current = Number.parseInt(hourInParis.format(now), 10);
  const weeks = hours[0]?.weeks ?? 0;
  const hasUsual = hours.some((site) => site.hours.some((hour) => (hour.usual ?? 0) > 0));
  const most = Math.max(5, ...hours.flatMap((site) => site.hours.map((hour) => Math.max(hour.count, hour.usual ?? 0))));
  const rows = hours.flatMap((site) => site.hours.map((hour) => ({ site: site.name, ...hour })));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'hour', label: 'Heure', cell: (row) => `${row.hour} h`, sortBy: (row) => row.hour },
    { key: 'site', label: 'Site', cell: (row) => row.site, sortBy: (row) => row.site },
    { key: 'count', label: 'Reçus', align: 'right', cell: (row) => formatNumber(row.count), sortBy: (row) => row.count },
    { key: 'usual', label: 'D’habitude', align: 'right', cell: (row) => (row.usual === null ? '–' : formatNumber(row.usual)), sortBy: (row) => row.usual },
  ];
  return (
    <ChartBlock
      title="Dossiers reçus par heure"
      legend={
        <span className="flex flex-wrap gap-x-5">
          <LegendSign sign="bar">aujourd’hui</LegendSign>
          <LegendSign sign="open-bar">heure en cours</LegendSign>
          {hasUsual && <LegendSign sign="line">{`${weekday.format(now)} habituel (médiane de ${weeks})`}</LegendSign>}
        </span>
      }
      chart={
        <Figures>
          {hours.map((site) => (
            <Figure key={site.siteId} name={site.name} total={site.total}>
              <BarChart
                label={`${site.name}, dossiers reçus par heure, ${site.total} depuis minuit`}
                most={most}
                bars={site.hours.map(({ hour, count, usual }) => ({
                  id: String(hour),
                  count,
                  open: hour === current,
                  ...(hour % 6 === 0 ? { label: `${hour} h` } : {}),
                  ...(usual === null || !hasUsual ? {} : { usual }),
                }))}
              />
            </Figure>
          ))}
        </Figures>
      }
      table={
        <TableExport
          name={`heures-${today}.csv`}
          rows={() => [['Heure', 'Site', 'Reçus', 'D’habitude'], ...rows.map((row) => [row.hour, row.site, row.count, row.usual])]}
        >
          <DataTable caption="Dossiers reçus par heure" columns={columns} rows={rows} rowKey={(row) => `${row.site}-${row.hour}`} />
        </TableExport>
      }
    />
  );
}

/** The last thirty days, day by day. */
export function DaysBlock({ activity: { days, to, today } }: { activity: Activity }) {
  const most = Math.max(5, ...days.flatMap((site) => site.days.map((day) => day.received)));
  const rows = days.flatMap((site) => site.days.map((day) => ({ site: site.name, ...day })));
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { key: 'day', label: 'Jour', cell: (row) => dayWords(row.day), sortBy: (row) => row.day },
    { key: 'site', label: 'Site', cell: (row) => row.site, sortBy: (row) => row.site },
    { key: 'received', label: 'Reçus', align: 'right', cell: (row) => formatNumber(row.received), sortBy: (row) => row.received },
    { key: 'validated', label: 'Dont validés', align: 'right', cell: (row) => formatNumber(row.validated), sortBy: (row) => row.validated },
  ];
  return (
    <ChartBlock
      title="Dossiers reçus par jour"
      subtitle="30 jours"
      legend={<LegendSign sign="open-bar">jour en cours</LegendSign>}
      chart={
        <Figures>
          {days.map((site) => (
            <Figure key={site.siteId} name={site.name} total={site.total}>
              <BarChart
                label={`${site.name}, dossiers reçus par jour, ${site.total} en trente jours`}
                most={most}
                bars={site.days.map(({ day, received }, index) => ({
                  id: day,
                  count: received,
                  open: day === today,
                  ...(index % 10 === 4 ? { label: dayWords(day) } : {}),
                }))}
              />
            </Figure>
          ))}
        </Figures>
      }
      table={
        <TableExport
          name={`jours-${to}.csv`}
          rows={() => [['Jour', 'Site', 'Reçus', 'Dont validés'], ...rows.map((row) => [row.day, row.site, row.received, row.validated])]}
        >
          <DataTable caption="Dossiers reçus par jour" columns={columns} rows={rows} rowKey={(row) => `${row.site}-${row.day}`} />
        </TableExport>
      }
    />
  );
}

const Figures = ({ children }: { children: ReactNode }) => <div className="grid gap-x-6 gap-y-3 tablet:grid-cols-2 wide:grid-cols-3">{children}</div>;

function Figure({ name, total, children }: { name: string; total: number; children: ReactNode }) {
  return (
    <figure className="m-0 max-w-88">
      <figcaption>
        <b className="font-strong">{name}</b> <span className="text-ink-2">{plural(total, 'dossier', 'dossiers')}</span>
      </figcaption>
      {children}
    </figure>
  );
}
