'use client';

import { useState } from 'react';
import { Button } from '../../../_ui/button';
import { partDecisionWords, partRulesWords } from '../_logic/part-words';
import type { Card } from '../_logic/types';
import { WithdrawDialog } from './withdraw-dialog';

/** What executing laboratories decided on their parts, with the rules they had; one's own can be taken back while the whole does not rest on it. */
export function Parts({ card, isCarried, onChanged }: { card: Card; isCarried: boolean; onChanged: () => void }) {
  const [asked, setAsked] = useState<Card['parts'][number] | null>(null);
  return (
    <>
      {card.parts.map((part) => (
        <span key={part.id} className="block">
          {partDecisionWords(part)}
          <span className="block text-ink-2">{partRulesWords(part)}</span>
          {part.mayWithdraw && !isCarried && (
            <span className="block" data-print="no">
              <Button onClick={() => setAsked(part)}>Reprendre cette décision</Button>
            </span>
          )}
        </span>
      ))}
      {asked && (
        <WithdrawDialog
          part={asked}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}
