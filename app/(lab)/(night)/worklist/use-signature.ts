'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { formatTimeWithSeconds } from '../../../_text/format';
import { refusalWords } from '../_logic/refusal-words';
import { begunWith, nextToEnd, without } from '../_logic/running';
import type { Recorded } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from './answered';

export interface Signature extends Recorded {
  kind: 'validate' | 'refuse' | 'comment';
  dossierId: string;
  patientName: string;
}

export interface SignatureState {
  /** The signatures whose time to undo runs, the newest first. */
  running: readonly Signature[];
  /** What is under way on one of them. */
  busy: ReadonlyMap<string, 'undo' | 'send'>;
  begin: (signature: Signature) => void;
  undo: (signature: Signature) => void;
  sendNow: (signature: Signature) => void;
}

export interface SignatureEnd {
  onUndone: (signature: Signature, words: string) => void;
  onLeft: (signature: Signature, words: string) => void;
  /** The act could not be done; the words say what stands. */
  onProblem: (words: string) => void;
}

const NOTHING: ReadonlyMap<string, 'undo' | 'send'> = new Map();

/**
 * Signatures between their recording and their effect, each with its own time: a last way back, or at once, while the next dossiers are already being read. Every
 * word comes from the server's answer.
 */
export function useSignature(now: Date, { onUndone, onLeft, onProblem }: SignatureEnd): SignatureState {
  const [running, setRunning] = useState<readonly Signature[]>([]);
  const [busy, setBusy] = useState(NOTHING);
  const underWay = useRef(new Set<string>());
  /** Undone or sent: a card that was read a moment before and arrives a moment after must not bring it back. */
  const ended = useRef(new Set<string>());
  const over = nextToEnd(running, busy, now);

  const end = (signature: Signature) => {
    ended.current.add(signature.decisionId);
    setRunning((before) => without(before, signature));
  };
  const act = async (kind: 'undo' | 'send', signature: Signature, run: () => Promise<() => void>) => {
    const { decisionId } = signature;
    if (underWay.current.has(decisionId)) return;
    underWay.current.add(decisionId);
    setBusy((before) => new Map([...before, [decisionId, kind]]));
    try {
      const tell = await run();
      end(signature);
      tell();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      onProblem(refusal ? refusalWords(refusal) : 'Le serveur a répondu par une erreur. Relisez le dossier pour savoir si la signature est diffusée.');
      setRunning((before) => without(before, signature));
    }
    underWay.current.delete(decisionId);
    setBusy((before) => new Map([...before].filter(([id]) => id !== decisionId)));
  };
  const answering = { isAnswer: isAnswered, onLost: () => onProblem('Réponse perdue. Vérification en cours.'), wait: waitMs };
  const leave = useEffectEvent(() => {
    if (!over || underWay.current.has(over.decisionId)) return;
    end(over);
    onLeft(over, `${over.patientName} : ${NOUNS[over.kind]} de ${formatTimeWithSeconds(over.signedAt)}, délai d’annulation écoulé, ${FOLLOWS[over.kind]}.`);
  });
  const overId = over?.decisionId;
  useEffect(() => {
    if (overId === undefined) return undefined;
    const timer = setTimeout(leave);
    return () => clearTimeout(timer);
  }, [overId]);
  const begin = useCallback((begun: Signature) => {
    if (!ended.current.has(begun.decisionId)) setRunning((before) => begunWith(before, begun));
  }, []);
  return {
    running,
    busy,
    begin,
    undo: (own) =>
      void act('undo', own, async () => {
        const { cancelledAt } = await untilAnswered(() => trpcClient.validation.undo.mutate({ decisionId: own.decisionId }), answering);
        return () => onUndone(own, `${own.patientName} : ${UNDONE[own.kind]} à ${formatTimeWithSeconds(cancelledAt)}. Rien n’a été diffusé.`);
      }),
    sendNow: (own) =>
      void act('send', own, async () => {
        const { effectiveAt } = await untilAnswered(() => trpcClient.validation.sendNow.mutate({ decisionId: own.decisionId }), answering);
        return () => onLeft(own, `${own.patientName} : envoi demandé à ${formatTimeWithSeconds(effectiveAt)}, ${FOLLOWS[own.kind]}.`);
      }),
  };
}

const NOUNS = { validate: 'signature', refuse: 'refus', comment: 'commentaire' } as const;
const UNDONE = { validate: 'signature annulée', refuse: 'refus annulé', comment: 'commentaire annulé' } as const;
const FOLLOWS = { validate: 'la diffusion suit', refuse: 'le laboratoire est prévenu', comment: 'un nouveau compte rendu suit' } as const;
