'use client';

import { useEffect, useState } from 'react';
import { plural } from '../../../_text/format';
import { ErrorLine } from '../../../_ui/error-line';
import { Select } from '../../../_ui/select';
import { Sheet } from '../../../_ui/sheet';
import { TextArea } from '../../../_ui/text-area';
import { nameOf } from '../_logic/identity-words';
import { holdSelection } from '../_logic/selection';
import type { Card } from '../_logic/types';
import { hasKeyboard } from './has-keyboard';
import { SignFooter } from './sign-footer';
import { SignedTable } from './signed-table';
import { type DecisionEnd, useDecision } from './use-decision';
import { useFingerprint } from './use-fingerprint';

const OTHER = 'Autre motif';
const REASONS = [
  'Contrôle en cours au laboratoire',
  'Nouveau prélèvement attendu',
  'Renseignement clinique demandé',
  'Identité à vérifier',
  'Résultat complémentaire attendu',
  'Avis d’un confrère demandé',
  OTHER,
];

export interface HoldSheetProps extends DecisionEnd {
  card: Card;
  selected: ReadonlySet<string>;
  onMoved: () => void;
  onClose: () => void;
}

/** Puts results on hold with a reason that others will read; sends nothing anywhere, and is lifted by deciding. */
export function HoldSheet({ card, selected, onMoved, onClose, ...end }: HoldSheetProps) {
  const [reason, setReason] = useState('');
  const [precision, setPrecision] = useState('');
  const held = holdSelection(card, selected);
  const holdReason = [reason === OTHER ? '' : reason, precision.trim()].filter((part) => part !== '').join(' : ');
  const intent = { dossierId: card.dossierId, kind: 'hold' as const, observationIds: held.map(({ id }) => id), comment: '', holdReason };
  const fingerprint = useFingerprint(intent);
  const decision = useDecision(intent, end);
  const hasMoved = fingerprint.displayed !== null && fingerprint.displayed !== card.displayed;
  useEffect(() => {
    if (hasMoved && decision.state === 'ready') onMoved();
  }, [hasMoved, decision.state, onMoved]);
  return (
    <Sheet
      title="Mettre en attente"
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
          verb="Mettre en attente"
          decision={decision}
          fingerprint={hasMoved ? null : fingerprint.value}
          method={fingerprint.method}
          closed={held.length === 0 ? 'rien à mettre en attente' : holdReason === '' ? 'motif à choisir' : undefined}
          onClose={onClose}
        />
      }
    >
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_260px]">
        <SignedTable caption={`Restent en attente : ${plural(held.length, 'résultat', 'résultats')}`} results={held} />
        <div className="grid content-start gap-3">
          <Select
            label="Motif"
            data-autofocus={hasKeyboard() ? '' : undefined}
            placeholder="Choisissez"
            value={reason}
            options={REASONS.map((text) => ({ value: text, label: text }))}
            onChange={(event) => setReason(event.target.value)}
          />
          <TextArea
            label={reason === OTHER ? 'Écrivez le motif' : 'Précision (facultative)'}
            value={precision}
            maxLength={800}
            onChange={(event) => setPrecision(event.target.value)}
          />
          <p className="text-s text-ink-2">Rien n’est transmis. Le motif se lit dans la liste et sur le dossier, avec votre nom et l’heure.</p>
          {fingerprint.failed && <ErrorLine sentence="L’empreinte n’a pas pu être calculée. Rien n’a été enregistré." onRetry={fingerprint.retry} />}
        </div>
      </div>
    </Sheet>
  );
}
