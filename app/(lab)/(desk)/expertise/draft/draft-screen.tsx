'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { formatInstant, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { DeskBar } from '../../_desk/desk-bar';
import type { RulesLife } from '../../_logic/types';
import { useLaboratory } from '../use-laboratory';
import { DraftBook } from './draft-book';

const STARTS = [
  { from: 'in-force', label: 'Commencer par les règles en vigueur' },
  { from: 'shipped', label: 'Commencer par le jeu livré avec Relais' },
  { from: 'empty', label: 'Commencer sans aucune règle' },
] as const;
const RUNNING_MS = 1_500;

/** Begins a draft, or goes on with the one of the laboratory. */
export function DraftScreen() {
  const trpc = useTRPC();
  const { list, laboratoryId, choice } = useLaboratory();
  const life = useQuery(trpc.rules.life.queryOptions({ laboratoryId }, { enabled: laboratoryId !== '' }));
  const draftId = life.data?.draft?.draftId ?? '';
  const draft = useQuery(
    trpc.rules.draft.queryOptions(
      { draftId },
      { enabled: draftId !== '', refetchInterval: ({ state }) => (state.data?.replay?.state === 'running' ? RUNNING_MS : false) },
    ),
  );
  const again = async () => {
    await life.refetch();
    if (draftId !== '') await draft.refetch();
  };
  const isWaiting = list.isPending || (laboratoryId !== '' && life.isPending) || (draftId !== '' && draft.isPending);
  const { data } = draft;
  return (
    <>
      <DeskBar
        title="Brouillon de règles"
        subtitle={
          life.data?.draft && data
            ? `${life.data.laboratory}, révision ${data.revision} : ${plural(data.diff.length, 'changement', 'changements')}, appliqué à aucun dossier`
            : life.data?.laboratory
        }
      />
      {(list.isError || life.isError || draft.isError) && <ErrorLine sentence="Le brouillon n’a pas pu être lu." onRetry={() => void again()} />}
      {isWaiting && <LoadingLine what="Lecture du brouillon…" />}
      <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
        {choice && <div className="max-w-80">{choice}</div>}
        {life.data && !life.data.draft && <Start life={life.data} onDone={() => void again()} />}
        {life.data?.draft && data && <DraftBook key={data.draftId} draft={data} onChanged={again} />}
        {list.data?.length === 0 && <EmptyState title="Aucune règle">Aucun jeu de règles n’existe dans vos laboratoires.</EmptyState>}
      </main>
      <HelpDialog keys={[]} />
    </>
  );
}

function Start({ life, onDone }: { life: RulesLife; onDone: () => void }) {
  const client = useTRPCClient();
  const [problem, setProblem] = useState<string | null>(null);
  const start = async (from: (typeof STARTS)[number]['from']) => {
    setProblem(null);
    try {
      await client.rules.startDraft.mutate({ laboratoryId: life.laboratoryId, from });
      onDone();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const [last] = life.versions;
  return (
    <EmptyState title="Aucun brouillon ouvert">
      <p>
        Un brouillon ne change rien tant qu’il n’est pas rejoué, soumis, puis approuvé par un autre biologiste.
        {last && ` Dernière version\u00a0: ${last.version}, en vigueur depuis le ${formatInstant(last.inForceFrom)}.`}
      </p>
      {life.mayWrite && (
        <div className="mt-3 grid justify-items-start gap-2">
          {STARTS.map(({ from, label }) => (
            <Button key={from} onClick={() => void start(from)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {problem && <ErrorLine sentence={problem} />}
    </EmptyState>
  );
}
