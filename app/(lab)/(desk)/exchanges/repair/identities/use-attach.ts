'use client';

import { sentenceOf } from '../../../../../_client/sentence-of';
import { useTRPC } from '../../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../../_client/use-act';

/** Attaches, once; says in French why not. A refusal is news too: the list is read again. */
export function useAttach(onAttached: () => void) {
  const trpc = useTRPC();
  const { mutate, isPending, isSlow, error } = useAct(trpc.attach.attach.mutationOptions({ onSuccess: onAttached }));
  return {
    attach: mutate,
    isPending,
    refusal: isSlow ? SLOW_WORDS : error ? sentenceOf(error) : '',
  };
}
