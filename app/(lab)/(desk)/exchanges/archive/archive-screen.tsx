'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadCsv } from '../../../../_client/download';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { parisDay } from '../../../../_text/paris-day';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintHead } from '../../_desk/print-head';
import { archiveRows, chosenWords, NO_ARCHIVE_FILTER, printedWords } from '../../_logic/archive-words';
import type { ArchiveFilter } from '../../_logic/types';
import { ArchiveFilterForm } from './archive-filter';
import { ArchiveTable } from './archive-table';
import { DifferenceList } from './difference-list';
import { ResendPanel } from './resend-panel';
import { usePrintAll } from './use-print-all';

interface ArchiveScreenProps {
  serverNow: string;
  person: string;
  mayResend: boolean;
  seesResends: boolean;
  settlesDifferences: boolean;
}

type Cursor = { at: Date; id: string };

/** The archive, a page at a time, with its export; above it what the LIS says otherwise, and « Renvoyer ». */
export function ArchiveScreen({ serverNow, person, mayResend, seesResends, settlesDifferences }: ArchiveScreenProps) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const [filter, setFilterOnly] = useState<ArchiveFilter>(NO_ARCHIVE_FILTER);
  const [cursors, setCursors] = useState<readonly Cursor[]>([]);
  const [told, setTold] = useState('');
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...trpc.transmissions.list.queryOptions({ ...filter, cursor: cursors.at(-1) ?? null }),
    placeholderData: keepPreviousData,
  });
  const exporting = useMutation(trpc.transmissions.export.mutationOptions());
  const { printed, print } = usePrintAll();
  const names = new Map((data?.laboratories ?? []).map(({ id, name }) => [id, name]));
  const setFilter = (next: ArchiveFilter) => {
    setFilterOnly(next);
    setCursors([]);
  };
  const keep = async () => {
    setTold('');
    try {
      const { items, isCut } = await exporting.mutateAsync(filter);
      downloadCsv(`transmissions-${parisDay(now)}`, csvOf(archiveRows(items, names)));
      setTold(isCut ? 'Le fichier s’arrête à 5\u202f000 lignes : réduisez la période pour avoir la suite.' : '');
    } catch (problem) {
      setTold(sentenceOf(problem));
    }
  };
  const printAll = async () => {
    setTold('');
    try {
      print(await exporting.mutateAsync(filter));
    } catch (problem) {
      setTold(sentenceOf(problem));
    }
  };
  const next = data?.next;
  return (
    <>
      <DeskBar title="Archive des transmissions" subtitle="Tout ce qui est parti : au SIL, aux prescripteurs, aux services, aux patients.">
        <span data-print="no" className="flex flex-wrap gap-2">
          <Button pending={exporting.isPending} onClick={() => void keep()}>
            Exporter en CSV
          </Button>
          <Button pending={exporting.isPending} onClick={() => void printAll()}>
            Imprimer tout ce choix
          </Button>
        </span>
      </DeskBar>
      <main className="flex-1 bg-surface">
        {told && (
          <p role="alert" className="border-b border-line bg-abnormal-soft px-4 py-2 font-medium">
            {told}
          </p>
        )}
        {settlesDifferences && <DifferenceList names={names} now={now} />}
        {seesResends && <ResendPanel laboratories={data?.laboratories ?? []} now={now} mayResend={mayResend} />}
        <ArchiveFilterForm filter={filter} laboratories={data?.laboratories ?? []} onFilter={setFilter} />
        <PrintHead chosen={`${chosenWords(filter, names)} ${printedWords(printed, data?.items.length ?? 0)}`} now={now} person={person} />
        {error && <ErrorLine sentence="L’archive n’a pas pu être lue. Ce qui est affiché date de la dernière lecture." onRetry={() => void refetch()} />}
        {!data && !error && <LoadingLine what="Lecture de l’archive…" />}
        {data && (
          <div className={printed ? 'print:hidden' : ''}>
            <ArchiveTable
              items={data.items}
              names={names}
              isStale={isPlaceholderData}
              older={next ? () => setCursors([...cursors, next]) : null}
              newer={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : null}
            />
          </div>
        )}
        {printed && (
          <div className="hidden print:block">
            <ArchiveTable items={printed.items} names={names} isStale={false} older={null} newer={null} />
          </div>
        )}
      </main>
      <HelpDialog
        keys={[
          { key: '/', label: 'filtrer par n° de dossier', run: () => document.getElementById('archive-dossier')?.focus() },
          { key: 'r', label: 'relire', run: () => void refetch() },
        ]}
      />
    </>
  );
}
