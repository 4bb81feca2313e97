'use client';

import { useRef, useState } from 'react';
import { type ClientRefusal, refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalWords } from '../_logic/refusal-words';
import type { Intent, Recorded } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

export interface DecisionState {
  state: 'ready' | 'sending' | 'unknown';
  /** Why the last try was refused; empty when there was none. */
  problem: string;
  send: (proof: { fingerprint: string; password: string }) => void;
}

export interface DecisionEnd {
  onRecorded: (recorded: Recorded) => void;
  /** The dossier is not the one that was displayed: the sheet closes and the card is read again. */
  onStale: (refusal: ClientRefusal) => void;
}

const STALE: ReadonlySet<string> = new Set(['dossier-changed', 'already-decided', 'not-decidable', 'not-found']);

/**
 * Sends one decision, once: the key is made when the sheet opens and kept over every retry, so a second press, a lost
 * answer or a wrong password never makes two. Says nothing of a success before the server has.
 */
export function useDecision(intent: Intent, { onRecorded, onStale }: DecisionEnd): DecisionState {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<DecisionState['state']>('ready');
  const [problem, setProblem] = useState('');
  const isSending = useRef(false);

  const decide = async (proof: { fingerprint: string; password: string }) => {
    isSending.current = true;
    setProblem('');
    setState('sending');
    try {
      const call = () => trpcClient.validation.decide.mutate({ ...intent, ...proof, idempotencyKey });
      onRecorded(await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs }));
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      isSending.current = false;
      setState('ready');
      const refusal = refusalOf(error);
      if (refusal && STALE.has(refusal.code)) onStale(refusal);
      else
        setProblem(refusal ? refusalWords(refusal) : 'Le serveur a répondu par une erreur. Réessayez : la même signature n’est jamais enregistrée deux fois.');
    }
  };
  return { state, problem, send: (proof) => void (isSending.current ? undefined : decide(proof)) };
}
