'use client';

import { type ReactNode, useEffect } from 'react';
import { refusalSentence } from '../../../_text/refusals';
import { EmptyState } from '../../../_ui/empty-state';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { CardColumn } from '../../../_ui/tablet-frame';
import { DossierCard, type DossierCardProps } from '../_card/dossier-card';
import { hasMoved } from '../_logic/card-diff';
import { nameOf } from '../_logic/identity-words';
import type { WorklistEntry } from '../_logic/types';
import { useCard } from './use-card';
import type { Signature } from './use-signature';
import type { WorklistState } from './use-worklist';

export interface CardPlaceProps extends Omit<DossierCardProps, 'card' | 'state' | 'hasMoved'> {
  dossierId: string;
  entry: WorklistEntry | undefined;
  list: Pick<WorklistState, 'readAt'>;
  /** The list was asked about this very dossier: that it has no line means something. */
  isAsked: boolean;
  /** Grows when the card has to be read again, after a signature or its undoing. */
  rereads: number;
  /** Her own signature on this dossier can still be undone, as after a reload of the page. */
  onPending: (signature: Signature) => void;
}

/** Reads a dossier and shows it, or says that it is being read or why it cannot be. Never an old value under a new name. */
export function CardPlace({ dossierId, entry, list, isAsked, rereads, onPending, ...rest }: CardPlaceProps) {
  const state = useCard(dossierId);
  const { card, failure, reread } = state;
  const name = entry?.patientName ?? 'Dossier';
  useEffect(() => {
    if (rereads > 0) void reread();
    // Only a new demand reads again; `reread` is another function at each drawing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [rereads]);
  useEffect(() => {
    const own = card?.decisions.find((decision) => decision.isMine && decision.state === 'pending');
    const kind = own?.kind === 'validate' || own?.kind === 'refuse' || own?.kind === 'comment' ? own.kind : null;
    // What a second reader still has to read has no clock: the card says how to take it back.
    if (card && own && kind && own.effectiveAt > rest.now && own.reading?.state !== 'asked')
      onPending({
        kind,
        dossierId,
        patientName: nameOf(card.patient),
        decisionId: own.id,
        signedAt: own.signedAt,
        effectiveAt: own.effectiveAt,
        state: own.state,
        isUnread: false,
      });
    // Once per reading of the card; the clock that ticks meanwhile changes nothing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [card, dossierId, onPending]);
  useEffect(() => {
    if (card) document.getElementById('card-title')?.focus({ preventScroll: true });
    // The focus moves once, when the dossier comes up; not when it is read again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [card === undefined]);
  if (card && failure === null) {
    const moved = !state.isReading && hasMoved(card, entry, { listIsNewer: list.readAt > state.readAt, listIsWhole: isAsked });
    return <DossierCard card={card} state={state} hasMoved={moved} {...rest} />;
  }
  return (
    <Frame title={name} notice={rest.notice} act={rest.undoBar}>
      {failure === null && <LoadingLine what={`Lecture du dossier ${entry?.accessionNumber ?? ''}…`} />}
      {failure === 'link' && <ErrorLine sentence="Ce dossier n’a pas pu être lu. Rien n’a changé." onRetry={() => void reread()} />}
      {failure !== null && failure !== 'link' && <EmptyState title={refusalSentence(failure)} />}
    </Frame>
  );
}

/** The place of the card when no dossier fills it. */
export function Frame({ title, notice, act, children }: { title: string; notice?: ReactNode; act?: ReactNode; children: ReactNode }) {
  return (
    <CardColumn
      label={title}
      act={act}
      fixed={
        <>
          {notice}
          <h1 className="px-4 pt-2 pb-1.5 text-title font-strong">{title}</h1>
        </>
      }
    >
      {children}
    </CardColumn>
  );
}
