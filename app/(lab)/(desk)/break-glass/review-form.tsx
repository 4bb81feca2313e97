'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { TextArea } from '../../../_ui/text-area';
import { OUTCOME_WORDS } from '../_logic/emergency-rows';
import type { EmergencyAccess } from '../_logic/types';

type Outcome = keyof typeof OUTCOME_WORDS;
const OUTCOMES = ['justified', 'unjustified'] as const satisfies readonly Outcome[];

/** The review of one access: a conclusion, none chosen beforehand, and words; written once. */
export function ReviewForm({ access, onReviewed }: { access: EmergencyAccess; onReviewed: () => void }) {
  const trpc = useTRPC();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const review = useMutation(trpc.breakGlass.review.mutationOptions({ onSettled: onReviewed }));
  const refusal = refusalOf(review.error);
  const isEnough = text.trim().length >= 10;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (outcome && isEnough && !review.isPending) review.mutate({ id: access.id, outcome, text: text.trim() });
  };
  return (
    <form onSubmit={send} noValidate data-print="no" className="grid content-start gap-3 border-line desk:border-l desk:pl-6">
      <fieldset aria-describedby={isTried && !outcome ? `conclusion-${access.id}` : undefined}>
        <legend className="font-semibold">Conclusion</legend>
        <div className="flex gap-6">
          {OUTCOMES.map((choice) => (
            <label key={choice} className="inline-flex min-h-touch cursor-pointer items-center gap-2">
              <input
                type="radio"
                name={`conclusion-${access.id}`}
                checked={outcome === choice}
                onChange={() => setOutcome(choice)}
                className="size-5 accent-action"
              />
              {OUTCOME_WORDS[choice]}
            </label>
          ))}
        </div>
        {isTried && !outcome && (
          <p id={`conclusion-${access.id}`} role="alert" className="text-s font-medium text-critical">
            Choisissez une conclusion.
          </p>
        )}
      </fieldset>
      <TextArea
        label="Ce que la revue a établi"
        value={text}
        maxLength={1000}
        onChange={(event) => setText(event.target.value)}
        error={isTried && !isEnough ? refusalSentence('reason-too-short') : undefined}
      />
      {outcome === 'unjustified' && <p className="text-s">L’administrateur en sera prévenu.</p>}
      {review.isError && (
        <p role="alert" className="border-l-[3px] border-critical bg-critical-soft px-4 py-2">
          {refusalSentence(refusal?.code ?? '', refusal?.detail)}
        </p>
      )}
      <Button type="submit" variant="primary" pending={review.isPending} className="justify-self-start">
        {access.isOpen ? 'Clore la revue et fermer l’accès' : 'Clore la revue'}
      </Button>
    </form>
  );
}
