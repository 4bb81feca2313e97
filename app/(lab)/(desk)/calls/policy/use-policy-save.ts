'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPCClient } from '../../../../_client/trpc';
import type { PolicyOfLaboratory, PolicyTable, PolicyVersion } from '../../_logic/types';

/** Keeps a change as the laboratory's draft; answers whether it was kept, so that a form stays open when it was not. */
export function usePolicySave(laboratory: PolicyOfLaboratory | undefined, draft: PolicyVersion | null, onSaved: () => void) {
  const client = useTRPCClient();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (act: (seen: { laboratoryId: string; seenHash: string | null }) => Promise<unknown>): Promise<boolean> => {
    if (!laboratory || isPending) return false;
    setPending(true);
    setProblem(null);
    try {
      await act({ laboratoryId: laboratory.laboratoryId, seenHash: draft?.contentHash ?? null });
      onSaved();
      return true;
    } catch (error) {
      setProblem(sentenceOf(error));
      return false;
    } finally {
      setPending(false);
    }
  };
  return {
    isPending,
    problem,
    content: (content: PolicyTable) => send((seen) => client.callPolicy.save.mutate({ ...seen, content })),
    importCsv: (csv: string) => void send((seen) => client.callPolicy.importCsv.mutate({ ...seen, csv })),
  };
}
