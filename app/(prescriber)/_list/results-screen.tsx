'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { useLastContact } from '../../_client/contact';
import { LentBanner } from '../../_client/lent-banner';
import { OnDutyFold } from '../../_duty/on-duty-fold';
import { formatTime, NBSP } from '../../_text/format';
import { AppHeader } from '../../_ui/app-header';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { controlLook } from '../../_ui/field-frame';
import { HelpDialog } from '../../_ui/help-dialog';
import { LinkLost } from '../../_ui/link-lost';
import { Tabs } from '../../_ui/tabs';
import { useLink } from '../../_ui/use-link';
import { useNow } from '../../_ui/use-now';
import { useTypedEarly } from '../../_ui/use-typed-early';
import { LentAccess } from '../_lent/lent-access';
import { READER_LINKS } from '../_logic/links';
import { changedSentence, nothingNew, visitSentence } from '../_logic/list-words';
import type { ListScope, Reader } from '../_logic/types';
import { ResultGroups } from './result-groups';
import { ResultPreview } from './result-preview';
import { type FirstList, useResults } from './use-results';

const PANEL = 'resultats';

/** What is new for whom, in ten seconds: the list, and beside it on a wide screen what may be said before opening. */
export function ResultsScreen({ reader, first }: { reader: Reader; first: FirstList }) {
  const router = useRouter();
  const results = useResults(first);
  const searched = useRef<HTMLInputElement>(null);
  useTypedEarly(searched);
  const { list, scope, pages } = results;
  const now = useNow(list.at.toISOString(), 10_000);
  const contact = useLastContact();
  const link = useLink(contact, now, 60_000);
  const [chosen, setChosen] = useState<string | null>(null);
  const selected = list.items.find((item) => item.reportId === chosen) ?? list.items[0] ?? null;
  const open = (reportId: string) => router.push(`/results/${reportId}`);
  const step = (by: 1 | -1) => {
    const next = list.items[list.items.findIndex((item) => item === selected) + by];
    if (!next) return;
    setChosen(next.reportId);
    document.getElementById(`ligne-${next.reportId}`)?.scrollIntoView({ block: 'nearest' });
  };
  const keys = [
    { key: 'j', label: 'patient suivant', run: () => step(1) },
    { key: 'k', label: 'patient précédent', run: () => step(-1) },
    { key: 'Enter', label: 'ouvrir le compte rendu', run: () => selected && open(selected.reportId), closed: !selected },
    { key: '/', label: 'rechercher', run: () => document.getElementById('recherche')?.focus() },
  ];
  const searchField = (
    <input
      ref={searched}
      id="recherche"
      type="search"
      aria-label="Rechercher"
      placeholder="Patient, IPP ou n° de dossier"
      value={results.search}
      onChange={(event) => results.setSearch(event.target.value)}
      autoComplete="off"
      spellCheck={false}
      className={controlLook('normal', false)}
    />
  );
  return (
    <div className="flex h-dvh flex-col" data-print="open">
      <AppHeader links={READER_LINKS} identity={{ name: reader.name, role: reader.role }} search={searchField} />
      <LentBanner />
      {link === 'lost' && (
        <LinkLost lastContactAt={contact ?? list.at.toISOString()} now={now} onRetry={results.refetch}>
          {`Un résultat plus récent peut exister${NBSP}: en cas d’urgence, appelez le laboratoire.`}
        </LinkLost>
      )}
      <main className="flex min-h-0 flex-1 flex-col" data-print="open">
        <div className="flex flex-wrap items-end justify-between gap-x-6 border-b border-line-strong bg-surface px-4 pt-3 desk:px-6">
          <div className="pb-2">
            <h1 className="text-title font-strong">Nouveau depuis ma dernière visite</h1>
            <p className="text-ink-2">{visitSentence(list)}</p>
            {changedSentence(list) && <p className="font-strong text-critical">{changedSentence(list)}</p>}
            <OnDutyFold />
          </div>
          <LentAccess
            onOpened={() => {
              results.setScope('lent');
              results.refetch();
            }}
          />
          <Tabs label="Quels résultats" tabs={tabsOf(reader, list.counts, scope)} value={scope} onValue={results.setScope} panelId={PANEL} />
        </div>
        {results.failed && link === 'up' && (
          <ErrorLine sentence="La liste n’a pas pu être lue. Ce qui est affiché date de sa dernière lecture." onRetry={results.refetch} />
        )}
        <div className="grid min-h-0 flex-1 wide:grid-cols-[minmax(0,37.5rem)_minmax(0,1fr)]" data-print="open">
          <ResultGroups
            panelId={PANEL}
            scope={scope}
            list={list}
            now={now}
            selectedId={selected?.reportId ?? null}
            onSelect={setChosen}
            onOpen={open}
            dimmed={results.isStale}
            empty={emptyWords()}
            footer={
              (pages.before || pages.after) && (
                <nav aria-label="Pages" className="flex items-center justify-between gap-3 px-4 py-3">
                  <Button onClick={pages.before ?? undefined} closed={!pages.before}>
                    Précédents
                  </Button>
                  <span className="text-s text-ink-2">
                    {pages.from} à {pages.to} sur {list.total}
                  </span>
                  <Button onClick={pages.after ?? undefined} closed={!pages.after}>
                    Suivants
                  </Button>
                </nav>
              )
            }
          />
          <ResultPreview item={selected} now={now} onOpen={open} />
        </div>
      </main>
      <HelpDialog keys={keys} />
    </div>
  );

  function emptyWords(): string {
    if (results.search.trim() !== '') return `Aucun patient, aucun dossier ne correspond à «${NBSP}${results.search.trim()}${NBSP}».`;
    if (scope === 'ward' && !reader.hasWard) return 'Aucun service ne vous est rattaché. Demandez au référent de votre site.';
    if (scope === 'mine' && !reader.isPrescriber) return `Aucune prescription ne porte votre nom. Voyez «${NBSP}Mon service${NBSP}».`;
    if (scope === 'lent') return 'Rien ne vous est ouvert pour une heure.';
    return scope === 'unread' ? `Tout est lu, à ${formatTime(list.at)}.` : nothingNew(list);
  }
}

function tabsOf(reader: Reader, counts: Record<ListScope, number>, scope: ListScope) {
  const tabs: { id: ListScope; label: string; count: number }[] = [
    { id: 'mine', label: 'Mes patients', count: counts.mine },
    { id: 'ward', label: 'Mon service', count: counts.ward },
    { id: 'unread', label: 'Non lus', count: counts.unread },
    { id: 'lent', label: 'Ouverts pour une heure', count: counts.lent },
    { id: 'all', label: 'Tous', count: counts.all },
  ];
  return tabs.filter((tab) => (tab.id !== 'mine' || reader.isPrescriber) && (tab.id !== 'lent' || counts.lent > 0 || scope === 'lent'));
}
