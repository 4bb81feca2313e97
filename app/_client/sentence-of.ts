import { TRPCClientError } from '@trpc/client';
import { refusalSentence } from '../_text/refusals';
import { refusalOf } from './refusal';

/** Nobody knows what became of a call that was not answered: neither that it was done nor that it was not. */
const UNANSWERED =
  'Le serveur n’a pas répondu\u00a0: la liaison est perdue ou trop lente. On ne sait pas si la demande est arrivée. Relisez la page, puis réessayez.';

/** What a failed call tells the person: the refusal's sentence, that nothing was recorded where the server says so, or that nobody knows. */
export function sentenceOf(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal) return refusalSentence(refusal.code, refusal.detail);
  return isAnswered(error) ? refusalSentence('') : UNANSWERED;
}

const isAnswered = (error: unknown): boolean => error instanceof TRPCClientError && Boolean(error.data);
