'use client';

import { type MutateOptions, type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { actGate } from './act-gate';

const SLOW_AFTER_MS = 8_000;

/** What is true while the server is silent: nobody knows yet, and asking again does no harm. */
export const SLOW_WORDS =
  'Le serveur n’a pas encore répondu. La demande est peut-être arrivée\u00a0: la page le dira. Vous pouvez redemander, rien ne se fait deux fois.';

/**
 * One act of a person, sent once however often he presses, and sent now or not at all: without a link it fails at once instead of waiting to be sent later. An answer that does not come
 * is no longer « en cours » after eight seconds: it is said (`isSlow`), and the act can be asked for again. For acts that the server does once.
 */
export function useAct<Answer, Failure, Input, Kept>(options: UseMutationOptions<Answer, Failure, Input, Kept>) {
  const [gate] = useState(actGate);
  const mutation = useMutation<Answer, Failure, Input, Kept>({
    ...options,
    networkMode: 'always',
    onSettled: (...told) => {
      gate.leave();
      return options.onSettled?.(...told);
    },
  });
  const [slowSince, setSlowSince] = useState<number | null>(null);
  const { isPending, submittedAt } = mutation;
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => {
      gate.leave();
      setSlowSince(submittedAt);
    }, SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isPending, submittedAt, gate]);
  const isSlow = isPending && slowSince === submittedAt;
  return {
    ...mutation,
    mutate: (input: Input, also?: MutateOptions<Answer, Failure, Input, Kept>) => {
      if (gate.enter()) mutation.mutate(input, also);
    },
    isPending: isPending && !isSlow,
    isSlow,
  };
}
