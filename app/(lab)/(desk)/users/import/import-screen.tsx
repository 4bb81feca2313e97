'use client';

import { type ChangeEvent, useState } from 'react';
import { downloadCsv } from '../../../../_client/download';
import { refusalOf } from '../../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../../_client/session-end';
import { useTRPCClient } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { plural } from '../../../../_text/format';
import { decodeText } from '../../../../_text/read-csv';
import { refusalSentence } from '../../../../_text/refusals';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { readImportFile, templateRows } from '../../_logic/import-file';
import type { ImportDone, ImportPreview, ImportRow } from '../../_logic/types';
import { useAct } from '../use-act';
import { UsersBar } from '../users-bar';
import { ImportCodes } from './import-codes';
import { ImportGuide } from './import-guide';
import { ImportTable } from './import-table';

interface Read {
  name: string;
  rows: ImportRow[];
  preview: ImportPreview;
}

/** A file is read here, shown line by line, then applied whole or not at all; the file itself goes nowhere. */
export function ImportScreen() {
  const client = useTRPCClient();
  const { act, dialog, problem } = useAct(() => undefined);
  const [sentence, setSentence] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const [read, setRead] = useState<Read | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);

  async function preview(name: string, rows: ImportRow[]) {
    setReading(true);
    try {
      setRead({ name, rows, preview: await client.users.previewImport.query({ rows }) });
    } catch (error) {
      if (!leaveIfSessionEnded(error)) setSentence(refusalSentence(refusalOf(error)?.code ?? ''));
    } finally {
      setReading(false);
    }
  }
  async function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    event.target.value = '';
    setSentence(null);
    setRead(null);
    setDone(null);
    if (!file) return;
    if (file.size > 200_000) return setSentence('Ce fichier est trop grand. Importez-le en plusieurs fois.');
    const found = readImportFile(decodeText(new Uint8Array(await file.arrayBuffer())));
    if ('problem' in found) setSentence(found.problem);
    else await preview(file.name, found.rows);
  }
  async function apply({ rows, preview: { fingerprint, counts } }: Read) {
    const content = { rows, fingerprint };
    const lines = [
      plural(counts.create, 'ligne de compte nouveau', 'lignes de comptes nouveaux'),
      plural(counts.change, 'ligne qui change un compte', 'lignes qui changent un compte'),
      plural(counts.unchanged, 'ligne sans changement', 'lignes sans changement'),
    ];
    const answer = await act(content, { title: 'Appliquer cet import', lines }, (proof) => client.users.applyImport.mutate({ ...content, proof }));
    if (!answer) return;
    setDone(answer);
    setRead(null);
  }
  const refused = read?.preview.counts.refused ?? 0;
  const isIdle = read !== null && read.preview.counts.create + read.preview.counts.change === 0;
  return (
    <>
      <UsersBar title="Importer des utilisateurs" subtitle={read?.name} mayManage>
        <Button onClick={() => downloadCsv('modele-utilisateurs.csv', csvOf(templateRows()))}>Modèle CSV</Button>
      </UsersBar>
      {sentence && <ErrorLine sentence={sentence} />}
      {problem}
      <main className="flex-1 bg-surface">
        {done ? (
          <ImportCodes done={done} onClose={() => setDone(null)} />
        ) : (
          <div className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 desk:px-6" data-print="no">
            <label className="grid gap-1">
              <span className="text-s font-medium text-ink-2">Fichier CSV</span>
              <input
                type="file"
                accept=".csv,text/csv,text/plain"
                onChange={(event) => void choose(event)}
                className="min-h-touch max-w-full rounded-control border border-control bg-surface px-3 py-2 file:mr-3 file:border-0 file:bg-transparent file:font-semibold file:text-action"
              />
            </label>
            {read && (
              <>
                <span className="flex-1" />
                <Button onClick={() => void preview(read.name, read.rows)} pending={isReading}>
                  Relire l’aperçu
                </Button>
                <Button
                  variant="primary"
                  onClick={() => void apply(read)}
                  closed={refused > 0 ? plural(refused, 'ligne refusée', 'lignes refusées') : isIdle ? 'rien à changer' : false}
                >
                  Appliquer
                </Button>
              </>
            )}
          </div>
        )}
        {isReading && <LoadingLine what="Lecture de l’aperçu…" />}
        {read && <ImportTable rows={read.rows} preview={read.preview} />}
        {!read && !done && !isReading && <ImportGuide />}
      </main>
      {dialog}
    </>
  );
}
