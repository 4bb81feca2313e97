'use client';

import { type ReactNode, useState } from 'react';
import type { Proof } from '../../../../server/api/prove';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { refusalSentence } from '../../../_text/refusals';
import { useProof, type WhatIsProven } from '../../../_ui/prove';

export interface Acts {
  /** Asks the administrator for a proof on exactly `content`, sends both, and reads the page again. Answers whether it was done. */
  act: <Content extends object>(content: Content, what: WhatIsProven, send: (input: Content & { proof: Proof }) => Promise<unknown>) => Promise<boolean>;
  /** Why the last one was not done. */
  problem: string | null;
  dialog: ReactNode;
}

/** Changes of terminals: each one is proven again by the person at the screen, and each refusal is said. */
export function useActs(onDone: () => void): Acts {
  const proving = useProof();
  const [problem, setProblem] = useState<string | null>(null);
  const act: Acts['act'] = async (content, what, send) => {
    setProblem(null);
    const proof = await proving.prove('change-terminal', content, what);
    if (!proof) return false;
    try {
      await send({ ...content, proof });
      onDone();
      return true;
    } catch (error) {
      const refusal = refusalOf(error);
      if (!leaveIfSessionEnded(error)) setProblem(refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence(''));
      return false;
    }
  };
  return { act, problem, dialog: proving.dialog };
}
