'use client';

import { useState } from 'react';
import { formatInstant, formatMoment } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { automaticWords } from '../_logic/automatic-words';
import { decisionReadingWords } from '../_logic/reading-words';
import type { Card, CardDecision } from '../_logic/types';
import { RevokeDialog } from './revoke-dialog';

const KINDS = {
  validate: 'validation',
  hold: 'mise en attente',
  refuse: 'refus, contrôle demandé',
  lis: 'validation au laboratoire',
  comment: 'commentaire',
  auto: 'validation automatique',
} as const;
const STATES = { pending: ' (délai d’annulation en cours)', effective: '', cancelled: ' (annulée, rien n’a été diffusé)' } as const;

/** Every decision taken on the dossier, oldest first; a colleague's can be taken back while nothing has left. */
export function Decisions({ card, now, isCarried = false, onChanged }: { card: Card; now: Date; isCarried?: boolean; onChanged: () => void }) {
  const [revoked, setRevoked] = useState<CardDecision | null>(null);
  if (card.decisions.length === 0) return <>Aucune.</>;
  return (
    <>
      <ul>
        {card.decisions.map((decision) => (
          <li key={decision.id}>
            {formatInstant(decision.signedAt)} · {KINDS[decision.kind]}
            {decision.by && ` par ${decision.by}`}
            {decision.revoked ? ` (retirée par ${decision.revoked.by} : ${decision.revoked.reason} ; rien n’a été diffusé)` : STATES[decision.state]} :{' '}
            {decision.results.join(', ')}
            {decision.automatic && `. ${automaticWords(decision.automatic)}`}
            {decision.holdReason && `. Motif : ${decision.holdReason}`}
            {decision.remindAt && `. ${decision.isReminded ? 'Rappelé' : 'Rappel'} ${formatMoment(decision.remindAt, now)}`}
            {decision.reading && `. ${decisionReadingWords(decision.reading)}`}
            {decision.comment && <span className="block whitespace-pre-line">« {decision.comment} »</span>}
            {!isCarried && decision.state === 'pending' && !decision.isMine && (decision.effectiveAt > now || decision.reading?.state === 'asked') && (
              <span data-print="no" className="block py-1">
                <Button onClick={() => setRevoked(decision)}>Retirer cette signature</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {revoked && (
        <RevokeDialog
          decision={revoked}
          onClose={() => setRevoked(null)}
          onDone={() => {
            setRevoked(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}
