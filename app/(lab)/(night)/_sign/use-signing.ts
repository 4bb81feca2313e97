import { useEffect } from 'react';
import type { Card, Intent } from '../_logic/types';
import { type DecisionEnd, useDecision } from './use-decision';
import { useFingerprint } from './use-fingerprint';

/** What it takes to sign an intent over a card: the fingerprint of what is displayed, the sending, and the word that the server already sees something else. */
export function useSigning(card: Card, intent: Intent, end: DecisionEnd, onMoved: () => void) {
  const fingerprint = useFingerprint(intent);
  const decision = useDecision(intent, end);
  const isReady = decision.state === 'ready';
  const hasMoved = fingerprint.displayed !== null && fingerprint.displayed !== card.displayed;
  useEffect(() => {
    if (hasMoved && isReady) onMoved();
  }, [hasMoved, isReady, onMoved]);
  return {
    ...fingerprint,
    /** Null while there is nothing that may be signed. */
    signable: hasMoved ? null : fingerprint.value,
    decision,
    isReady,
  };
}

export type Signing = ReturnType<typeof useSigning>;
