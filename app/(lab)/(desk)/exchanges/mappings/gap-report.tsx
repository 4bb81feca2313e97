'use client';

import { useQuery } from '@tanstack/react-query';
import { downloadText } from '../../../../_client/download-text';
import { useTRPC } from '../../../../_client/trpc';
import { csvOf } from '../../../../_text/csv';
import { formatDate, formatNumber } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { ScrollArea } from '../../../../_ui/scroll-area';

const KINDS: Record<string, string> = {
  'no-loinc': 'Sans LOINC',
  'not-in-catalogue': 'LOINC hors catalogue',
  'no-chapter': 'Sans chapitre',
  'units-differ': 'Unités discordantes',
  'labels-differ': 'Libellés différents',
  'mapped-twice': 'Même code local, plusieurs LOINC',
};

/** « Écarts de classification »: what three months of messages say against the catalogue and against each other. */
export function GapReport({ laboratoryId }: { laboratoryId: string }) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(trpc.mappings.gaps.queryOptions({ laboratoryId }, { trpc: { context: { background: true } } }));
  if (isError) return <ErrorLine sentence="Les écarts n’ont pas pu être lus." onRetry={() => void refetch()} />;
  if (!data) return <LoadingLine what="Lecture des écarts…" />;
  const rows = data.gaps.map((gap) => [KINDS[gap.kind] ?? gap.kind, gap.code, gap.detail, gap.results, gap.dossiers, formatDate(gap.lastAt)] as const);
  const titles = ['Écart', 'Code', 'Détail', 'Résultats', 'Dossiers', 'Vu le'];
  const cell = 'border-b border-line px-2 py-1.5 text-left align-top';
  return (
    <section aria-labelledby="ecarts" className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="ecarts" className="text-l font-strong">
          Écarts de classification, 90 jours
        </h2>
        <span data-print="no">
          <Button onClick={() => downloadText('ecarts-de-classification.csv', csvOf([titles, ...rows]))}>Exporter les écarts (CSV)</Button>
        </span>
      </div>
      {rows.length > 0 && (
        <p className="text-s text-ink-2">
          Sans chapitre, un résultat est rendu sous celui que le SIL donne (OBR-24), sinon sous « Autres examens ». Le chapitre se choisit en réparant le code.
        </p>
      )}
      {rows.length === 0 && <p className="text-ink-2">Aucun écart : tout ce qui a été reçu est au catalogue, dans une seule unité.</p>}
      {rows.length > 0 && (
        <ScrollArea label="Écarts de classification" className="overflow-x-auto">
          <table className="w-full border-collapse text-s">
            <thead>
              <tr>
                {titles.map((title) => (
                  <th key={title} scope="col" className={`${cell} text-ink-2`}>
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([kind, code, detail, results, dossiers, last]) => (
                <tr key={`${kind}${code}`}>
                  <th scope="row" className={`${cell} font-strong`}>
                    {kind}
                  </th>
                  <td className={`${cell} figures`}>{code}</td>
                  <td className={cell}>{detail}</td>
                  <td className={`${cell} figures`}>{formatNumber(results)}</td>
                  <td className={`${cell} figures`}>{formatNumber(dossiers)}</td>
                  <td className={`${cell} figures`}>{last}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      )}
    </section>
  );
}
