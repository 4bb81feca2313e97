'use client';

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { formatTimeWithSeconds, plural } from '../../../_text/format';
import { refusalWords } from '../_logic/refusal-words';
import { begunWith, nextToEnd, without } from '../_logic/running';
import type { Recorded } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from './answered';

export interface Signature extends Recorded {
  kind: 'validate' | 'refuse' | 'comment';
  dossierId: string;
  patientName: string;
  /** Signed with others by one proof. */
  together?: { batchId: string; count: number };
}

export interface SignatureState {
  /** The signatures whose time to undo runs, the newest first. */
  running: readonly Signature[];
  /** What is under way on one of them. */
  busy: ReadonlyMap<string, 'undo' | 'send'>;
  begin: (signature: Signature) => void;
  undo: (signature: Signature) => void;
  /** All that was signed by one proof and has not left. */
  undoTogether: (batchId: string) => void;
  sendNow: (signature: Signature) => void;
}

export interface SignatureEnd {
  onUndone: (signature: Signature, words: string) => void;
  onLeft: (signature: Signature, words: string) => void;
  onUndoneTogether: (words: string) => void;
  /** The act could not be done; the words say what stands. */
  onProblem: (words: string) => void;
}

const NOTHING: ReadonlyMap<string, 'undo' | 'send'> = new Map();

/**
 * Signatures between their recording and their effect, each with its own time: a last way back, or at once, while the next dossiers are already being read. Every
 * word comes from the server's answer.
 */
export function useSignature(now: Date, { onUndone, onUndoneTogether, onLeft, onProblem }: SignatureEnd): SignatureState {
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
  const undoTogether = async (batchId: string) => {
    const own = running.filter(({ together, decisionId }) => together?.batchId === batchId && !underWay.current.has(decisionId));
    for (const { decisionId } of own) underWay.current.add(decisionId);
    setBusy((before) => new Map([...before, ...own.map(({ decisionId }) => [decisionId, 'undo'] as const)]));
    try {
      const { dossiers } = await untilAnswered(() => trpcClient.batch.undo.mutate({ batchId }), answering);
      for (const signature of own) end(signature);
      onUndoneTogether(undoneWords(dossiers));
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      onProblem('Le serveur a répondu par une erreur. Relisez la liste pour savoir ce qui est diffusé.');
    }
    for (const { decisionId } of own) underWay.current.delete(decisionId);
    setBusy((before) => new Map([...before].filter(([id]) => !own.some(({ decisionId }) => decisionId === id))));
  };
  const leave = useEffectEvent(() => {
    if (!over || underWay.current.has(over.decisionId)) return;
    end(over);
    const { together } = over;
    // Of those that were signed together, the last one speaks for all.
    if (together && running.some((other) => other.decisionId !== over.decisionId && other.together?.batchId === together.batchId)) return;
    if (together) return onLeft(over, `${plural(together.count, 'dossier signé', 'dossiers signés')} ensemble : délai d’annulation écoulé, la diffusion suit.`);
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
    undoTogether: (batchId) => void undoTogether(batchId),
    sendNow: (own) =>
      void act('send', own, async () => {
        const { effectiveAt } = await untilAnswered(() => trpcClient.validation.sendNow.mutate({ decisionId: own.decisionId }), answering);
        return () => onLeft(own, `${own.patientName} : envoi demandé à ${formatTimeWithSeconds(effectiveAt)}, ${FOLLOWS[own.kind]}.`);
      }),
  };
}

function undoneWords(dossiers: readonly { cancelledAt: Date | null }[]): string {
  const undone = dossiers.filter(({ cancelledAt }) => cancelledAt !== null).length;
  const left = dossiers.length - undone;
  const head = `${plural(undone, 'signature annulée', 'signatures annulées')}, rien n’en a été diffusé.`;
  return left === 0 ? head : `${head} ${plural(left, 'dossier était déjà parti', 'dossiers étaient déjà partis')}.`;
}

const NOUNS = { validate: 'signature', refuse: 'refus', comment: 'commentaire' } as const;
const UNDONE = { validate: 'signature annulée', refuse: 'refus annulé', comment: 'commentaire annulé' } as const;
const FOLLOWS = { validate: 'la diffusion suit', refuse: 'le laboratoire est prévenu', comment: 'un nouveau compte rendu suit' } as const;
