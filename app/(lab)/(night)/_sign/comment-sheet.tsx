'use client';

import { useState } from 'react';
import { type CommentLine, changedLines, commentTargets, linesOnCard } from '../_logic/comment-lines';
import { usedIn } from '../_logic/phrase-search';
import type { Card, UsedPhrase } from '../_logic/types';
import { CommentLines } from './comment-lines';
import { SheetFrame } from './sheet-frame';
import { SignFooter } from './sign-footer';
import type { DecisionEnd } from './use-decision';
import { useSigning } from './use-signing';

export interface CommentSheetProps extends DecisionEnd {
  card: Card;
  now: Date;
  onMoved: () => void;
  onClose: () => void;
}

/** Comments on what is out: written or corrected, they make a new version of the report that says what changed. No result is validated anew. */
export function CommentSheet({ card, now, onMoved, onClose, ...end }: CommentSheetProps) {
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
  const signing = useSigning(card, intent, end, onMoved);
  return (
    <SheetFrame
      title="Commenter le compte rendu"
      card={card}
      now={now}
      isBusy={!signing.isReady}
      signing={signing}
      onClose={onClose}
      footer={<SignFooter verb="Signer" signing={signing} closed={comments.length === 0 ? 'rien n’est changé' : undefined} onClose={onClose} />}
      side={
        <p className="text-s text-ink-2">
          Après {card.undoSeconds} s, une nouvelle version du compte rendu dit ce qui a changé. Qui a lu l’ancienne est prévenu, le SIL aussi. Aucun résultat
          n’est validé de nouveau.
        </p>
      }
    >
      <CommentLines
        card={card}
        targets={commentTargets(card, 'released')}
        lines={lines}
        readOnly={!signing.isReady}
        onLines={setLines}
        onPhrase={(phrase) => setPhrases((before) => [...before, phrase])}
      />
    </SheetFrame>
  );
}
