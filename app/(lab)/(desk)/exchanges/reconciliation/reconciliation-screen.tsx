'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadCsv } from '../../../../_client/download';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { formatDate, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import { PrintButton } from '../../_desk/print-button';
import { PrintHead } from '../../_desk/print-head';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { LINE_TITLES, termsOf } from '../../_logic/reconciliation-words';
import type { BehindAsked, Reconciliation } from '../../_logic/types';
import { AlarmList } from './alarm-list';
import { BehindDialog } from './behind-dialog';
import { LaboratoryDay } from './laboratory-day';

/** Every laboratory's day, counted anew each minute, beside what rings. */
export function ReconciliationScreen({ serverNow, person }: { serverNow: string; person: string }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [day, setDay] = useState<string | null>(null);
  const [behind, setBehind] = useState<{ asked: BehindAsked; title: string } | null>(null);
  const overview = useQuery(
    trpc.reconciliation.overview.queryOptions(
      { day },
      { trpc: { context: { background: true } }, refetchInterval: 30_000, networkMode: 'always', placeholderData: keepPreviousData },
    ),
  );
  const { data, isError } = overview;
  const refetch = () => void overview.refetch();
  useLiveRefetch(['exchanges'], refetch, 10_000);
  return (
    <>
      <LinkState readAt={data?.at ?? null} now={now} onRetry={refetch} />
      <DeskBar title="Rapprochement" subtitle={data && `journée du ${formatDate(`${data.day}T12:00:00Z`)}`}>
        <div data-print="no" className="contents">
          <Field label="Jour" type="date" value={day ?? data?.day ?? ''} onChange={(event) => setDay(event.target.value || null)} />
          {day !== null && <Button onClick={() => setDay(null)}>Aujourd’hui</Button>}
          {data && <Button onClick={() => downloadCsv(`rapprochement-${data.day}.csv`, csvOf(rowsOf(data)))}>Exporter en CSV</Button>}
          <PrintButton />
        </div>
      </DeskBar>
      {isError && <ErrorLine sentence="Les comptes n’ont pas pu être lus. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      {!data && !isError && <LoadingLine what="Lecture des comptes…" />}
      {data && (
        <PrintHead
          chosen={`Journée du ${formatDate(`${data.day}T12:00:00Z`)}, ${plural(data.laboratories.length, 'laboratoire', 'laboratoires')} et toutes les alarmes ouvertes ou closes depuis sept jours.`}
          now={now}
          person={person}
        />
      )}
      {data && (
        <main className="grid flex-1 content-start bg-surface desk:grid-cols-[minmax(0,1fr)_25rem] print:block" aria-busy={overview.isPlaceholderData}>
          <div className="max-desk:order-2">
            {data.laboratories.length === 0 && <EmptyState title="Rien n’est encore compté.">Le premier compte se fait dans la minute.</EmptyState>}
            {data.laboratories.map((laboratory) => (
              <LaboratoryDay
                key={laboratory.laboratoryId}
                laboratory={laboratory}
                dayName={data.day}
                mayAct={data.mayAct}
                onBehind={(asked, title) => setBehind({ asked, title })}
                onChoose={setDay}
                onChanged={refetch}
              />
            ))}
          </div>
          <AlarmList
            alarms={data.alarms}
            names={new Map(data.laboratories.map(({ laboratoryId, name }) => [laboratoryId, name]))}
            now={now}
            mayAct={data.mayAct}
            mayMend={data.mayMend}
            onChanged={refetch}
          />
        </main>
      )}
      {behind && <BehindDialog asked={behind.asked} title={behind.title} onClose={() => setBehind(null)} />}
      <HelpDialog keys={[{ key: 'r', label: 'relire', run: refetch }]} />
    </>
  );
}

const rowsOf = (data: Reconciliation) => [
  ['Jour', 'Laboratoire', 'Compte', 'Terme', 'Nombre'],
  ...data.laboratories.flatMap(({ name, day }) =>
    day
      ? (['messages', 'results', 'dossiers'] as const)
          .flatMap((line) => [
            [data.day, name, LINE_TITLES[line], 'reçus', day.counts[line].received],
            ...termsOf(line, day).map(({ label, count }) => [data.day, name, LINE_TITLES[line], label, count]),
          ])
          .concat([
            [data.day, name, 'Lots de messages', 'annoncés', day.batches.announced],
            [data.day, name, 'Lots de messages', 'reçus', day.batches.received],
            [data.day, name, 'Fichiers de lots', 'annoncés', day.batches.announcedBatches],
            [data.day, name, 'Fichiers de lots', 'reçus', day.batches.receivedBatches],
          ])
      : [],
  ),
];
