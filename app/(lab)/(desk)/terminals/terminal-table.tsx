'use client';

import { formatInstant } from '../../../_text/format';
import { terminalWords } from '../../../_text/terminal-words';
import { type Column, DataTable } from '../../../_ui/data-table';
import { EmptyState } from '../../../_ui/empty-state';
import { KIND_WORDS, standingWords, terminalName } from '../_logic/terminal-facts';
import type { Terminal, Terminals } from '../_logic/types';

interface TerminalTableProps {
  terminals: readonly Terminal[];
  sites: Terminals['sites'];
  chosenId: string | null;
  onChoose: (id: string) => void;
}

/** Every terminal with its state, who is at it, and when it was last seen; the name opens what can be done. */
export function TerminalTable({ terminals, sites, chosenId, onChoose }: TerminalTableProps) {
  if (terminals.length === 0)
    return <EmptyState title="Aucun poste ne correspond.">Un poste apparaît ici quand il ouvre la page d’entrée pour la première fois.</EmptyState>;
  const siteNames = new Map(sites.map(({ id, name }) => [id, name]));
  const blockedFirst = terminals.toSorted((one, other) => Number(other.state === 'passivated') - Number(one.state === 'passivated'));
  return (
    <div className="px-4 desk:px-6">
      <DataTable caption="Postes" columns={columnsOf(siteNames, chosenId, onChoose)} rows={blockedFirst} rowKey={(row) => row.id} />
    </div>
  );
}

function columnsOf(siteNames: ReadonlyMap<string, string>, chosenId: string | null, onChoose: (id: string) => void): Column<Terminal>[] {
  return [
    {
      key: 'name',
      label: 'Poste',
      sortBy: terminalName,
      cell: (row) => (
        <button
          type="button"
          aria-pressed={row.id === chosenId}
          onClick={() => onChoose(row.id)}
          className="min-h-touch cursor-pointer text-left text-action underline decoration-1 underline-offset-[3px] aria-pressed:font-strong"
        >
          {terminalName(row)}
          {row.isOwn && ', le vôtre'}
        </button>
      ),
    },
    {
      key: 'state',
      label: 'État',
      sortBy: (row) => row.state,
      cell: (row) => {
        const { words, isShut } = standingWords(row);
        return <span className={isShut ? 'font-strong text-critical' : ''}>{words}</span>;
      },
    },
    { key: 'kind', label: 'Genre', sortBy: (row) => KIND_WORDS[row.kind], cell: (row) => KIND_WORDS[row.kind] },
    { key: 'site', label: 'Site', sortBy: (row) => siteNames.get(row.siteId ?? '') ?? null, cell: (row) => siteNames.get(row.siteId ?? '') ?? '–' },
    {
      key: 'user',
      label: 'Y est',
      sortBy: (row) => row.usedBy,
      cell: (row) => (row.usedBy && row.usedSince ? `${row.usedBy}, depuis le ${formatInstant(row.usedSince)}` : 'personne'),
    },
    {
      key: 'seen',
      label: 'Vu',
      sortBy: (row) => row.lastSeenAt.getTime(),
      cell: (row) => <time dateTime={row.lastSeenAt.toISOString()}>{formatInstant(row.lastSeenAt)}</time>,
    },
    {
      key: 'from',
      label: 'D’où',
      sortBy: (row) => row.address,
      cell: (row) => (
        <span className="text-s">
          {row.address}
          <span className="block text-ink-2">{terminalWords(row.browser)}</span>
        </span>
      ),
    },
  ];
}
