'use client';

import { useState } from 'react';
import { downloadText } from '../../../_client/download-text';
import { formatDate, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { PrintButton } from '../_desk/print-button';
import { dayAfter, dayOf, mondayOf } from '../_logic/duty-board';
import { rosterCsv } from '../_logic/roster-csv';
import type { RosterDuty } from '../_logic/types';
import { CsvDialog } from './csv-dialog';
import { DutyDialog } from './duty-dialog';
import { GapList } from './gap-list';
import { PeopleSection } from './people-section';
import { PlanDialog, type PlanDraft } from './plan-dialog';
import { RosterBoard } from './roster-board';
import { SwapSection } from './swap-section';
import { useRoster } from './use-roster';

type Span = 'week' | 'month';

/** The week, or five of them to print; above it where nobody answers, below it what is offered, who is away, and whom to call. */
export function DutyScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const [span, setSpan] = useState<Span>('week');
  const [from, setFrom] = useState(() => mondayOf(dayOf(new Date(serverNow))));
  const [draft, setDraft] = useState<PlanDraft | null>(null);
  const [isImporting, setImporting] = useState(false);
  const [opened, setOpened] = useState<RosterDuty | null>(null);
  const days = span === 'week' ? 7 : 35;
  const { roster, failed, isStale, readAt, refetch } = useRoster(from, days);
  const mayPlan = roster?.mayManage ?? false;
  const move = (weeks: number) => setFrom(dayAfter(from, 7 * weeks));
  const plan = () => setDraft({ siteIds: roster?.sites.map(({ id }) => id) ?? [], day: from > dayOf(now) ? from : dayOf(now) });
  return (
    <>
      <LinkState readAt={readAt ? new Date(readAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Gardes" subtitle={`du ${formatDate(`${from}T12:00:00Z`)} au ${formatDate(`${dayAfter(from, days - 1)}T12:00:00Z`)}`}>
        <div data-print="no" className="flex flex-wrap gap-2">
          <Button onClick={() => move(-1)} kbd="←">
            Semaine précédente
          </Button>
          <Button onClick={() => setFrom(mondayOf(dayOf(now)))} kbd="A">
            Aujourd’hui
          </Button>
          <Button onClick={() => move(1)} kbd="→">
            Semaine suivante
          </Button>
          <Button onClick={() => setSpan(span === 'week' ? 'month' : 'week')} aria-pressed={span === 'month'}>
            {span === 'week' ? 'Cinq semaines' : 'Une semaine'}
          </Button>
          <PrintButton />
          {roster && <Button onClick={() => downloadText(`gardes-${from}.csv`, rosterCsv(roster))}>Exporter</Button>}
          {mayPlan && <Button onClick={() => setImporting(true)}>Importer</Button>}
          {mayPlan && (
            <Button variant="primary" onClick={plan} kbd="P">
              Planifier
            </Button>
          )}
        </div>
      </DeskBar>
      {failed && <ErrorLine sentence="Le tableau n’a pas pu être lu. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-5 bg-surface px-4 py-4 desk:px-6" aria-busy={isStale}>
        {!roster && !failed && <LoadingLine what="Lecture du tableau de garde…" />}
        {roster && roster.sites.length === 0 && <EmptyState title="Aucun site ne vous est confié." />}
        {roster && roster.sites.length > 0 && (
          <>
            <GapList roster={roster} onPlan={mayPlan ? setDraft : null} />
            <SwapSection roster={roster} onDone={refetch} />
            <RosterBoard roster={roster} from={from} days={days} today={dayOf(now)} onOpen={setOpened} onPlan={mayPlan ? setDraft : null} />
            <p className="text-s text-ink-2">
              {plural(roster.duties.length, 'période', 'périodes')}. Une nuit est inscrite au jour où elle commence, à l’heure de Paris.
            </p>
            <PeopleSection roster={roster} onDone={refetch} />
          </>
        )}
      </main>
      {roster && draft && <PlanDialog roster={roster} draft={draft} onClose={() => setDraft(null)} onDone={refetch} />}
      {roster && isImporting && <CsvDialog roster={roster} onClose={() => setImporting(false)} onDone={refetch} />}
      {roster && opened && <DutyDialog roster={roster} duty={opened} now={now} onClose={() => setOpened(null)} onDone={refetch} />}
      <HelpDialog
        keys={[
          { key: 'ArrowLeft', shown: '←', label: 'semaine précédente', run: () => move(-1) },
          { key: 'ArrowRight', shown: '→', label: 'semaine suivante', run: () => move(1) },
          { key: 'a', label: 'aujourd’hui', run: () => setFrom(mondayOf(dayOf(now))) },
          { key: 'p', label: 'planifier', run: plan, closed: !mayPlan },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </>
  );
}
