'use client';

import { Button } from '../../../../_ui/button';
import { EmptyState } from '../../../../_ui/empty-state';
import { ScrollArea } from '../../../../_ui/scroll-area';
import { boundWords, knownWords, scopeWords } from '../../_logic/call-policy-words';
import type { PolicyRow } from '../../_logic/types';

interface PolicyRowsProps {
  rows: readonly PolicyRow[];
  all: readonly PolicyRow[];
  mayChange: boolean;
  onOpen: (row: PolicyRow) => void;
}

/** The table as it is applied, in its order: of the rows of one analyte the first that applies decides. */
export function PolicyRows({ rows, all, mayChange, onOpen }: PolicyRowsProps) {
  const cell = 'border-b border-line py-2 pr-4 text-left align-top';
  if (all.length === 0) return <EmptyState title="Aucune ligne">Seuls les résultats signalés critiques par le SIL ouvrent un appel.</EmptyState>;
  if (rows.length === 0) return <EmptyState title="Aucune ligne ne répond à cette recherche." />;
  return (
    <section aria-label="Lignes de la politique" className="grid gap-1">
      <h2 className="text-l font-strong">Ce qui est critique</h2>
      <p className="text-ink-2">
        Pour un analyte, la première ligne qui s’applique décide. Ce qui ne peut pas être exclu (« &lt;3,0 » sous une borne de 2,5) est appelé.
      </p>
      <ScrollArea label="Politique d’appel" className="overflow-x-auto">
        <table className="w-full border-collapse">
          <thead>
            <tr>
              {['Analyte', 'Critique si', 'Pour qui', 'Déjà connu', 'Délai', 'Source'].map((title) => (
                <th key={title} scope="col" className={`${cell} text-s font-medium text-ink-2 ${title === 'Source' ? 'max-desk:hidden print:table-cell' : ''}`}>
                  {title}
                </th>
              ))}
              {mayChange && (
                <th scope="col" className={cell} data-print="no">
                  <span className="sr-only">Action</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.code}>
                <th scope="row" className={`${cell} font-strong`}>
                  {row.label}
                  <span className="figures block text-s font-book text-ink-2">
                    {row.code} · {row.loincCodes.join(' ')}
                  </span>
                </th>
                <td className={`${cell} figures font-strong`}>{boundWords(row)}</td>
                <td className={cell}>{scopeWords(row)}</td>
                <td className={`${cell} text-s`}>{knownWords(row.known)}</td>
                <td className={`${cell} figures whitespace-nowrap`}>{row.minutes} min</td>
                <td className={`${cell} text-s text-ink-2 max-desk:hidden print:table-cell`}>{row.source}</td>
                {mayChange && (
                  <td className={`${cell} pr-0 text-right`} data-print="no">
                    <Button aria-label={`Modifier, ${row.label}, ${row.code}`} onClick={() => onOpen(row)}>
                      Modifier
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
