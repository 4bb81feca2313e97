'use client';

import { useEffect, useState } from 'react';
import { ErrorLine } from '../../../_ui/error-line';
import { Sheet } from '../../../_ui/sheet';
import { type CommentLine, changedLines, commentTargets, linesOnCard } from '../_logic/comment-lines';
import { nameOf } from '../_logic/identity-words';
import { usedIn } from '../_logic/phrase-search';
import type { Card, UsedPhrase } from '../_logic/types';
import { CommentLines } from './comment-lines';
import { SignFooter } from './sign-footer';
import { type DecisionEnd, useDecision } from './use-decision';
import { useFingerprint } from './use-fingerprint';

export interface CommentSheetProps extends DecisionEnd {
  card: Card;
  onMoved: () => void;
  onClose: () => void;
}

/** Comments on what is out: written or corrected, they make a new version of the report that says what changed. No result is validated anew. */
export function CommentSheet({ card, onMoved, onClose, ...end }: CommentSheetProps) {
  const [lines, setLines] = useState<readonly CommentLine[]>(() => linesOnCard(card));
  const [phrases, setPhrases] = useState<readonly UsedPhrase[]>([]);
  const comments = changedLines(lines);
  const used = usedIn(
    phrases,
    comments.map(({ text }) => text),
  );
  const intent = {
    dossierId: card.dossierId,
    kind: 'comment' as const,
    observationIds: [],
    comment: '',
    holdReason: '',
    comments,
    ...(used.length > 0 ? { phrases: used } : {}),
  };
  const fingerprint = useFingerprint(intent);
  const decision = useDecision(intent, end);
  const hasMoved = fingerprint.displayed !== null && fingerprint.displayed !== card.displayed;
  useEffect(() => {
    if (hasMoved && decision.state === 'ready') onMoved();
  }, [hasMoved, decision.state, onMoved]);
  return (
    <Sheet
      title="Commenter le compte rendu"
      subtitle={
        <p>
          <b>{nameOf(card.patient)}</b> · dossier <span className="figures">{card.accessionNumber}</span>, version {card.revision}
        </p>
      }
      onClose={() => {
        if (decision.state === 'ready') onClose();
      }}
      footer={
        <SignFooter
          verb="Signer"
          decision={decision}
          fingerprint={hasMoved ? null : fingerprint.value}
          method={fingerprint.method}
          closed={comments.length === 0 ? 'rien n’est changé' : undefined}
          onClose={onClose}
        />
      }
    >
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_260px]">
        <CommentLines
          card={card}
          targets={commentTargets(card, 'released')}
          lines={lines}
          readOnly={decision.state !== 'ready'}
          onLines={setLines}
          onPhrase={(phrase) => setPhrases((before) => [...before, phrase])}
        />
        <div className="grid content-start gap-3 text-s text-ink-2">
          <p>
            Après {card.undoSeconds} s, une nouvelle version du compte rendu dit ce qui a changé. Qui a lu l’ancienne est prévenu, le SIL aussi. Aucun résultat
            n’est validé de nouveau.
          </p>
          {fingerprint.failed && <ErrorLine sentence="L’empreinte n’a pas pu être calculée. Rien n’a été signé." onRetry={fingerprint.retry} />}
        </div>
      </div>
    </Sheet>
  );
}
