'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLive } from '../../../_client/live';
import { useTRPC } from '../../../_client/trpc';
import { formatInstant } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import type { Card } from '../_logic/types';
import { AskAdvice } from './ask-advice';

const STATES = { open: 'attend une réponse', answered: 'répondu', withdrawn: 'repris', expired: 'resté sans réponse' } as const;

/** The questions to colleagues about this dossier with their answers, and the way to ask one. */
export function CardAdvice({ card }: { card: Pick<Card, 'dossierId' | 'displayed'> }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.advice.ofDossier.queryOptions({ dossierId: card.dossierId }, { networkMode: 'always', trpc: { context: { background: true } } }));
  const [isAsking, setAsking] = useState(false);
  useLive(['worklist'], () => void query.refetch());
  return (
    <>
      {query.isError && <p>Les avis n’ont pas pu être lus.</p>}
      {query.data?.lines.length === 0 && <p>Aucun avis demandé.</p>}
      <ul>
        {query.data?.lines.map((line) => (
          <li key={line.id} className="border-b border-line py-1 last:border-0">
            <span>
              {line.askedBy} à <b className="font-strong">{line.askedOf}</b>, {formatInstant(line.askedAt)}, version {line.revision} : {line.question}
            </span>{' '}
            <span className="text-ink-2">({STATES[line.state]})</span>
            {line.answer && <p className="border-l-3 border-action pl-2 whitespace-pre-line">{line.answer}</p>}
            <ButtonLink href={`/handover/advice/${line.id}`}>Vue figée</ButtonLink>
          </li>
        ))}
      </ul>
      <Button data-print="no" onClick={() => setAsking(true)}>
        Demander un second avis
      </Button>
      {isAsking && <AskAdvice card={card} onClose={() => setAsking(false)} onAsked={() => void query.refetch()} />}
    </>
  );
}
