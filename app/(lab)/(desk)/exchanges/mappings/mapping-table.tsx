'use client';

import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { formatDate } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { ScrollArea } from '../../../../_ui/scroll-area';
import { ActSays } from '../../_desk/act-says';
import type { MappingKind, MappingLine } from '../../_logic/types';

interface MappingTableProps {
  entries: readonly MappingLine[];
  table: { laboratoryId: string; kind: MappingKind };
  mayEnd: boolean;
  /** The newest version that the person has before her. */
  newest: number;
  /** The table has lines and the search hides them all. */
  isSearched: boolean;
  onChanged: () => void;
}

/** What stands for what at one version, by whom and since when. */
export function MappingTable({ entries, table, mayEnd, newest, isSearched, onChanged }: MappingTableProps) {
  const trpc = useTRPC();
  const [ending, setEnding] = useState<{ id: string; seen: number } | null>(null);
  const [reason, setReason] = useState('');
  const end = useAct(trpc.mappings.end.mutationOptions({ onSuccess: onChanged }));
  const hasChapters = table.kind === 'code';
  const open = (id: string | null) => {
    setEnding(id === null ? null : { id, seen: newest });
    setReason('');
    end.reset();
  };
  if (entries.length === 0 && isSearched) return <p className="text-ink-2">Aucune ligne de cette version ne répond à la recherche.</p>;
  if (entries.length === 0) return <p className="text-ink-2">Aucune ligne dans cette version : une correspondance naît d’une réparation ou d’un import.</p>;
  const cell = 'border-b border-line px-2 py-2 text-left align-top';
  return (
    <ScrollArea label="Correspondances" className="overflow-x-auto">
      <table className="w-full border-collapse">
        <thead>
          <tr>
            {['Reçu', 'Correspond à', ...(hasChapters ? ['Chapitre'] : []), 'Depuis', ''].map((title) => (
              <th key={title} scope="col" className={`${cell} text-s text-ink-2`}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row" className={`${cell} font-strong`}>
                {entry.source} <span className="block text-s font-normal text-ink-2">{entry.sourceSystem}</span>
              </th>
              <td className={cell}>
                {entry.targetLabel || entry.target || 'confirmé tel quel, comparé avec rien'}
                {(table.kind === 'code' || table.kind === 'unit') && entry.targetLabel && (
                  <span className="figures block text-s text-ink-2">{entry.target}</span>
                )}
              </td>
              {hasChapters && <td className={cell}>{entry.chapter || 'selon le catalogue ou le SIL'}</td>}
              <td className={`${cell} text-s`}>
                version {entry.sinceVersion}, {formatDate(entry.madeAt)}, {entry.madeByName}
              </td>
              <td className={cell} data-print="no">
                {mayEnd && ending?.id !== entry.id && <Button onClick={() => open(entry.id)}>Terminer</Button>}
                {mayEnd && ending?.id === entry.id && (
                  <div className="grid gap-2">
                    <Field label="Motif" value={reason} onChange={(event) => setReason(event.target.value)} />
                    <Button
                      pending={end.isPending}
                      closed={reason.trim().length < 10 && '10 caractères au moins'}
                      onClick={() => end.mutate({ ...table, source: entry.source, sourceSystem: entry.sourceSystem, seen: ending.seen, reason })}
                    >
                      Terminer cette ligne
                    </Button>
                    <Button onClick={() => open(null)}>Garder</Button>
                    <ActSays acts={[end]} />
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
