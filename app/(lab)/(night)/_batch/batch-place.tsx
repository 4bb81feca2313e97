'use client';

import { type ReactNode, useRef, useState } from 'react';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { NBSP, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { CardColumn } from '../../../_ui/tablet-frame';
import { useKeys } from '../../../_ui/use-keys';
import { resultsOf } from '../_logic/changes';
import type { BatchAnswer, Signer } from '../_logic/types';
import { BatchSheet } from './batch-sheet';
import { ReviewDossier } from './review-dossier';
import { type ReadyBatch, useReview } from './use-review';
import { useTimeInSight } from './use-time-in-sight';

/** As the server counts it. */
const ENOUGH_MS = 500;

export interface BatchPlaceProps {
  dossierIds: readonly string[];
  signer: Signer;
  now: Date;
  notice: ReactNode;
  undoBar: ReactNode;
  onOpen: (dossierId: string) => void;
  onDrop: (dossierId: string) => void;
  onSigned: (answer: BatchAnswer, names: ReadonlyMap<string, string>) => void;
  onClose: () => void;
}

/** Every result of every picked dossier, in the place of the card: what was in sight here is what a common signature may cover. */
export function BatchPlace({ dossierIds, signer, now, notice, undoBar, onOpen, onDrop, onSigned, onClose }: BatchPlaceProps) {
  const { dossiers, makeReady } = useReview(dossierIds);
  const box = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState<ReadyBatch | null>(null);
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const cards = new Map(dossiers.flatMap(({ dossierId, card }) => (card ? [[dossierId, card] as const] : [])));
  const sight = useTimeInSight(
    box,
    [...cards.values()].flatMap((card) => resultsOf(card).map(({ id }) => id)),
    ENOUGH_MS,
  );
  const eligible = dossiers.filter(({ prepared }) => prepared && prepared.fingerprint !== null && prepared.bars.every((bar) => bar === 'not-displayed'));
  const unseen = eligible.filter(({ card }) => card && !resultsOf(card).every(({ id }) => sight.seen.has(id))).length;
  const isWaiting = dossiers.some(({ card, failure, prepared }) => failure === null && (!card || !prepared));
  const closed = isWaiting
    ? 'lecture en cours'
    : eligible.length === 0
      ? 'aucun de ces dossiers ne se signe avec d’autres'
      : unseen > 0
        ? `${plural(unseen, 'dossier pas encore affiché', 'dossiers pas encore affichés')} en entier`
        : undefined;
  const begin = async () => {
    setState('asking');
    try {
      setReady(await makeReady(sight.times()));
      setState('idle');
    } catch (error) {
      if (!leaveIfSessionEnded(error)) setState('failed');
    }
  };
  useKeys([
    { key: 'v', label: 'valider la sélection', run: () => void begin(), closed: closed !== undefined || state === 'asking' },
    { key: 'Escape', label: 'revenir sans rien décider', run: onClose },
  ]);
  return (
    <CardColumn
      label="Lecture groupée"
      fixed={
        <>
          {notice}
          <h1 id="card-title" tabIndex={-1} className="px-4 pt-2 text-title font-strong outline-none">
            {plural(dossierIds.length, 'dossier', 'dossiers')} à lire ensemble
          </h1>
          <p className="px-4 pb-2 text-s text-ink-2">
            Une signature commune ne couvre que ce qui a été affiché ici en entier, et que rien ne distingue. Le reste se lit et se signe dans son dossier.
          </p>
        </>
      }
      act={
        <>
          {undoBar}
          <div className="flex flex-wrap items-center justify-between gap-2 px-4 py-2">
            <Button size="large" kbd="Échap" onClick={onClose}>
              Revenir
            </Button>
            {state === 'failed' && <p role="alert">Le serveur n’a pas répondu. Rien n’a été signé.</p>}
            <Button size="large" variant="primary" kbd="V" pending={state === 'asking'} closed={closed} onClick={() => void begin()}>
              Signer {plural(eligible.length, 'dossier', 'dossiers')}
              {eligible.length < dossierIds.length && `${NBSP}sur ${dossierIds.length}`}
            </Button>
          </div>
        </>
      }
      sheet={
        ready && (
          <BatchSheet
            batch={ready}
            cards={cards}
            signer={signer}
            onClose={() => setReady(null)}
            onSigned={(answer) =>
              onSigned(answer, new Map([...cards].map(([id, { patient }]) => [id, `${patient.birthFamilyName} ${patient.firstGivenName}`])))
            }
          />
        )
      }
    >
      <div ref={box}>
        {dossiers.map((dossier) => (
          <ReviewDossier key={dossier.dossierId} dossier={dossier} now={now} seen={sight.seen} onOpen={onOpen} onDrop={onDrop} />
        ))}
      </div>
    </CardColumn>
  );
}
