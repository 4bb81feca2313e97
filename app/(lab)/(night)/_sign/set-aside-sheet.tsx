'use client';

import { useState } from 'react';
import { Select } from '../../../_ui/select';
import { TextArea } from '../../../_ui/text-area';
import { holdSelection, refuseSelection } from '../_logic/selection';
import { OTHER_REASON, SET_ASIDE } from '../_logic/set-aside-words';
import type { Card } from '../_logic/types';
import { hasKeyboard } from './has-keyboard';
import { type Reminder, ReminderField } from './reminder-field';
import { SheetFrame } from './sheet-frame';
import { SignFooter } from './sign-footer';
import { SignedTable } from './signed-table';
import type { DecisionEnd } from './use-decision';
import { useSigning } from './use-signing';

export interface SetAsideSheetProps extends DecisionEnd {
  kind: 'hold' | 'refuse';
  now: Date;
  card: Card;
  selected: ReadonlySet<string>;
  onMoved: () => void;
  onClose: () => void;
}

/**
 * Sets results aside with a reason that others will read. On hold, nothing is sent anywhere and deciding lifts it; refused, they are not released, and the
 * laboratory is told why and asked to measure again.
 */
export function SetAsideSheet({ kind, card, selected, now, onMoved, onClose, ...end }: SetAsideSheetProps) {
  const words = SET_ASIDE[kind];
  const [reason, setReason] = useState('');
  const [precision, setPrecision] = useState('');
  const [reminder, setReminder] = useState<Reminder>({ at: null, problem: '' });
  const taken = kind === 'hold' ? holdSelection(card, selected) : refuseSelection(card, selected);
  const holdReason = [reason === OTHER_REASON ? '' : reason, precision.trim()].filter((part) => part !== '').join(' : ');
  const intent = {
    dossierId: card.dossierId,
    kind,
    observationIds: taken.map(({ id }) => id),
    comment: '',
    holdReason,
    ...(reminder.at && reminder.problem === '' ? { remindAt: reminder.at.toISOString() } : {}),
  };
  const signing = useSigning(card, intent, end, onMoved);
  return (
    <SheetFrame
      title={words.title}
      card={card}
      now={now}
      isBusy={!signing.isReady}
      signing={signing}
      onClose={onClose}
      footer={
        <SignFooter
          verb={words.verb}
          signing={signing}
          closed={taken.length === 0 ? words.nothing : holdReason === '' ? 'motif à choisir' : reminder.problem || undefined}
          onClose={onClose}
        />
      }
      side={
        <>
          <Select
            label="Motif"
            data-autofocus={hasKeyboard() ? '' : undefined}
            placeholder="Choisissez"
            value={reason}
            options={words.reasons.map((text) => ({ value: text, label: text }))}
            onChange={(event) => setReason(event.target.value)}
          />
          <TextArea
            label={reason === OTHER_REASON ? 'Écrivez le motif' : 'Précision (facultative)'}
            value={precision}
            maxLength={800}
            onChange={(event) => setPrecision(event.target.value)}
          />
          {kind === 'hold' && <ReminderField now={now} value={reminder} onValue={setReminder} />}
          <p className="text-s text-ink-2">{words.follows(card.undoSeconds)}</p>
        </>
      }
    >
      <SignedTable caption={words.caption(taken.length)} results={taken} />
    </SheetFrame>
  );
}
