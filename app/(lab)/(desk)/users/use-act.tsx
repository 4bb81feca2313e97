'use client';

import { type ReactNode, useState } from 'react';
import type { Proof } from '../../../../server/api/prove';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { refusalSentence } from '../../../_text/refusals';
import { ErrorLine } from '../../../_ui/error-line';
import { useProof, type WhatIsProven } from '../../../_ui/prove';

/** Does an act upon somebody's rights after the administrator proved herself for it; answers null when she gave up or it was refused, which is then said. */
export function useAct(onDone: () => void): {
  act: <Answer>(content: object, what: WhatIsProven, send: (proof: Proof) => Promise<Answer>) => Promise<Answer | null>;
  dialog: ReactNode;
  problem: ReactNode;
} {
  const { confirm, dialog } = useProof();
  const [sentence, setSentence] = useState<string | null>(null);
  async function act<Answer>(content: object, what: WhatIsProven, send: (proof: Proof) => Promise<Answer>): Promise<Answer | null> {
    setSentence(null);
    try {
      const answer = await confirm('change-rights', content, what, send);
      if (answer !== null) onDone();
      return answer;
    } catch (error) {
      const refusal = refusalOf(error);
      if (!leaveIfSessionEnded(error)) setSentence(refusalSentence(refusal?.code ?? '', refusal?.detail));
      return null;
    }
  }
  return { act, dialog, problem: sentence === null ? null : <ErrorLine sentence={sentence} /> };
}
