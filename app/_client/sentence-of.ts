'use client';

import { refusalSentence } from '../_text/refusals';
import { refusalOf } from './refusal';

/** What a failed call tells the person: the refusal's sentence, or that nothing was recorded. */
export function sentenceOf(error: unknown): string {
  const refusal = refusalOf(error);
  return refusalSentence(refusal?.code ?? '', refusal?.detail);
}
