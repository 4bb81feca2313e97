'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadCsv } from '../../../_client/download';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC, useTRPCClient } from '../../../_client/trpc';
import { csvOf } from '../../../_text/csv';
import { formatInstant } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { useProof } from '../../../_ui/prove';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { PrintButton } from '../_desk/print-button';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { emergencyRows, queueWords } from '../_logic/emergency-rows';
import { EmergencyEntry } from './emergency-entry';

/** The queue that the medical administrator closes: what waits on top, the oldest first; then what is reviewed. */
export function EmergencyScreen({ serverNow }: { serverNow: string }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 10_000);
  const register = useQuery(
    trpc.breakGlass.register.queryOptions(undefined, { refetchInterval: 30_000, networkMode: 'always', trpc: { context: { background: true } } }),
  );
  useLiveRefetch(['security', 'results'], () => void register.refetch());
  const accesses = register.data?.accesses ?? [];
  return (
    <>
      <LinkState readAt={register.dataUpdatedAt ? new Date(register.dataUpdatedAt) : null} now={now} onRetry={() => void register.refetch()} />
      <DeskBar title="Accès d’urgence" subtitle={register.data ? queueWords(accesses) : undefined}>
        <div className="flex flex-wrap gap-2" data-print="no">
          <ExportButton closed={accesses.length === 0} />
          <PrintButton />
        </div>
      </DeskBar>
      {register.isError && (
        <ErrorLine sentence="Le registre n’a pas pu être lu. Ce qui est affiché date de sa dernière lecture." onRetry={() => void register.refetch()} />
      )}
      <main className="flex-1 bg-surface" data-print="open">
        <p className="hidden px-4 pt-3 text-s print:block">{`Registre des accès d’urgence, imprimé le ${formatInstant(now)}.`}</p>
        {!register.data && !register.isError && <LoadingLine what="Lecture du registre…" />}
        {register.data && accesses.length === 0 && (
          <EmptyState title="Aucun accès d’urgence.">Vous serez prévenu dès qu’un professionnel en ouvrira un.</EmptyState>
        )}
        {accesses.map((access) => (
          <EmergencyEntry key={access.id} access={access} now={now} onReviewed={() => void register.refetch()} />
        ))}
      </main>
    </>
  );
}

function ExportButton({ closed }: { closed: boolean }) {
  const client = useTRPCClient();
  const { confirm, dialog } = useProof();
  const [problem, setProblem] = useState('');
  const run = async () => {
    setProblem('');
    const input = { what: 'register' as const };
    try {
      const lines = ['Pour l’autorité ordinale. L’export est lui-même tracé.'];
      const register = await confirm('export', input, { title: 'Exporter le registre des accès d’urgence', lines }, (proof) =>
        client.breakGlass.export.mutate({ ...input, proof }),
      );
      if (register) downloadCsv('acces-urgence.csv', csvOf(emergencyRows(register.accesses)));
    } catch (error) {
      const refusal = refusalOf(error);
      setProblem(refusalSentence(refusal?.code ?? '', refusal?.detail));
    }
  };
  return (
    <>
      {problem && <p role="alert">{problem}</p>}
      <Button onClick={() => void run()} closed={closed}>
        Exporter en CSV
      </Button>
      {dialog}
    </>
  );
}
