'use client';

import { useEffect, useState } from 'react';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { equationWords } from '../_logic/exchange-words';
import type { Exchange, Repair } from '../_logic/types';
import { ExchangeDetailPanel } from './exchange-detail';
import { ExchangeFilterForm } from './exchange-filter';
import { ExchangeList } from './exchange-list';
import { LinkStrip } from './link-strip';
import { RepairList } from './repair-list';
import { NO_FILTER, useExchanges } from './use-exchanges';

type Chosen = Pick<Exchange, 'direction' | 'id'> & { isRepair?: boolean };

/** Links first, then what is stuck, then every message with its state; what a message says is not here. */
export function ExchangesScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 5_000);
  const { links, repairs, page, failed, isStale, refetch, filter, setFilter, older, newer } = useExchanges();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  // The list shortens to that one message once it was read: only then does its detail have its place.
  useEffect(() => {
    if (chosen?.isRepair && !isStale) document.getElementById('message-choisi')?.scrollIntoView({ block: 'center' });
  }, [chosen, isStale]);
  const items = page?.items ?? [];
  const step = (by: 1 | -1) => {
    const next = items[items.findIndex((item) => item.id === chosen?.id) + by];
    if (!next) return;
    setChosen(next);
    document.getElementById(`message-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  const openRepair = (repair: Repair) => {
    setFilter({ ...NO_FILTER, direction: 'in', controlId: repair.controlId });
    setChosen({ direction: 'in', id: repair.messageId, isRepair: true });
  };
  return (
    <>
      <LinkState readAt={links?.at ?? null} now={now} onRetry={refetch} />
      <LinkStrip links={links?.links ?? []} now={now} />
      <DeskBar title="Échanges" subtitle={links && equationWords(links.day)} />
      {failed && <ErrorLine sentence="Les échanges n’ont pas pu être lus. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start bg-surface wide:grid-cols-[17.5rem_minmax(0,1fr)] wide:grid-rows-[auto_1fr] desk:grid-rows-none desk:grid-cols-[17.5rem_minmax(0,1fr)_25rem]">
        <RepairList repairs={repairs} names={namesOf(links?.links)} now={now} onOpen={openRepair} />
        <section aria-label="Messages" className="min-w-0 max-wide:order-first" aria-busy={isStale}>
          <ExchangeFilterForm filter={filter} laboratories={links?.links ?? []} onFilter={setFilter} />
          {page ? (
            <ExchangeList
              page={page}
              names={namesOf(links?.links)}
              chosenId={chosen?.id ?? null}
              now={now}
              isStale={isStale}
              onChoose={setChosen}
              older={older}
              newer={newer}
            />
          ) : (
            !failed && <LoadingLine what="Lecture des échanges…" />
          )}
        </section>
        {/* Under the messages, not under the long list of repairs beside them. */}
        <div className="max-wide:order-first wide:col-start-2 desk:col-start-3">
          {chosen ? (
            <ExchangeDetailPanel
              key={chosen.id}
              chosen={{ direction: chosen.direction, id: chosen.id }}
              names={namesOf(links?.links)}
              mayRetry={links?.mayRetry ?? false}
              onRetried={refetch}
              onClose={() => setChosen(null)}
            />
          ) : (
            <p className="px-5 py-4 text-ink-2 max-desk:hidden">Choisissez un message pour voir ses essais et ce qui n’allait pas.</p>
          )}
        </div>
      </main>
      <HelpDialog
        keys={[
          { key: 'j', label: 'message suivant', run: () => step(1) },
          { key: 'k', label: 'message précédent', run: () => step(-1) },
          { key: '/', label: 'filtrer par n° de dossier', run: () => document.getElementById('filtre-dossier')?.focus() },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </>
  );
}

const namesOf = (links: readonly { laboratoryId: string; name: string }[] = []): ReadonlyMap<string, string> =>
  new Map(links.map((link) => [link.laboratoryId, link.name]));
