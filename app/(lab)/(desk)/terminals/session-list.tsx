'use client';

import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { type Column, DataTable } from '../../../_ui/data-table';
import { EmptyState } from '../../../_ui/empty-state';
import { methodWords, terminalName } from '../_logic/terminal-facts';
import type { OpenSession } from '../_logic/types';
import type { Acts } from './use-acts';

interface SessionListProps {
  sessions: readonly OpenSession[];
  mayManage: boolean;
  acts: Acts;
}

/** Who is in, where, since when and by which means; an administrator may show anybody but himself out. */
export function SessionList({ sessions, mayManage, acts }: SessionListProps) {
  const client = useTRPCClient();
  if (sessions.length === 0) return <EmptyState title="Personne n’est connecté." />;
  const close = ({ id, person }: OpenSession) =>
    acts.act(
      { sessionId: id },
      { title: `Fermer la session de ${person}`, lines: ['Son écran se verrouille aussitôt. Rien de ce qui est enregistré n’est perdu.'] },
      (input) => client.terminal.closeSession.mutate(input),
    );
  return (
    <div className="px-4 desk:px-6">
      <DataTable caption="Sessions ouvertes" columns={columnsOf(mayManage ? close : null)} rows={sessions} rowKey={(row) => row.id} />
    </div>
  );
}

const columnsOf = (close: ((session: OpenSession) => Promise<boolean>) | null): Column<OpenSession>[] => [
  { key: 'person', label: 'Personne', sortBy: (row) => row.person, cell: (row) => <b className="font-strong">{row.person}</b> },
  { key: 'terminal', label: 'Poste', cell: (row) => terminalName({ name: row.terminalName, browser: row.browser }) },
  { key: 'address', label: 'Adresse', cell: (row) => row.address },
  { key: 'since', label: 'Depuis', sortBy: (row) => row.since.getTime(), cell: (row) => formatInstant(row.since) },
  { key: 'seen', label: 'Dernier geste', sortBy: (row) => row.lastSeenAt.getTime(), cell: (row) => formatInstant(row.lastSeenAt) },
  { key: 'method', label: 'Moyen', cell: (row) => methodWords(row.method) },
  {
    key: 'close',
    label: 'Fermeture',
    cell: (row) => (row.isOwn ? 'la vôtre' : close && <Button onClick={() => void close(row)}>Fermer la session</Button>),
  },
];
