'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { formatTimeWithSeconds } from '../../../_text/format';
import { refusalWords } from '../_logic/refusal-words';
import type { Recorded } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from './answered';

export interface Signature extends Recorded {
  dossierId: string;
  patientName: string;
}

export interface SignatureState {
  /** The signature whose time to undo runs; null when none does. */
  signature: Signature | null;
  busy: 'undo' | 'send' | null;
  begin: (signature: Signature) => void;
  undo: () => void;
  sendNow: () => void;
}

export interface SignatureEnd {
  onUndone: (signature: Signature, words: string) => void;
  onLeft: (signature: Signature, words: string) => void;
  /** The act could not be done; the words say what stands. */
  onProblem: (words: string) => void;
}

/** A signature between its recording and its effect: a last way back, or at once. Every word comes from the server's answer. */
export function useSignature(now: Date, { onUndone, onLeft, onProblem }: SignatureEnd): SignatureState {
  const [signature, setSignature] = useState<Signature | null>(null);
  const [busy, setBusy] = useState<SignatureState['busy']>(null);
  const isBusy = useRef(false);
  /** Undone or sent: a card that was read a moment before and arrives a moment after must not bring it back. */
  const ended = useRef(new Set<string>());
  const isOver = signature !== null && now >= signature.effectiveAt && busy === null;

  const act = async (kind: 'undo' | 'send', run: (signature: Signature) => Promise<() => void>) => {
    if (!signature || isBusy.current) return;
    isBusy.current = true;
    setBusy(kind);
    try {
      const end = await run(signature);
      ended.current.add(signature.decisionId);
      setSignature(null);
      end();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      onProblem(refusal ? refusalWords(refusal) : 'Le serveur a répondu par une erreur. Relisez le dossier pour savoir si la signature est diffusée.');
      setSignature(null);
    }
    isBusy.current = false;
    setBusy(null);
  };
  const answering = { isAnswer: isAnswered, onLost: () => onProblem('Réponse perdue. Vérification en cours.'), wait: waitMs };
  const leave = useEffectEvent(() => {
    if (!signature || isBusy.current) return;
    ended.current.add(signature.decisionId);
    setSignature(null);
    onLeft(signature, `${signature.patientName} : signature de ${formatTimeWithSeconds(signature.signedAt)}, délai d’annulation écoulé, la diffusion suit.`);
  });
  useEffect(() => {
    if (!isOver) return undefined;
    const timer = setTimeout(leave);
    return () => clearTimeout(timer);
  }, [isOver]);
  const begin = useCallback((begun: Signature) => {
    if (!ended.current.has(begun.decisionId)) setSignature(begun);
  }, []);
  return {
    signature,
    busy,
    begin,
    undo: () =>
      void act('undo', async (own) => {
        const { cancelledAt } = await untilAnswered(() => trpcClient.validation.undo.mutate({ decisionId: own.decisionId }), answering);
        return () => onUndone(own, `${own.patientName} : signature annulée à ${formatTimeWithSeconds(cancelledAt)}. Rien n’a été diffusé.`);
      }),
    sendNow: () =>
      void act('send', async (own) => {
        const { effectiveAt } = await untilAnswered(() => trpcClient.validation.sendNow.mutate({ decisionId: own.decisionId }), answering);
        return () => onLeft(own, `${own.patientName} : envoi demandé à ${formatTimeWithSeconds(effectiveAt)}, la diffusion suit.`);
      }),
  };
}
