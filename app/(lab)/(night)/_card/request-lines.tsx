'use client';

import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { leaveIfSessionEnded } from '../../../_client/session-end';
import { trpcClient } from '../../../_client/trpc';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { isRunning, requestStateWords, requestsToShow, requestTitle } from '../_logic/request-words';
import type { Card, CardRequest } from '../_logic/types';
import { untilAnswered } from '../_logic/until-answered';
import { isAnswered, waitMs } from '../worklist/answered';

/** What was asked of the laboratory and what became of it; each can be taken back until it is answered. */
export function RequestLines({ card, now, onChanged }: { card: Card; now: Date; onChanged: () => void }) {
  const shown = requestsToShow(card);
  if (shown.length === 0) return null;
  return (
    <section aria-label="Demandes au laboratoire" className="border-b border-line bg-paper px-4 py-1.5">
      <ul className="grid gap-1">
        {shown.map((request) => (
          <RequestLine key={request.id} request={request} now={now} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  );
}

function RequestLine({ request, now, onChanged }: { request: CardRequest; now: Date; onChanged: () => void }) {
  const [state, setState] = useState<'ready' | 'sending' | 'unknown'>('ready');
  const [problem, setProblem] = useState('');
  const takeBack = async () => {
    if (state !== 'ready') return;
    setState('sending');
    setProblem('');
    try {
      const call = () => trpcClient.validation.takeBackRequest.mutate({ requestId: request.id });
      await untilAnswered(call, { isAnswer: isAnswered, onLost: () => setState('unknown'), wait: waitMs });
      onChanged();
    } catch (error) {
      if (leaveIfSessionEnded(error)) return;
      const refusal = refusalOf(error);
      setProblem(refusal ? refusalSentence(refusal.code, refusal.detail) : 'Le serveur a répondu par une erreur. Réessayez.');
    }
    setState('ready');
  };
  const isBad = request.state === 'refused' || request.isLate;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4">
      <p className="min-w-0 flex-1 basis-64 text-s leading-[18px]">
        <b className="font-strong">{requestTitle(request, now)}</b>
        <span className="text-ink-2">
          {' '}
          · {request.reason} · {request.by}
        </span>
        <span className={`block ${isBad ? 'font-medium text-critical' : ''}`}>
          {isBad && <span aria-hidden="true">✕ </span>}
          {requestStateWords(request, now)}
        </span>
        {state === 'unknown' && (
          <span role="alert" className="block text-abnormal">
            Réponse perdue. Vérification en cours.
          </span>
        )}
        {problem && (
          <span role="alert" className="block text-critical">
            {problem}
          </span>
        )}
      </p>
      {isRunning(request) && (
        <span data-print="no">
          <Button pending={state !== 'ready'} onClick={() => void takeBack()}>
            Annuler la demande
          </Button>
        </span>
      )}
    </li>
  );
}
