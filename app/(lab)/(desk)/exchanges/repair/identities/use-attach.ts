'use client';

import { useMutation } from '@tanstack/react-query';
import { refusalOf } from '../../../../../_client/refusal';
import { useTRPC } from '../../../../../_client/trpc';
import { refusalSentence } from '../../../../../_text/refusals';

/** Attaches, once; says in French why not. A refusal is news too: the list is read again. */
export function useAttach(onAttached: () => void) {
  const trpc = useTRPC();
  const { mutate, isPending, error } = useMutation(trpc.attach.attach.mutationOptions({ onSuccess: onAttached }));
  const refusal = refusalOf(error);
  return {
    attach: mutate,
    isPending,
    refusal: refusal ? refusalSentence(refusal.code, refusal.detail) : error ? 'Le serveur a répondu par une erreur. Rien n’a été enregistré.' : '',
  };
}
