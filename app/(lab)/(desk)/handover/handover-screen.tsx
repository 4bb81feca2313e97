'use client';

import { useState } from 'react';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LoadingLine } from '../../../_ui/loading-line';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { endWords, responsibleWords } from '../_logic/handover-words';
import type { HandoverOffer, HandoverState } from '../_logic/types';
import { PrepareForm } from './prepare-form';
import { TakeDialog } from './take-dialog';
import { useHandoverState } from './use-handover';

/** Who answers for each site, what waits for an answer, the form that prepares a hand-over, and what was handed over. */
export function HandoverScreen({ serverNow }: { serverNow: string }) {
  const now = useNow(serverNow, 10_000);
  const { state, failed, readAt, refetch } = useHandoverState();
  const [isPreparing, setPreparing] = useState(false);
  const [takenFrom, setTakenFrom] = useState<string | null>(null);
  const own = state?.sites.filter(({ responsible }) => responsible?.id === state.ownId) ?? [];
  const isOffered = state?.open.some(({ from }) => from.id === state.ownId) ?? false;
  const mayPrepare = own.length > 0 && !isOffered;
  return (
    <>
      <LinkState readAt={readAt ? new Date(readAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Relève" subtitle={state ? summaryOf(state) : ''}>
        <div data-print="no" className="flex flex-wrap gap-2">
          <ButtonLink href="/worklist">À valider</ButtonLink>
          {mayPrepare && !isPreparing && (
            <Button variant="primary" kbd="P" onClick={() => setPreparing(true)}>
              Préparer la relève
            </Button>
          )}
        </div>
      </DeskBar>
      {failed && <ErrorLine sentence="La relève n’a pas pu être lue. Ce qui est affiché date de la dernière lecture." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-5 bg-surface px-4 py-4 desk:px-6">
        {!state && !failed && <LoadingLine what="Lecture de la relève…" />}
        {state && state.sites.length === 0 && <EmptyState title="Aucun site ne vous est confié." />}
        {state && state.sites.length > 0 && (
          <>
            <Offers state={state} />
            <Responsibles state={state} onTake={setTakenFrom} />
            {isPreparing && mayPrepare && <PrepareForm state={state} onClose={() => setPreparing(false)} onDone={refetch} />}
            <History state={state} />
          </>
        )}
      </main>
      {state && takenFrom && <TakeDialog state={state} fromId={takenFrom} onClose={() => setTakenFrom(null)} onDone={refetch} />}
      <HelpDialog
        keys={[
          { key: 'p', label: 'préparer la relève', run: () => setPreparing(true), closed: !mayPrepare },
          { key: 'r', label: 'relire', run: refetch },
        ]}
      />
    </>
  );
}

function summaryOf({ sites, ownId }: HandoverState): string {
  const own = sites.filter(({ responsible }) => responsible?.id === ownId).map(({ name }) => name);
  return own.length === 0 ? 'Vous ne répondez d’aucun site en ce moment' : `Vous répondez de ${own.join(', ')}`;
}

/** Offered to the person at the screen first. */
function Offers({ state }: { state: HandoverState }) {
  if (state.open.length === 0) return null;
  return (
    <section aria-label="Relèves proposées">
      <h2 className="mb-1 font-strong">Relèves proposées</h2>
      <ul className="grid gap-1">
        {state.open
          .toSorted((a, b) => Number(b.to.id === state.ownId) - Number(a.to.id === state.ownId))
          .map((offer) => (
            <li key={offer.id} className="flex flex-wrap items-center justify-between gap-2 border-l-3 border-action bg-action-soft px-3 py-1">
              <span>
                <b className="font-strong">{offer.from.id === state.ownId ? 'Vous' : offer.from.name}</b>{' '}
                {offer.from.id === state.ownId ? 'proposez' : 'propose'} la relève à{' '}
                <b className="font-strong">{offer.to.id === state.ownId ? 'vous' : offer.to.name}</b> depuis{' '}
                <span className="figures">{formatInstant(offer.offeredAt)}</span> : {siteNames(state, offer)}, {plural(offer.items, 'point', 'points')}.{' '}
                {offer.from.id === state.ownId && 'Vous en répondez jusqu’à son acceptation.'}
              </span>
              <ButtonLink variant={offer.to.id === state.ownId ? 'primary' : undefined} href={`/handover/${offer.id}`}>
                {offer.to.id === state.ownId ? 'Lire et répondre' : 'Ouvrir'}
              </ButtonLink>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Responsibles({ state, onTake }: { state: HandoverState; onTake: (fromId: string) => void }) {
  return (
    <section aria-label="Qui répond de quel site">
      <h2 className="mb-1 font-strong">Qui répond de quel site</h2>
      <ul>
        {state.sites.map((site) => {
          const { responsible } = site;
          const mayTake = responsible !== null && responsible.id !== state.ownId && site.present.some(({ id }) => id === state.ownId);
          return (
            <li key={site.id} className="flex min-h-touch flex-wrap items-center justify-between gap-x-3 border-b border-line py-1">
              <span className={responsible && (responsible.isOnDuty || responsible.by === 'roster') ? '' : 'text-critical'}>
                {responsible && responsible.isOnDuty ? '' : '▲ '}
                {responsibleWords(site, state.ownId)}
              </span>
              <span className="text-ink-2">
                {site.next ? `ensuite ${site.next.id === state.ownId ? 'vous' : site.next.name}, ${formatInstant(site.next.at)}` : ''}
              </span>
              {mayTake && (
                <Button data-print="no" onClick={() => onTake(responsible.id)}>
                  Prendre la relève
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function History({ state }: { state: HandoverState }) {
  if (state.history.length === 0) return null;
  return (
    <section aria-label="Relèves passées">
      <h2 className="mb-1 font-strong">Relèves passées</h2>
      <ul>
        {state.history.map((past) => (
          <li key={past.id} className="flex flex-wrap items-center justify-between gap-x-3 border-b border-line">
            <span>
              {past.from.name} → {past.to.name} : {siteNames(state, past)}, {plural(past.items, 'point', 'points')}, {endWords(past)}
              {past.reason && ` : ${past.reason}`}
            </span>
            <ButtonLink href={`/handover/${past.id}`}>Ouvrir</ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

const siteNames = ({ sites }: HandoverState, { siteIds }: HandoverOffer): string =>
  sites
    .filter(({ id }) => siteIds.includes(id))
    .map(({ name }) => name)
    .join(', ');
