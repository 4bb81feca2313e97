'use client';

import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { sentenceOf } from '../../../_client/sentence-of';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { useTRPCClient } from '../../../_client/trpc';
import { plural } from '../../../_text/format';
import { decodeText } from '../../../_text/read-csv';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { type ImportRow, readRosterCsv } from '../_logic/roster-csv';
import type { Roster } from '../_logic/types';

/** A table brought in: read and shown first, planned wholly or not at all. */
export function CsvDialog({ roster, onClose, onDone }: { roster: Roster; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const [read, setRead] = useState<{ rows: ImportRow[]; problems: string[] } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const choose = async (file: File | undefined) => {
    setProblem(null);
    setRead(file ? readRosterCsv(decodeText(new Uint8Array(await file.arrayBuffer())), roster) : null);
  };
  const plan = async () => {
    if (!read) return;
    setPending(true);
    try {
      await client.duty.importRoster.mutate({ rows: read.rows });
      onDone();
      onClose();
    } catch (error) {
      const line = refusalOf(error)?.detail['line'];
      if (!leaveIfSessionEnded(error)) setProblem(`${line === undefined || line === null ? '' : `Ligne ${String(line)} : `}${sentenceOf(error)}`);
    } finally {
      setPending(false);
    }
  };
  const isReady = read !== null && read.problems.length === 0;
  return (
    <Dialog
      title="Importer le tableau de garde"
      open
      busy={pending}
      onClose={onClose}
      footer={
        <Button variant="primary" pending={pending} closed={!isReady} onClick={() => void plan()}>
          {isReady ? `Planifier ${plural(read.rows.length, 'ligne', 'lignes')}` : 'Planifier'}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p className="text-ink-2">
          Colonnes : Personne ; Site ; Type (astreinte, garde, presence) ; Début ; Fin, à l’heure de Paris (28/11/2026 20:00). « Exporter » en donne le modèle.
          Une ligne déjà planifiée est passée ; une seule ligne refusée, et rien n’est planifié.
        </p>
        <label className="grid gap-1 font-medium">
          Fichier CSV
          <input type="file" accept=".csv,text/csv" className="min-h-touch" onChange={(event) => void choose(event.target.files?.[0])} />
        </label>
        {read?.problems.map((text) => (
          <p key={text} className="border-l-3 border-critical bg-critical-soft px-3 py-1">
            {text}
          </p>
        ))}
        {problem && <ErrorLine sentence={problem} />}
      </div>
    </Dialog>
  );
}
