'use client';

import { useRef, useState } from 'react';
import { type ClientRefusal, refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import type { MadeRequest, RequestIntent } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

export interface RequestEnd {
  onMade: (made: MadeRequest) => void;
  /** The dossier is not the one that was displayed. */
  onStale: (refusal: ClientRefusal) => void;
}

/** Sends one request, once: its key is made when the sheet opens and kept over every retry, as for a signature. */
export function useRequest({ onMade, onStale }: RequestEnd) {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<'ready' | 'sending' | 'unknown'>('ready');
  const [problem, setProblem] = useState('');
  const isSending = useRef(false);
  const send = async (intent: Omit<RequestIntent, 'idempotencyKey'>) => {
    if (isSending.current) return;
    isSending.current = true;
    setProblem('');
    setState('sending');
    try {
      const call = () => trpcClient.validation.request.mutate({ ...intent, idempotencyKey });
      onMade(await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs }));
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      isSending.current = false;
      setState('ready');
      const refusal = refusalOf(error);
      if (refusal && (refusal.code === 'dossier-changed' || refusal.code === 'not-decidable')) onStale(refusal);
      else
        setProblem(
          refusal
            ? refusalSentence(refusal.code, refusal.detail)
            : 'Le serveur a répondu par une erreur. Réessayez : la même demande n’est jamais enregistrée deux fois.',
        );
    }
  };
  return { state, problem, send: (intent: Omit<RequestIntent, 'idempotencyKey'>) => void send(intent) };
}
