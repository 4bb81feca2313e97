'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';

/** One change of one's own account at a time: whether it is under way, and the sentence when it was refused. */
export function useChange(onChanged: () => void): {
  problem: string;
  isSending: boolean;
  /** `work` answers false when the person gave up. */
  run: (work: () => Promise<boolean>) => Promise<boolean>;
} {
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const run = async (work: () => Promise<boolean>) => {
    setSending(true);
    setProblem('');
    const isDone = await work().catch((error: unknown) => {
      setProblem(sentenceOf(error));
      return false;
    });
    setSending(false);
    if (isDone) onChanged();
    return isDone;
  };
  return { problem, isSending, run };
}
