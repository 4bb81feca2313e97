'use client';

import { useState } from 'react';
import { downloadCsv, downloadJson } from '../../../../_client/download';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import type { RuleDraft } from '../../_logic/types';
import { DiffList } from '../diff-list';

type Read = Awaited<ReturnType<ReturnType<typeof useTRPCClient>['rules']['readImport']['query']>>;

/** The draft as a file, and a file into the draft: what it would change is shown before anything is kept. */
export function FilesPanel({ draft, onChanged }: { draft: RuleDraft; onChanged: () => Promise<void> }) {
  const client = useTRPCClient();
  const [text, setText] = useState('');
  const [adopt, setAdopt] = useState(false);
  const [read, setRead] = useState<Read | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { draftId, revision } = draft;
  const act = async (run: () => Promise<void>) => {
    setProblem(null);
    try {
      await run();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  const look = (chosen: string, adoptExamples: boolean) =>
    act(async () => {
      setText(chosen);
      setRead(chosen === '' ? null : await client.rules.readImport.query({ draftId, text: chosen, adoptExamples }));
    });
  const give = (format: 'json' | 'csv') =>
    act(async () => {
      const file = await client.rules.exportDraft.query({ draftId, format });
      if (format === 'csv') downloadCsv(file.name, file.text);
      else downloadJson(file.name, JSON.parse(file.text));
    });
  const keep = () =>
    act(async () => {
      if (!read?.patch) return;
      await client.rules.changeDraft.mutate({ draftId, revision, kind: 'import', patch: read.patch });
      setRead(null);
      setText('');
      await onChanged();
    });
  return (
    <div className="grid gap-5">
      <section aria-label="Garder" className="grid gap-2">
        <h2 className="text-l font-strong">Garder ce brouillon</h2>
        <p className="flex flex-wrap gap-2">
          <Button onClick={() => void give('csv')}>Les bornes, pour un tableur (CSV)</Button>
          <Button onClick={() => void give('json')}>Toutes les règles (JSON)</Button>
        </p>
      </section>
      {draft.mayWrite && (
        <section aria-label="Reprendre" className="grid gap-2">
          <h2 className="text-l font-strong">Reprendre un fichier</h2>
          <Field
            label="Bornes (CSV) ou règles (JSON)"
            type="file"
            accept=".csv,.json,text/csv,application/json"
            onChange={(event) => void event.target.files?.[0]?.text().then((chosen) => look(chosen, adopt))}
          />
          <Checkbox
            label="Les exemples que les nouvelles bornes démentent prennent ce qui est obtenu"
            checked={adopt}
            onChange={(event) => {
              setAdopt(event.target.checked);
              void look(text, event.target.checked);
            }}
          />
          {read && read.problems.length > 0 && (
            <div role="status" className="border-l-3 border-abnormal bg-abnormal-soft px-3 py-2">
              <p className="font-strong">Rien n’est repris : le fichier ne tient pas tel quel.</p>
              <ul className="list-disc pl-5">
                {read.problems.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            </div>
          )}
          {read?.patch && (
            <div className="grid gap-2">
              <h3 className="font-strong">Ce que le fichier changerait</h3>
              <DiffList diff={read.diff} />
              <p>
                <Button variant="primary" closed={read.diff.length === 0 && 'rien ne change'} onClick={() => void keep()}>
                  Reprendre dans le brouillon
                </Button>
              </p>
            </div>
          )}
        </section>
      )}
      {problem && <ErrorLine sentence={problem} />}
    </div>
  );
}
