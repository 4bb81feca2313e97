'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatDate, formatInstant } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { HelpDialog } from '../../../../_ui/help-dialog';
import { LoadingLine } from '../../../../_ui/loading-line';
import { Select } from '../../../../_ui/select';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';
import { LinkState } from '../../_desk/link-state';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import type { LinkLine } from '../../_logic/types';
import { LinkPanel } from './link-panel';

const STATES: Record<LinkLine['state'], { text: string; look: string }> = {
  heard: { text: '✓ reliée', look: 'text-fresh' },
  mute: { text: '▲ muette', look: 'text-critical' },
  never: { text: '○ jamais entendue', look: 'text-abnormal' },
  closed: { text: '✕ fermée', look: 'text-ink-2' },
};
const DAY_MS = 86_400_000;
const READ_EVERY_MS = 15_000;

/** Every link by laboratory, with how it stands; the chosen one beside it. */
export function LinksScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const trpc = useTRPC();
  const query = useQuery(trpc.links.list.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: READ_EVERY_MS }));
  const refetch = () => void query.refetch();
  useLiveRefetch(['exchanges'], refetch);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [startKey, setStartKey] = useState('');
  const list = query.data;
  const chosen = list?.links.find(({ id }) => id === chosenId);
  const start = list?.shipped.find(({ key }) => key === startKey);
  const choose = (id: string) => {
    setStartKey('');
    setChosenId(id);
  };
  const step = (by: 1 | -1) => {
    const links = list?.links ?? [];
    const next = links[links.findIndex(({ id }) => id === chosenId) + by];
    if (next) choose(next.id);
  };
  return (
    <>
      <LinkState readAt={query.dataUpdatedAt ? new Date(query.dataUpdatedAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Liaisons" subtitle={list && `${list.links.length}\u00a0liaison${list.links.length > 1 ? 's' : ''}`}>
        {list?.mayManage && (
          <Select
            label="Nouvelle liaison"
            placeholder="partir d’un profil…"
            value={startKey}
            onChange={(event) => setStartKey(event.target.value)}
            options={list.shipped.map(({ key, name }) => ({ value: key, label: name }))}
          />
        )}
      </DeskBar>
      {query.isError && <ErrorLine sentence="Les liaisons n’ont pas pu être lues. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="flex-1 bg-surface">
        {!list && !query.isError && <LoadingLine what="Lecture des liaisons…" />}
        {list && (
          <div className="grid content-start desk:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
            <ul aria-label="Liste des liaisons" className="desk:border-r desk:border-line">
              {list.links.length === 0 && <li className="px-4 py-6 text-ink-2">Aucune liaison encore.</li>}
              {list.links.map((link) => (
                <li key={link.id} aria-current={link.id === chosenId} className="grid gap-1 border-b border-line px-4 py-3 aria-[current=true]:bg-action-soft">
                  <p className="flex flex-wrap justify-between gap-2">
                    <b className="font-strong">{link.name}</b>
                    <span className={`font-strong ${STATES[link.state].look}`}>{STATES[link.state].text}</span>
                  </p>
                  <p className="text-ink-2">
                    {link.laboratory} · {link.sender} · version {link.version}
                  </p>
                  <p className="text-s text-ink-2">{link.lastHeardAt ? `Dernier message le ${formatInstant(link.lastHeardAt)}` : 'Aucun message reçu'}</p>
                  <Warnings link={link} now={now} />
                  <div>
                    <Button onClick={() => choose(link.id)}>Ouvrir {link.name}</Button>
                  </div>
                </li>
              ))}
            </ul>
            <div className="min-w-0">
              {start ? (
                <LinkPanel
                  key={start.key}
                  start={start}
                  laboratories={laboratoriesOf(list.links)}
                  mayManage={list.mayManage}
                  onDone={refetch}
                  onClose={() => setStartKey('')}
                />
              ) : chosen ? (
                <LinkPanel key={chosen.id} linkId={chosen.id} mayManage={list.mayManage} onDone={refetch} onClose={() => setChosenId(null)} />
              ) : (
                <p className="px-5 py-4 text-ink-2 max-desk:hidden">Choisissez une liaison pour voir comment elle est lue et qui peut parler en son nom.</p>
              )}
            </div>
          </div>
        )}
      </main>
      <HelpDialog
        keys={[
          { key: 'j', label: 'liaison suivante', run: () => step(1) },
          { key: 'k', label: 'liaison précédente', run: () => step(-1) },
          { key: 'r', label: 'relire la liste', run: refetch },
        ]}
      />
    </>
  );
}

function Warnings({ link, now }: { link: LinkLine; now: Date }) {
  const days = link.certificateUntil === null ? null : Math.floor((link.certificateUntil.getTime() - now.getTime()) / DAY_MS);
  return (
    <>
      {link.port !== null && (
        <p className={link.portState === 'listening' ? 'text-s text-ink-2' : 'text-critical'}>
          Port {link.port}
          {link.portState === 'listening'
            ? ' à l’écoute'
            : link.portState === 'in-use'
              ? '\u00a0: déjà pris par un autre programme'
              : '\u00a0: pas encore ouvert'}
        </p>
      )}
      {days !== null && link.certificateUntil && (
        <p className={days < 30 ? 'text-critical' : 'text-s text-ink-2'}>
          Certificat du SIL{'\u00a0'}: {days < 0 ? 'terminé' : `${days}\u00a0jours restants`}, jusqu’au {formatDate(link.certificateUntil)}
        </p>
      )}
    </>
  );
}

const laboratoriesOf = (links: readonly LinkLine[]) =>
  [...new Map(links.map(({ laboratoryId, laboratory }) => [laboratoryId, laboratory]))].map(([value, label]) => ({ value, label }));
