'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadText } from '../../../../_client/download-text';
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
import { type DelayFilter, delayInForce, delayOrigin, delaysShown } from '../../_logic/delay-words';
import { DelayDialog } from './delay-dialog';
import { DelayTable } from './delay-table';

const FILTERS: readonly { value: DelayFilter; label: string }[] = [
  { value: 'all', label: 'Tous les examens' },
  { value: 'urgent', label: 'Avec un délai' },
  { value: 'proposed', label: 'Proposés, à confirmer' },
];

/** One laboratory's list of urgent delays: what the worklist counts « il reste 14 min » by. */
export function DelaysScreen() {
  const trpc = useTRPC();
  const [wanted, setWanted] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<DelayFilter>('all');
  const [opened, setOpened] = useState<string | null>(null);
  const list = useQuery(trpc.delays.list.queryOptions({ laboratoryId: wanted }, { trpc: { context: { background: true } } }));
  const refetch = () => void list.refetch();
  const { data } = list;
  const shown = delaysShown(data?.lines ?? [], search, filter);
  const urgent = delaysShown(data?.lines ?? [], '', 'urgent').length;
  const proposed = delaysShown(data?.lines ?? [], '', 'proposed').length;
  const line = data?.lines.find(({ loincCode }) => loincCode === opened);
  const laboratory = data?.laboratories.find(({ id }) => id === data.laboratoryId);
  const save = () =>
    downloadText(
      'delais-d-urgence.csv',
      csvOf([
        ['Chapitre', 'Examen', 'LOINC', 'Délai (min)', 'Origine', 'Motif'],
        ...(data?.lines ?? []).map((row) => [
          row.chapter,
          row.label,
          row.loincCode,
          delayInForce(row).minutes ?? '',
          delayOrigin(row),
          row.versions[0]?.reason ?? '',
        ]),
      ]),
    );
  return (
    <>
      <DeskBar
        title="Délais d’urgence"
        subtitle={laboratory && `${laboratory.name}, ${plural(urgent, 'examen avec un délai', 'examens avec un délai')}, ${proposed} à confirmer`}
      >
        <div data-print="no" className="contents">
          <Button closed={!laboratory && 'rien à exporter'} onClick={save}>
            Exporter (CSV)
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      {list.isError && <ErrorLine sentence="La liste des délais n’a pas pu être lue." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
        <p className="max-w-[75ch] text-ink-2">
          Chaque laboratoire fixe ses délais pour les examens demandés en urgence, du prélèvement au résultat validé (arrêté du 15{'\u00a0'}décembre 2016). La
          liste de travail compte d’après eux. Un changement vaut aussitôt, aussi pour ce qui attend{'\u202f'}; les versions d’avant restent.
        </p>
        <div className="grid gap-3 tablet:grid-cols-3" data-print="no">
          <Select
            label="Laboratoire"
            value={data?.laboratoryId ?? ''}
            onChange={(event) => setWanted(event.target.value)}
            options={(data?.laboratories ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            label="Montrer"
            value={filter}
            onChange={(event) => setFilter(FILTERS.find(({ value }) => value === event.target.value)?.value ?? 'all')}
            options={FILTERS}
          />
          <Field label="Chercher" id="chercher-delai" value={search} onChange={(event) => setSearch(event.target.value)} />
        </div>
        {!data && !list.isError && <LoadingLine what="Lecture des délais…" />}
        {data && !laboratory && <EmptyState title="Aucun laboratoire ne vous est confié." />}
        {laboratory && shown.length === 0 && <EmptyState title="Aucun examen ne répond à cette recherche." />}
        {laboratory && shown.length > 0 && <DelayTable lines={shown} mayManage={data?.mayManage ?? false} onOpen={setOpened} />}
      </main>
      {data?.laboratoryId && line && (
        <DelayDialog
          key={`${data.laboratoryId}${line.loincCode}`}
          laboratoryId={data.laboratoryId}
          line={line}
          mayManage={data.mayManage}
          onClose={() => setOpened(null)}
          onChanged={() => {
            setOpened(null);
            refetch();
          }}
        />
      )}
      <HelpDialog
        keys={[
          { key: '/', label: 'chercher', run: () => document.getElementById('chercher-delai')?.focus() },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </>
  );
}
