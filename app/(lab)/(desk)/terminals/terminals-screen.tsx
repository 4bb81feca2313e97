'use client';

import { useState } from 'react';
import { plural } from '../../../_text/format';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { Tabs } from '../../../_ui/tabs';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { IdleTimes } from './idle-times';
import { SessionList } from './session-list';
import { TerminalFilterForm } from './terminal-filter';
import { TerminalPanel } from './terminal-panel';
import { TerminalTable } from './terminal-table';
import { useActs } from './use-acts';
import { useTerminals } from './use-terminals';

type View = 'terminals' | 'sessions' | 'idle';

/** Blocked terminals first, since somebody stands before them; then every other; who is in; and when each kind locks. */
export function TerminalsScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const { list, failed, isStale, readAt, refetch, filter, setFilter } = useTerminals();
  const acts = useActs(refetch);
  const [view, setView] = useState<View>('terminals');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = list?.terminals.find((terminal) => terminal.id === chosenId);
  const blocked = list?.terminals.filter((terminal) => terminal.state === 'passivated').length ?? 0;
  return (
    <>
      <LinkState readAt={readAt ? new Date(readAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Postes" subtitle={blocked > 0 ? plural(blocked, 'poste bloqué', 'postes bloqués') : undefined}>
        <Tabs
          label="Vues"
          panelId="postes"
          value={view}
          onValue={setView}
          tabs={[
            { id: 'terminals', label: 'Postes', count: list?.terminals.length },
            { id: 'sessions', label: 'Sessions ouvertes', count: list?.sessions.length },
            { id: 'idle', label: 'Verrouillage' },
          ]}
        />
      </DeskBar>
      {failed && <ErrorLine sentence="Les postes n’ont pas pu être lus. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      {acts.problem && <ErrorLine sentence={acts.problem} />}
      <main id="postes" role="tabpanel" aria-labelledby={`postes-${view}`} aria-busy={isStale} className="flex-1 bg-surface">
        {!list && !failed && <LoadingLine what="Lecture des postes…" />}
        {list && view === 'terminals' && (
          <div className="grid content-start desk:grid-cols-[minmax(0,1fr)_25rem]">
            <section aria-label="Liste des postes" className="min-w-0">
              <TerminalFilterForm filter={filter} sites={list.sites} onFilter={setFilter} />
              <TerminalTable terminals={list.terminals} sites={list.sites} chosenId={chosenId} onChoose={setChosenId} />
            </section>
            <div className="max-desk:order-first desk:border-l desk:border-line">
              {chosen ? (
                <TerminalPanel key={chosen.id} terminal={chosen} sites={list.sites} mayManage={list.mayManage} acts={acts} onClose={() => setChosenId(null)} />
              ) : (
                <p className="px-5 py-4 text-ink-2 max-desk:hidden">Choisissez un poste pour le déclarer, le bloquer ou le rétablir.</p>
              )}
            </div>
          </div>
        )}
        {list && view === 'sessions' && <SessionList sessions={list.sessions} mayManage={list.mayManage} acts={acts} />}
        {list && view === 'idle' && <IdleTimes times={list.idle} mayManage={list.mayManage} acts={acts} />}
      </main>
      {acts.dialog}
    </>
  );
}
