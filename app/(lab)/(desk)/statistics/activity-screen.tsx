'use client';

import { downloadCsv } from '../../../_client/download';
import { csvOf } from '../../../_text/csv';
import { formatLongDate, formatTime } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { Segmented } from '../../../_ui/segmented';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { PrintButton } from '../_desk/print-button';
import { activityRows, lastMessageWords, muteSentences, PERIODS, receivedWords } from '../_logic/activity-words';
import type { Activity, Links } from '../_logic/types';
import { CallBlock } from './call-block';
import { DelayBlock } from './delay-block';
import { FunnelBlock } from './funnel-block';
import { useActivity } from './use-activity';
import { DaysBlock, HoursBlock } from './volume-blocks';

const ALL = 'all';

/** What is stuck, how long it takes, how much comes: counts only, of the manager's own sites. */
export function ActivityScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const { activity, links, failed, isStale, refetch, period, setPeriod, siteId, setSiteId } = useActivity(now);
  const sites = [{ id: ALL, label: 'Tous' }, ...(activity?.sites ?? []).map(({ id, name }) => ({ id, label: name }))];
  return (
    <>
      <LinkState readAt={activity?.at ?? null} now={now} onRetry={refetch} />
      <DeskBar title="Activité" subtitle={`${formatLongDate(now)}, à ${formatTime(now)}`}>
        <div className="flex flex-wrap gap-x-4 gap-y-2" data-print="no">
          <Segmented label="Période" choices={PERIODS} value={period} onValue={setPeriod} />
          {sites.length > 2 && <Segmented label="Site" choices={sites} value={siteId ?? ALL} onValue={(id) => setSiteId(id === ALL ? null : id)} />}
          <Button onClick={() => activity && downloadCsv(`activite-${activity.from}-${activity.to}.csv`, csvOf(activityRows(activity)))} closed={!activity}>
            Exporter en CSV
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      {failed && <ErrorLine sentence="L’activité n’a pas pu être lue. Ce qui est affiché date de sa dernière lecture." onRetry={refetch} />}
      {!activity && !failed && <LoadingLine what="Comptage en cours…" />}
      {activity && <Body activity={activity} links={links} now={now} isStale={isStale} />}
    </>
  );
}

function Body({ activity, links, now, isStale }: { activity: Activity; links: Links | undefined; now: Date; isStale: boolean }) {
  const isToday = activity.from === activity.to;
  return (
    <main aria-busy={isStale} className={`grid flex-1 content-start bg-surface desk:grid-cols-[minmax(0,23fr)_minmax(0,13fr)] ${isStale ? 'opacity-60' : ''}`}>
      <div className="col-span-full grid">
        {muteSentences(links, activity, now).map((sentence) => (
          <p key={sentence} role="status" className="border-b border-line bg-abnormal-soft px-4 py-2 font-medium text-abnormal desk:px-6">
            ▲ {sentence}
          </p>
        ))}
      </div>
      <div className="grid content-start gap-4 divide-y divide-line-strong px-4 py-3 *:pb-4 desk:border-r desk:border-line-strong desk:px-6">
        {activity.total.received === 0 ? (
          <EmptyState title={isToday ? 'Aucun dossier reçu depuis minuit.' : 'Aucun dossier reçu dans cette période.'}>
            {lastMessageWords(links, now)}
          </EmptyState>
        ) : (
          <FunnelBlock activity={activity} subtitle={receivedWords(activity)} />
        )}
        {isToday && activity.hours.length > 0 && <HoursBlock activity={activity} now={now} />}
        <DaysBlock activity={activity} />
      </div>
      <div className="px-4 py-3 desk:px-6">
        <DelayBlock activity={activity} />
        <CallBlock activity={activity} />
      </div>
    </main>
  );
}
