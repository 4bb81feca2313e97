'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatInstant } from '../../../../_text/format';
import { EmptyState } from '../../../../_ui/empty-state';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { PolicyForm } from './policy-form';

/** What one laboratory wants, who wrote it, and every version before. */
export function PolicyScreen() {
  const trpc = useTRPC();
  const [laboratoryId, setLaboratoryId] = useState<string | null>(null);
  const { data, isError, isPending, refetch } = useQuery(trpc.validation.policy.queryOptions({ laboratoryId }));
  return (
    <>
      <DeskBar title="Réglages des décisions" subtitle={data && (data.version === 0 ? 'réglages d’origine' : `version ${data.version}`)}>
        <div data-print="no" className="contents">
          <PrintButton />
        </div>
      </DeskBar>
      {isError && <ErrorLine sentence="Les réglages n’ont pas pu être lus." onRetry={() => void refetch()} />}
      {isPending && <LoadingLine what="Lecture des réglages…" />}
      {data?.laboratoryId === null && <EmptyState title="Aucun laboratoire">Vous n’avez de laboratoire dont lire les réglages.</EmptyState>}
      {data?.laboratoryId && (
        <main className="grid flex-1 content-start gap-5 bg-surface px-4 py-4 desk:px-6">
          <div className="max-w-90" data-print="no">
            <Select
              label="Laboratoire"
              value={data.laboratoryId}
              options={data.laboratories.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => setLaboratoryId(event.target.value)}
            />
          </div>
          <PolicyForm key={`${data.laboratoryId} ${data.version}`} policy={data} laboratoryId={data.laboratoryId} onChanged={() => void refetch()} />
          <section aria-label="Versions">
            <h2 className="text-l font-strong">Versions</h2>
            {data.versions.length === 0 && <p className="text-ink-2">Le laboratoire n’a encore rien écrit : les réglages d’origine sont en vigueur.</p>}
            <ol>
              {data.versions.map(({ version, reason, madeByName, since }) => (
                <li key={version} className="border-t border-line py-2">
                  <b className="font-strong">Version {version}</b>
                  <span className="block text-s text-ink-2">
                    {formatInstant(since)}, {madeByName} : {reason}
                  </span>
                </li>
              ))}
            </ol>
          </section>
        </main>
      )}
      <HelpDialog keys={[]} />
    </>
  );
}
