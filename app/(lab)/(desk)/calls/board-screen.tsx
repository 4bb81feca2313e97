'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { useTRPC } from '../../../_client/trpc';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { Segmented } from '../../../_ui/segmented';
import { Select } from '../../../_ui/select';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { type BoardFilter, callsShown } from '../_logic/call-board-words';
import { BoardRow } from './board-row';
import { PaperSheets } from './paper-sheets';

const POLL_MS = 15_000;
const ONLY = [
  { id: 'all', label: 'Tous' },
  { id: 'late', label: 'En retard' },
  { id: 'untried', label: 'Jamais appelés' },
] as const;

/** « Non acquittés » : every open call, the most pressing first, who tried and who was woken; and the same on paper. */
export function BoardScreen({ mayCall }: { mayCall: boolean }) {
  const trpc = useTRPC();
  const board = useQuery(trpc.alert.board.queryOptions(undefined, { refetchInterval: POLL_MS, trpc: { context: { background: true } } }));
  useLiveRefetch(['worklist'], () => void board.refetch());
  const paper = useMutation(trpc.alert.paper.mutationOptions());
  const [filter, setFilter] = useState<BoardFilter>({ site: '', only: 'all', search: '' });
  const now = useNow((board.data?.now ?? new Date(0)).toISOString(), 5_000);
  const calls = board.data?.calls ?? [];
  const shown = callsShown(calls, filter, now);
  const late = calls.filter(({ dueAt }) => dueAt <= now).length;
  const sites = [...new Set(calls.map(({ siteName }) => siteName))].toSorted((a, b) => a.localeCompare(b, 'fr'));
  const print = (callIds: string[]) => paper.mutate({ callIds });
  if (paper.data) return <PaperSheets paper={paper.data} onClose={() => paper.reset()} />;
  return (
    <>
      <DeskBar
        title="Résultats critiques non acquittés"
        subtitle={board.data && `${plural(calls.length, 'appel ouvert', 'appels ouverts')}, ${plural(late, 'en retard', 'en retard')}`}
      >
        <Button closed={shown.length === 0 && 'aucun appel'} pending={paper.isPending} onClick={() => print(shown.slice(0, 50).map(({ callId }) => callId))}>
          Fiches d’appel sur papier
        </Button>
      </DeskBar>
      {board.isError && (
        <ErrorLine sentence="Les appels n’ont pas pu être lus de nouveau. La liste n’est peut-être plus à jour." onRetry={() => void board.refetch()} />
      )}
      {paper.isError && <ErrorLine sentence={sentenceOf(paper.error)} />}
      {board.isPending && <LoadingLine what="Lecture des appels…" />}
      {board.data && (
        <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
          <div className="grid items-end gap-3 tablet:grid-cols-[minmax(0,14rem)_auto_minmax(0,1fr)]">
            <Select
              label="Laboratoire"
              value={filter.site}
              onChange={(event) => setFilter({ ...filter, site: event.target.value })}
              options={[{ value: '', label: 'Tous les laboratoires' }, ...sites.map((site) => ({ value: site, label: site }))]}
            />
            <Segmented label="Lesquels" choices={ONLY} value={filter.only} onValue={(only) => setFilter({ ...filter, only })} />
            <Field
              label="Chercher"
              type="search"
              placeholder="nom, dossier, service, analyte"
              value={filter.search}
              onChange={(event) => setFilter({ ...filter, search: event.target.value })}
            />
          </div>
          {calls.length === 0 && (
            <EmptyState title="Aucun résultat critique à annoncer.">Tout ce qui était critique a été annoncé et répété, sur tous vos sites.</EmptyState>
          )}
          {calls.length > 0 && shown.length === 0 && (
            <EmptyState title="Aucun appel ne répond à ce choix.">Élargissez le choix pour voir les autres.</EmptyState>
          )}
          <ul className="grid gap-3">
            {shown.map((call) => (
              <BoardRow key={call.callId} call={call} now={now} mayCall={mayCall} isPrinting={paper.isPending} onPrint={() => print([call.callId])} />
            ))}
          </ul>
        </main>
      )}
      <HelpDialog keys={[]} />
    </>
  );
}
