'use client';

import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { plural } from '../../../../_text/format';
import { decodeText, readCsv } from '../../../../_text/read-csv';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { ActSays } from '../../_desk/act-says';
import { withoutHeadings } from '../../_logic/mapping-headings';
import type { MappingKind, MappingTables } from '../../_logic/types';

interface MappingChangesProps {
  table: { laboratoryId: string; kind: MappingKind };
  data: MappingTables;
  at: number;
  onChanged: () => void;
}

type Lines = { line: number; cells: string[] }[];

/** What changed since the version shown, in words; the way back to it; and a table brought in from a spreadsheet, seen before it is written. */
export function MappingChanges({ table, data, at, onChanged }: MappingChangesProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  /** The table that the preview compares with: written on no other. */
  const [brought, setBrought] = useState<{ lines: Lines; seen: number } | null>(null);
  const restore = useAct(trpc.mappings.restore.mutationOptions({ onSuccess: onChanged }));
  const bring = useAct(trpc.mappings.import.mutationOptions({ onSuccess: onChanged }));
  const newest = data.versions[0]?.version ?? 0;
  const added = data.entries.filter((entry) => entry.sinceVersion > at && entry.untilVersion === null);
  const ended = data.entries.filter((entry) => entry.sinceVersion <= at && entry.untilVersion !== null && entry.untilVersion > at);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const rows = withoutHeadings(readCsv(decodeText(new Uint8Array(await file.arrayBuffer()))));
    setBrought({ lines: rows, seen: newest });
    bring.mutate({ ...table, lines: rows, seen: newest, apply: false });
  };
  const preview = bring.data;
  return (
    <section aria-label="Versions et import" className="grid max-w-prose gap-3" data-print="no">
      {at < newest && (
        <>
          <p>
            De la version {at} à la version {newest} : {plural(added.length, 'ajout', 'ajouts')}, {plural(ended.length, 'fin', 'fins')}.
          </p>
          <ul className="text-s">
            {added.map((entry) => (
              <li key={entry.id}>
                + {entry.source} : {entry.targetLabel || entry.target || 'sans code'}
              </li>
            ))}
            {ended.map((entry) => (
              <li key={entry.id}>
                − {entry.source} : {entry.targetLabel || entry.target || 'sans code'}
              </li>
            ))}
          </ul>
          {data.mayManage && (
            <>
              <Field label="Motif du retour" value={reason} onChange={(event) => setReason(event.target.value)} />
              <Button
                pending={restore.isPending}
                closed={reason.trim().length < 10 && '10 caractères au moins'}
                onClick={() => restore.mutate({ ...table, version: at, seen: newest, reason })}
              >
                Revenir à la version {at}
              </Button>
              <ActSays acts={[restore]} />
            </>
          )}
        </>
      )}
      {data.mayManage && (table.kind === 'code' || table.kind === 'unit') && (
        <Field
          type="file"
          accept=".csv,text/csv"
          className="py-2.5"
          label="Importer un tableau (CSV)"
          hint="Mêmes colonnes que l’export ; rien n’est écrit avant l’aperçu."
          onChange={(event) => void choose(event.target.files?.[0])}
        />
      )}
      <ActSays acts={[bring]} />
      {preview && (
        <div role="status">
          <p>
            {preview.applied ? 'Importé' : 'Aperçu'} : {plural(preview.added.length, 'ajout', 'ajouts')},{' '}
            {plural(preview.changed.length, 'changement', 'changements')}, {plural(preview.unchanged, 'ligne inchangée', 'lignes inchangées')},{' '}
            {plural(preview.unreadable.length, 'ligne illisible', 'lignes illisibles')}.
          </p>
          <ul className="text-s">
            {preview.unreadable.map(({ line, why }) => (
              <li key={line}>
                Ligne {line} : {why}.
              </li>
            ))}
          </ul>
          {!preview.applied && brought && (
            <Button
              pending={bring.isPending}
              closed={preview.unreadable.length > 0 && 'corrigez d’abord les lignes illisibles'}
              onClick={() => bring.mutate({ ...table, ...brought, apply: true })}
            >
              Importer
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
