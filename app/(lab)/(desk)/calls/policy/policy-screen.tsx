'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { POLICY_COLUMNS, rowCells } from '../../../../../server/api/call-policy';
import { downloadCsv } from '../../../../_client/download';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { PrintHead } from '../../_desk/print-head';
import { rowsWith, versionWords } from '../../_logic/call-policy-words';
import { ImportButton } from './import-button';
import { LadderBlock } from './ladder-block';
import { PolicyRows } from './policy-rows';
import { PolicyStanding } from './policy-standing';
import { RowDialog } from './row-dialog';
import { usePolicySave } from './use-policy-save';

/** The policy of one laboratory: what is in force, the draft, what was; who may, changes the draft and approves it. */
export function PolicyScreen({ person }: { person: string }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.callPolicy.list.queryOptions(undefined, { trpc: { context: { background: true } } }));
  const [laboratoryId, setLaboratoryId] = useState('');
  const [versionId, setVersionId] = useState('');
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<{ index: number | null } | null>(null);
  const laboratory = list.data?.laboratories.find((one) => one.laboratoryId === laboratoryId) ?? list.data?.laboratories[0];
  const draft = laboratory?.versions.find(({ state }) => state === 'draft') ?? null;
  const inForce = laboratory?.versions.find(({ isInForce }) => isInForce) ?? null;
  const version = laboratory?.versions.find(({ id }) => id === versionId) ?? draft ?? inForce;
  const save = usePolicySave(laboratory, draft, () => {
    setVersionId('');
    void list.refetch();
  });
  const content = version?.content ?? null;
  const isNewest = version !== null && version !== undefined && version.id === (draft ?? inForce)?.id;
  const mayChange = Boolean(laboratory?.mayChange && isNewest && content);
  const rows = content?.rows ?? [];
  const shown = rowsWith(rows, search);
  const now = list.data?.now ?? new Date(0);
  return (
    <>
      <DeskBar
        title="Politique d’appel"
        subtitle={version && `version ${version.version}, ${plural(rows.length, 'ligne', 'lignes')}, ${versionWords(version, now)}`}
      >
        <div data-print="no" className="contents">
          {mayChange && content && <Button onClick={() => setOpened({ index: null })}>Ajouter une ligne</Button>}
          {laboratory?.mayChange && <ImportButton pending={save.isPending} onText={save.importCsv} />}
          <Button
            closed={!content && 'rien à exporter'}
            onClick={() => downloadCsv(`politique-appel-v${version?.version ?? 0}.csv`, csvOf([[...POLICY_COLUMNS], ...rows.map(rowCells)]))}
          >
            Exporter (CSV)
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      {list.isError && <ErrorLine sentence="La politique n’a pas pu être lue." onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingLine what="Lecture de la politique…" />}
      {list.data?.laboratories.length === 0 && <EmptyState title="Aucun laboratoire">Vous n’êtes habilité dans aucun laboratoire.</EmptyState>}
      {laboratory && version && (
        <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
          <PrintHead chosen={`${laboratory.laboratory}, version ${version.version}, ${versionWords(version, now)}`} now={now} person={person} />
          <div className="grid gap-3 tablet:grid-cols-3" data-print="no">
            <Select
              label="Laboratoire"
              value={laboratory.laboratoryId}
              onChange={(event) => {
                setLaboratoryId(event.target.value);
                setVersionId('');
              }}
              options={list.data?.laboratories.map((one) => ({ value: one.laboratoryId, label: one.laboratory })) ?? []}
            />
            <Select
              label="Version"
              value={version.id}
              onChange={(event) => setVersionId(event.target.value)}
              options={laboratory.versions.map((one) => ({ value: one.id, label: `Version ${one.version}, ${versionWords(one, now)}` }))}
            />
            <Field
              label="Chercher"
              type="search"
              placeholder="analyte, code, LOINC, service"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </div>
          <PolicyStanding key={version.id} laboratory={laboratory} version={version} inForce={inForce} onDone={() => void list.refetch()} />
          {save.problem && <ErrorLine sentence={save.problem} />}
          {content === null && <ErrorLine sentence="Cette version a été écrite par une autre version de Relais et ne peut pas être lue ici." />}
          {content && (
            <>
              <LadderBlock content={content} mayChange={mayChange} pending={save.isPending} onChange={save.content} />
              <PolicyRows rows={shown} all={rows} mayChange={mayChange} onOpen={(row) => setOpened({ index: rows.indexOf(row) })} />
            </>
          )}
        </main>
      )}
      {opened && content && (
        <RowDialog
          row={opened.index === null ? null : (rows[opened.index] ?? null)}
          isFirst={opened.index === 0}
          pending={save.isPending}
          problem={save.problem}
          onClose={() => setOpened(null)}
          onChange={async (next) => {
            const { index } = opened;
            const others = index === null ? rows : rows.filter((_, place) => place !== index);
            const place = index === null ? rows.length : Math.max(0, index - (next.isUp ? 1 : 0));
            const changed = next.row === null ? others : [...others.slice(0, place), next.row, ...others.slice(place)];
            if (await save.content({ ...content, rows: changed })) setOpened(null);
          }}
        />
      )}
      <HelpDialog keys={[]} />
    </>
  );
}
