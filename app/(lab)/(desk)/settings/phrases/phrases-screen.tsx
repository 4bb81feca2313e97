'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type ChangeEvent, useState } from 'react';
import { downloadText } from '../../../../_client/download-text';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { plural } from '../../../../_text/format';
import { readCsv } from '../../../../_text/read-csv';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { PhraseArticle } from './phrase-article';
import { PhraseDialog } from './phrase-dialog';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Every phrase of one laboratory with its versions: drafts to put in force, those in force, those retired. */
export function PhrasesScreen() {
  const trpc = useTRPC();
  const [laboratoryId, setLaboratoryId] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [edited, setEdited] = useState<string | null>(null);
  const { data, isError, isPending, refetch } = useQuery(trpc.phrases.list.queryOptions({ laboratoryId }));
  const take = useMutation(trpc.phrases.import.mutationOptions({ onSuccess: () => void refetch() }));
  const chosen = data?.laboratoryId ?? null;
  const ids = [...new Set((data?.phrases ?? []).map(({ phraseId }) => phraseId))];
  const groups = ids
    .map((id) => (data?.phrases ?? []).filter(({ phraseId }) => phraseId === id))
    .filter((versions) => versions.some(({ title, text }) => plain(`${title} ${text}`).includes(plain(search.trim()))))
    .toSorted((a, b) => (a[0]?.title ?? '').localeCompare(b[0]?.title ?? '', 'fr'));
  const takeFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file || chosen === null) return;
    const [, ...rows] = readCsv(await file.text());
    take.mutate({ laboratoryId: chosen, lines: rows.map(({ line, cells }) => ({ line, title: cells[0] ?? '', text: cells[1] ?? '' })) });
  };
  const exportAll = () =>
    downloadText(
      'phrases.csv',
      csvOf([['titre', 'texte', 'état', 'version'], ...(data?.phrases ?? []).map(({ title, text, state, version }) => [title, text, state, version])]),
    );
  return (
    <>
      <DeskBar title="Phrases" subtitle={data && plural(groups.length, 'phrase', 'phrases')}>
        <div data-print="no" className="contents">
          <Button onClick={exportAll} closed={(data?.phrases.length ?? 0) === 0}>
            Exporter
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      {isError && <ErrorLine sentence="Les phrases n’ont pas pu être lues." onRetry={() => void refetch()} />}
      {isPending && <LoadingLine what="Lecture des phrases…" />}
      {data && (
        <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
          <div className="grid gap-3 tablet:grid-cols-2" data-print="no">
            <Select
              label="Laboratoire"
              value={chosen ?? ''}
              options={data.laboratories.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => setLaboratoryId(event.target.value)}
            />
            <Field label="Chercher" type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
          </div>
          {data.mayManage && chosen !== null && (
            <div className="grid gap-2" data-print="no">
              <p className="flex flex-wrap items-center gap-3">
                <Button variant="primary" onClick={() => setEdited('')}>
                  Écrire une phrase
                </Button>
                <label className="inline-flex min-h-touch cursor-pointer items-center font-medium text-action underline decoration-1 underline-offset-[3px] has-focus-visible:outline-3 has-focus-visible:outline-focus">
                  Importer un fichier CSV (titre ; texte)
                  <input type="file" accept=".csv,text/csv" className="sr-only" onChange={(event) => void takeFile(event)} />
                </label>
              </p>
              <p className="text-s text-ink-2">
                Variables : {data.variables.map((name) => `{${name}}`).join(', ')}. Elles se remplissent depuis le dossier au moment de l’emploi.
              </p>
              {take.isError && <ErrorLine sentence={sentenceOf(take.error)} />}
              {take.data && <p role="status">{plural(take.data.imported, 'phrase reprise en projet', 'phrases reprises en projet')}.</p>}
            </div>
          )}
          {groups.length === 0 && (
            <EmptyState title={search.trim() === '' ? 'Aucune phrase' : 'Aucune phrase ne répond'}>
              {search.trim() === '' ? 'La bibliothèque de ce laboratoire est vide.' : 'Essayez d’autres lettres.'}
            </EmptyState>
          )}
          {chosen !== null &&
            groups.map((versions) => (
              <PhraseArticle
                key={versions[0]?.phraseId}
                laboratoryId={chosen}
                versions={versions}
                mayManage={data.mayManage}
                onEdit={() => setEdited(versions[0]?.phraseId ?? '')}
                onChanged={() => void refetch()}
              />
            ))}
          {edited !== null && chosen !== null && (
            <PhraseDialog
              laboratoryId={chosen}
              newest={data.phrases.find(({ phraseId }) => phraseId === edited) ?? null}
              onClose={() => setEdited(null)}
              onDone={() => {
                setEdited(null);
                void refetch();
              }}
            />
          )}
        </main>
      )}
      <HelpDialog keys={[]} />
    </>
  );
}
