'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { downloadCsv } from '../../../_client/download';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { csvOf } from '../../../_text/csv';
import { formatInstant, NBSP, plural } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { controlLook } from '../../../_ui/field-frame';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';
import { useNow } from '../../../_ui/use-now';
import { useTypedEarly } from '../../../_ui/use-typed-early';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { PrintButton } from '../_desk/print-button';
import { traceRows } from '../_logic/trace-rows';
import { TraceTable } from './trace-table';

interface AuditScreenProps {
  /** Null = the newest acts of all. */
  accessionNumber: string | null;
  serverNow: string;
}

/** The trace: of one dossier whole and in order, to be read, printed or kept; or the newest acts of all. */
export function AuditScreen({ accessionNumber, serverNow }: AuditScreenProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const now = useNow(serverNow, 10_000);
  const [before, setBefore] = useState<number[]>([]);
  const trail = useQuery(
    trpc.audit.trail.queryOptions(
      { accessionNumber, before: before.at(-1) ?? null },
      { trpc: { context: { background: true } }, refetchInterval: 30_000, networkMode: 'always', placeholderData: keepPreviousData },
    ),
  );
  const { confirm, dialog } = useProof();
  const exported = useMutation({
    mutationFn: async (number: string) => {
      const what = {
        title: 'Exporter la trace',
        lines: [`Toute la trace du dossier ${number}, avec les noms de ceux qui ont agi. L’export est lui-même tracé, à votre nom.`],
      };
      const content = { accessionNumber: number };
      const handed = await confirm('export', content, what, (proof) => client.audit.export.mutate({ ...content, proof }));
      if (handed) downloadCsv(`trace-${number}.csv`, csvOf(traceRows(handed.lines)));
    },
  });
  const lines = trail.data?.lines ?? [];
  const next = trail.data?.next ?? null;
  const refusal = refusalOf(exported.error);
  return (
    <>
      <LinkState readAt={trail.dataUpdatedAt ? new Date(trail.dataUpdatedAt) : null} now={now} onRetry={() => void trail.refetch()} />
      <DeskBar
        title="Traçabilité"
        subtitle={accessionNumber ? `dossier ${accessionNumber}, ${plural(lines.length, 'acte', 'actes')}` : 'actes les plus récents'}
      >
        <div className="flex flex-wrap gap-2" data-print="no">
          <SearchForm accessionNumber={accessionNumber} />
          {accessionNumber && (
            <Button onClick={() => exported.mutate(accessionNumber.trim())} pending={exported.isPending} closed={lines.length === 0}>
              Exporter en CSV
            </Button>
          )}
          <PrintButton />
        </div>
      </DeskBar>
      {dialog}
      {exported.isError && <ErrorLine sentence={refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence('')} />}
      {trail.isError && (
        <ErrorLine sentence="La trace n’a pas pu être lue. Ce qui est affiché date de sa dernière lecture." onRetry={() => void trail.refetch()} />
      )}
      <main className="flex-1 bg-surface" aria-busy={trail.isPlaceholderData}>
        {accessionNumber && <p className="hidden px-4 pt-3 text-s print:block">{`Imprimé le ${formatInstant(now)}. Chaque export est lui-même tracé.`}</p>}
        {!trail.data && !trail.isError && <LoadingLine what="Lecture de la trace…" />}
        {trail.data && lines.length === 0 && (
          <EmptyState title={accessionNumber ? `Aucun acte pour le dossier ${accessionNumber}.` : 'Aucun acte encore.'}>
            {accessionNumber && `Vérifiez le numéro${NBSP}; un dossier d’un autre site n’est pas montré.`}
          </EmptyState>
        )}
        {lines.length > 0 && <TraceTable lines={lines} withDossier={accessionNumber === null} />}
        {!accessionNumber && (next !== null || before.length > 0) && (
          <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-3 desk:px-6" data-print="no">
            <Button onClick={before.length > 0 ? () => setBefore(before.slice(0, -1)) : undefined} closed={before.length === 0}>
              Plus récents
            </Button>
            <Button onClick={next === null ? undefined : () => setBefore([...before, next])} closed={next === null}>
              Plus anciens
            </Button>
          </nav>
        )}
      </main>
      <HelpDialog keys={[{ key: '/', label: 'chercher un dossier', run: () => document.getElementById('recherche-dossier')?.focus() }]} />
    </>
  );
}

function SearchForm({ accessionNumber }: { accessionNumber: string | null }) {
  const router = useRouter();
  const [typed, setTyped] = useState(accessionNumber ?? '');
  const searched = useRef<HTMLInputElement>(null);
  useTypedEarly(searched);
  return (
    <search>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          router.push(typed.trim() === '' ? '/audit' : `/audit?dossier=${encodeURIComponent(typed.trim())}`);
        }}
      >
        <input
          ref={searched}
          id="recherche-dossier"
          type="search"
          aria-label="N° de dossier"
          placeholder="N° de dossier"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          className={`${controlLook('normal', false)} w-56`}
        />
        <Button type="submit" variant="primary">
          Chercher
        </Button>
      </form>
    </search>
  );
}
