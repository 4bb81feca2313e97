'use client';

import { useRef, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

export interface Closing {
  isIdentityRepeated: boolean;
  spokenTo: string;
  quality: string;
  place: string;
  number: string;
  readBack: { observationVersionId: string; repeated: string }[];
}

/** The two ways a call goes on: it was tried in vain, or it was taken and repeated. Each press is one act, however often it is sent. */
export function useCallActs(callId: string, end: { onTried: () => void; onClosed: () => void; onStale: () => void }) {
  const [state, setState] = useState<'ready' | 'sending' | 'unknown'>('ready');
  const [problem, setProblem] = useState('');
  const isSending = useRef(false);
  const send = async (call: () => Promise<unknown>, onDone: () => void) => {
    if (isSending.current) return;
    isSending.current = true;
    setProblem('');
    setState('sending');
    try {
      await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs });
      onDone();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      setProblem(
        refusal
          ? refusalSentence(refusal.code, refusal.detail)
          : 'Le serveur a répondu par une erreur. Réessayez : le même appel n’est jamais compté deux fois.',
      );
      if (refusal?.code === 'call-changed' || refusal?.code === 'call-over') end.onStale();
    }
    isSending.current = false;
    setState('ready');
  };
  return {
    state,
    problem,
    tried: (outcome: 'no-answer' | 'wrong-place', place: string, number: string) => {
      const attemptId = crypto.randomUUID();
      void send(() => trpcClient.alert.attempt.mutate({ attemptId, callId, outcome, place, number, note: '' }), end.onTried);
    },
    close: (closing: Closing) => {
      const idempotencyKey = crypto.randomUUID();
      void send(() => trpcClient.alert.close.mutate({ callId, idempotencyKey, ...closing }), end.onClosed);
    },
  };
}
