'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { downloadCsv } from '../../../../_client/download';
import { useTRPC, useTRPCClient } from '../../../../_client/trpc';
import { formatInstant, formatNumber, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { type Column, DataTable } from '../../../../_ui/data-table';
import { ErrorLine } from '../../../../_ui/error-line';
import { dossierCsv, replayEffectWords } from '../../_logic/rule-words';
import type { ReplayDossier, RuleReplay } from '../../_logic/types';

const dossierLink = ({ dossierId, accessionNumber }: ReplayDossier) => (
  <Link href={`/worklist?dossier=${dossierId}`} className="inline-flex min-h-touch items-center text-action underline">
    {accessionNumber}
  </Link>
);

const COLUMNS: readonly Column<ReplayDossier>[] = [
  {
    key: 'dossier',
    label: 'Dossier',
    cell: dossierLink,
  },
  { key: 'at', label: 'Reçu', cell: ({ receivedAt, isNight }) => `${formatInstant(receivedAt)}${isNight ? ', nuit' : ''}` },
  { key: 'says', label: 'Ce qui est dit', cell: ({ says }) => says },
  {
    key: 'rules',
    label: 'Règles',
    cell: ({ appeared, vanished }) => [...appeared.map((code) => `+ ${code}`), ...vanished.map((code) => `− ${code}`)].join(', '),
  },
  {
    key: 'effect',
    label: 'Effet',
    cell: ({ beforeEffect, afterEffect }) => `${replayEffectWords(beforeEffect)}, puis ${replayEffectWords(afterEffect)}`,
  },
  {
    key: 'auto',
    label: 'VAO',
    cell: ({ beforeAuto, afterAuto }) => (beforeAuto === afterAuto ? (afterAuto ? 'oui' : 'non') : afterAuto ? 'oui, en plus' : 'non, en moins'),
  },
];

/** « À lire avant de soumettre »: the dossiers that the draft would treat otherwise, page by page, each to be opened. */
export function ReplayDossiers({ replay }: { replay: RuleReplay }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { replayId, counts, listed } = replay;
  const pages = useInfiniteQuery(
    trpc.rules.replayDossiers.infiniteQueryOptions(
      { replayId },
      { getNextPageParam: (page) => (page.more ? page.rows.at(-1)?.rank : undefined), initialCursor: 0 },
    ),
  );
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const keep = async () => {
    const all = [];
    for (let after = 0; ; ) {
      const page = await client.rules.replayDossiers.query({ replayId, cursor: after });
      all.push(...page.rows);
      after = page.rows.at(-1)?.rank ?? 0;
      if (!page.more) break;
    }
    downloadCsv('dossiers-du-rejeu.csv', dossierCsv(all));
  };
  if (counts.changed === 0) return <p>Aucun dossier de la période ne serait traité autrement.</p>;
  return (
    <section aria-label="À lire avant de soumettre" className="grid gap-2">
      <h3 className="text-l font-strong">À lire avant de soumettre : {plural(counts.changed, 'dossier traité autrement', 'dossiers traités autrement')}</h3>
      {listed < counts.changed && <p className="text-ink-2">Les {formatNumber(listed)} premiers sont listés ; tous sont comptés.</p>}
      {pages.isError && <ErrorLine sentence="La liste n’a pas pu être lue." onRetry={() => void pages.refetch()} />}
      <DataTable caption="Dossiers traités autrement" rows={rows} rowKey={({ rank }) => String(rank)} columns={COLUMNS} />
      <p className="flex flex-wrap gap-2" data-print="no">
        {pages.hasNextPage && (
          <Button pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            Voir la suite
          </Button>
        )}
        <Button onClick={() => void keep()}>Garder la liste (CSV)</Button>
      </p>
    </section>
  );
}
