'use client';

import { useEffect, useState } from 'react';
import { ErrorLine } from '../../../_ui/error-line';
import { Select } from '../../../_ui/select';
import { Sheet } from '../../../_ui/sheet';
import { TextArea } from '../../../_ui/text-area';
import { nameOf } from '../_logic/identity-words';
import { holdSelection, refuseSelection } from '../_logic/selection';
import { OTHER_REASON, SET_ASIDE } from '../_logic/set-aside-words';
import type { Card } from '../_logic/types';
import { hasKeyboard } from './has-keyboard';
import { type Reminder, ReminderField } from './reminder-field';
import { SignFooter } from './sign-footer';
import { SignedTable } from './signed-table';
import { type DecisionEnd, useDecision } from './use-decision';
import { useFingerprint } from './use-fingerprint';

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
  const fingerprint = useFingerprint(intent);
  const decision = useDecision(intent, end);
  const hasMoved = fingerprint.displayed !== null && fingerprint.displayed !== card.displayed;
  useEffect(() => {
    if (hasMoved && decision.state === 'ready') onMoved();
  }, [hasMoved, decision.state, onMoved]);
  return (
    <Sheet
      title={words.title}
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
          verb={words.verb}
          decision={decision}
          fingerprint={hasMoved ? null : fingerprint.value}
          method={fingerprint.method}
          closed={taken.length === 0 ? words.nothing : holdReason === '' ? 'motif à choisir' : reminder.problem || undefined}
          onClose={onClose}
        />
      }
    >
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_260px]">
        <SignedTable caption={words.caption(taken.length)} results={taken} />
        <div className="grid content-start gap-3">
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
          {fingerprint.failed && <ErrorLine sentence="L’empreinte n’a pas pu être calculée. Rien n’a été enregistré." onRetry={fingerprint.retry} />}
        </div>
      </div>
    </Sheet>
  );
}
