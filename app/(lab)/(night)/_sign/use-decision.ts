'use client';

import { useRef, useState } from 'react';
import type { Proof } from '../../../../server/api/prove';
import { askPasskey } from '../../../_client/ask-passkey';
import { type ClientRefusal, refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { refusalWords } from '../_logic/refusal-words';
import type { Intent, Recorded } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

export interface DecisionState {
  state: 'ready' | 'asking' | 'sending' | 'unknown';
  /** Why the last try was refused; empty when there was none. */
  problem: string;
  /** With the password, or with her passkey when there is none given. */
  send: (signed: Signed) => void;
}

interface Signed {
  fingerprint: string;
  password: string | null;
}

export interface DecisionEnd {
  onRecorded: (recorded: Recorded) => void;
  /** The dossier is not the one that was displayed: the sheet closes and the card is read again. */
  onStale: (refusal: ClientRefusal) => void;
}

const STALE: ReadonlySet<string> = new Set(['dossier-changed', 'already-decided', 'not-decidable', 'not-found']);

/** The person gave up her key: nothing was sent. */
const GIVEN_UP = 'given-up';

/**
 * Sends one decision, once: the key is made when the sheet opens and kept over every retry, so a second press, a lost
 * answer or a wrong password never makes two. Says nothing of a success before the server has.
 */
export function useDecision(intent: Intent, { onRecorded, onStale }: DecisionEnd): DecisionState {
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<DecisionState['state']>('ready');
  const [problem, setProblem] = useState('');
  const isSending = useRef(false);

  const proofOf = async ({ fingerprint, password }: Signed): Promise<Proof> => {
    if (password !== null) return { method: 'password', password };
    setState('asking');
    const asked = await trpcClient.validation.askProof.mutate({ ...intent, fingerprint });
    const proof = asked.method === 'passkey' ? await askPasskey(asked.options) : null;
    if (!proof) throw GIVEN_UP;
    return proof;
  };

  const decide = async (signed: Signed) => {
    isSending.current = true;
    setProblem('');
    try {
      const proof = await proofOf(signed);
      setState('sending');
      // One assertion for all the retries: a lost answer never asks for her key a second time.
      const call = () => trpcClient.validation.decide.mutate({ ...intent, fingerprint: signed.fingerprint, proof, idempotencyKey });
      onRecorded(await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs }));
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      isSending.current = false;
      setState('ready');
      if (error === GIVEN_UP) return setProblem(refusalSentence('signature-cancelled'));
      const refusal = refusalOf(error);
      if (refusal && STALE.has(refusal.code)) onStale(refusal);
      else
        setProblem(refusal ? refusalWords(refusal) : 'Le serveur a répondu par une erreur. Réessayez : la même signature n’est jamais enregistrée deux fois.');
    }
  };
  return { state, problem, send: (signed) => void (isSending.current ? undefined : decide(signed)) };
}
