'use client';

import { useRef, useState } from 'react';
import type { Proof } from '../../../../server/api/prove';
import { askPasskey } from '../../../_client/ask-passkey';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { refusalWords } from '../_logic/refusal-words';
import type { BatchAnswer, BatchPart } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import type { DecisionState } from '../_sign/use-decision';
import { isAnswered, waitMs } from '../worklist/answered';

/** The person gave up her key: nothing was sent. */
const GIVEN_UP = 'given-up';

/**
 * Signs a batch, once: its key is made when the sheet opens and kept over every retry, so a second press, a lost answer or a wrong password never makes two. Sent
 * again after a break it does what was not done yet.
 */
export function useBatch(parts: readonly BatchPart[], onSigned: (answer: BatchAnswer) => void): DecisionState {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<DecisionState['state']>('ready');
  const [problem, setProblem] = useState('');
  const isSending = useRef(false);
  const given = { idempotencyKey, parts: [...parts] };

  const proofOf = async (password: string | null): Promise<Proof> => {
    if (password !== null) return { method: 'password', password };
    setState('asking');
    const asked = await trpcClient.batch.askProof.mutate(given);
    const proof = asked.method === 'passkey' ? await askPasskey(asked.options) : null;
    if (!proof) throw GIVEN_UP;
    return proof;
  };
  const decide = async (password: string | null) => {
    isSending.current = true;
    setProblem('');
    try {
      const proof = await proofOf(password);
      setState('sending');
      const call = () => trpcClient.batch.decide.mutate({ ...given, proof });
      onSigned(await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs }));
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      isSending.current = false;
      setState('ready');
      if (error === GIVEN_UP) return setProblem(refusalSentence('signature-cancelled'));
      const refusal = refusalOf(error);
      setProblem(refusal ? refusalWords(refusal) : 'Le serveur a répondu par une erreur. Réessayez : la même signature n’est jamais enregistrée deux fois.');
    }
  };
  return { state, problem, send: ({ password }) => void (isSending.current ? undefined : decide(password)) };
}
