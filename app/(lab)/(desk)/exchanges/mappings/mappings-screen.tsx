'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { downloadText } from '../../../../_client/download-text';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { formatInstant, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { MAPPING_HEADINGS } from '../../_logic/mapping-headings';
import type { MappingKind } from '../../_logic/types';
import { GapReport } from './gap-report';
import { MappingChanges } from './mapping-changes';
import { MappingTable } from './mapping-table';

const KINDS: readonly { value: MappingKind; label: string }[] = [
  { value: 'code', label: 'Examens' },
  { value: 'unit', label: 'Unités' },
  { value: 'prescriber', label: 'Prescripteurs' },
  { value: 'ward', label: 'Services' },
];

/** One table at one version; its past, its changes, and what disagrees. */
export function MappingsScreen() {
  const trpc = useTRPC();
  const [kind, setKind] = useState<MappingKind>('code');
  const [wanted, setWanted] = useState<string | null>(null);
  const [version, setVersion] = useState<number | null>(null);
  const [search, setSearch] = useState('');
  const table = useQuery(trpc.mappings.table.queryOptions({ laboratoryId: wanted, kind }, { trpc: { context: { background: true } } }));
  const refetch = () => void table.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const { data } = table;
  const laboratoryId = wanted ?? data?.laboratories[0]?.id ?? null;
  const at = version ?? data?.versions[0]?.version ?? 0;
  const inForce = (data?.entries ?? []).filter((entry) => entry.sinceVersion <= at && (entry.untilVersion === null || entry.untilVersion > at));
  const shown = inForce.filter((entry) => `${entry.source} ${entry.target} ${entry.targetLabel}`.toLowerCase().includes(search.toLowerCase()));
  const save = () =>
    downloadText(
      `correspondances-${kind}-v${at}.csv`,
      csvOf([[...MAPPING_HEADINGS], ...inForce.map((entry) => [entry.source, entry.sourceSystem, entry.target, entry.targetLabel, entry.chapter])]),
    );
  return (
    <>
      <DeskBar
        title="Correspondances"
        subtitle={data && `${at === 0 ? 'aucune version encore' : `version ${at}`}, ${plural(inForce.length, 'ligne', 'lignes')}`}
      >
        <div data-print="no" className="contents">
          <Button closed={inForce.length === 0 && 'table vide'} onClick={save}>
            Exporter (CSV)
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      {table.isError && <ErrorLine sentence="La table n’a pas pu être lue." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-5 bg-surface px-4 py-4 desk:px-6">
        <div className="grid gap-3 tablet:grid-cols-4" data-print="no">
          <Select
            label="Laboratoire"
            value={laboratoryId ?? ''}
            onChange={(event) => {
              setWanted(event.target.value);
              setVersion(null);
            }}
            options={(data?.laboratories ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Select
            label="Table"
            value={kind}
            onChange={(event) => {
              setKind(KINDS.find(({ value }) => value === event.target.value)?.value ?? 'code');
              setVersion(null);
            }}
            options={KINDS}
          />
          <Select
            label="Version"
            value={at === 0 ? '' : String(at)}
            onChange={(event) => setVersion(Number(event.target.value))}
            {...(data && data.versions.length === 0 ? { placeholder: 'aucune encore' } : {})}
            options={(data?.versions ?? []).map((one) => ({
              value: String(one.version),
              label: `${one.version}, ${formatInstant(one.madeAt)}, ${one.madeByName}`,
            }))}
          />
          <Field label="Chercher" id="chercher-correspondance" value={search} onChange={(event) => setSearch(event.target.value)} />
        </div>
        {!data && !table.isError && <LoadingLine what="Lecture de la table…" />}
        {data && laboratoryId && (
          <>
            <MappingTable
              entries={shown}
              table={{ laboratoryId, kind }}
              mayEnd={data.mayManage && version === null}
              newest={data.versions[0]?.version ?? 0}
              isSearched={inForce.length > 0}
              onChanged={refetch}
            />
            <MappingChanges key={`${laboratoryId}${kind}`} table={{ laboratoryId, kind }} data={data} at={at} onChanged={refetch} />
            {kind === 'code' && <GapReport laboratoryId={laboratoryId} />}
          </>
        )}
        {data && !laboratoryId && <p className="text-ink-2">Aucun laboratoire ne vous est confié.</p>}
      </main>
      <HelpDialog
        keys={[
          { key: '/', label: 'chercher', run: () => document.getElementById('chercher-correspondance')?.focus() },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </>
  );
}
