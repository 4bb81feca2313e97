'use client';

import { useState } from 'react';
import type { PreparedIntent } from '../../../_client/pack-types';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Select } from '../../../_ui/select';
import { Sheet } from '../../../_ui/sheet';
import { TextArea } from '../../../_ui/text-area';
import { nameOf } from '../_logic/identity-words';
import { holdSelection, splitBySelection } from '../_logic/selection';
import { OTHER_REASON, SET_ASIDE } from '../_logic/set-aside-words';
import type { Card } from '../_logic/types';
import { SignedTable } from '../_sign/signed-table';
import { UnsignedList } from '../_sign/unsigned-list';
import { seenWords } from './intent-words';

export interface PrepareSheetProps {
  kind: PreparedIntent['kind'];
  card: Card;
  selected: ReadonlySet<string>;
  takenAt: Date;
  now: Date;
  /** What was prepared before on this dossier, to be changed. */
  before: PreparedIntent | undefined;
  onPrepared: (intent: PreparedIntent) => void;
  onClose: () => void;
}

/** Prepares a decision on exactly what is shown: it is kept here, decides nothing, and leaves only by her signature when the link is back. */
export function PrepareSheet({ kind, card, selected, takenAt, now, before, onPrepared, onClose }: PrepareSheetProps) {
  const split = splitBySelection(card, selected);
  const results = kind === 'hold' ? holdSelection(card, selected) : split.signed;
  const [comment, setComment] = useState(before?.comment ?? '');
  const [reason, setReason] = useState('');
  const [precision, setPrecision] = useState('');
  const holdReason = [reason === OTHER_REASON ? '' : reason, precision.trim()].filter((part) => part !== '').join(' : ');
  const closed = results.length === 0 ? 'rien à préparer' : kind === 'hold' && holdReason === '' ? 'motif à choisir' : false;
  const prepare = () =>
    onPrepared({
      id: crypto.randomUUID(),
      dossierId: card.dossierId,
      displayed: card.displayed,
      kind,
      observationIds: results.map(({ id }) => id),
      comment: kind === 'validate' ? comment.trim() : '',
      holdReason: kind === 'hold' ? holdReason : '',
      preparedAt: now,
    });
  return (
    <Sheet
      title={kind === 'hold' ? 'Préparer une mise en attente' : 'Préparer une validation'}
      subtitle={
        <p>
          <b>{nameOf(card.patient)}</b> · dossier <span className="figures">{card.accessionNumber}</span>, version {card.revision}, {seenWords(takenAt, now)} ·
          empreinte{' '}
          <span className="figures">
            {card.displayed.slice(0, 4)}…{card.displayed.slice(-4)}
          </span>
        </p>
      }
      onClose={onClose}
      footer={
        <>
          <Button variant="primary" size="large" closed={closed} onClick={prepare}>
            Préparer, sans valider
          </Button>
          <Button size="large" kbd="Échap" onClick={onClose}>
            Revenir
          </Button>
        </>
      }
    >
      <div className="grid gap-4 tablet:grid-cols-[minmax(0,1fr)_260px]">
        <div className="grid content-start gap-3">
          <SignedTable
            caption={kind === 'hold' ? SET_ASIDE.hold.caption(results.length) : `Vous préparez ${plural(results.length, 'résultat', 'résultats')}`}
            results={results}
          />
          {kind === 'validate' && <UnsignedList unsigned={split.unsigned} />}
        </div>
        <div className="grid content-start gap-3">
          {kind === 'hold' ? (
            <>
              <Select
                label="Motif"
                placeholder="Choisissez"
                value={reason}
                options={SET_ASIDE.hold.reasons.map((text) => ({ value: text, label: text }))}
                onChange={(event) => setReason(event.target.value)}
              />
              <TextArea
                label={reason === OTHER_REASON ? 'Écrivez le motif' : 'Précision (facultative)'}
                value={precision}
                maxLength={800}
                onChange={(event) => setPrecision(event.target.value)}
              />
            </>
          ) : (
            <TextArea
              label="Votre commentaire, imprimé sur le compte rendu"
              value={comment}
              maxLength={4000}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
          <p className="text-s text-ink-2">
            <b className="text-ink">Rien n’est validé ici.</b> Au retour de la liaison, vous signez ; le serveur ne l’applique que si le dossier est encore
            exactement celui-ci. Sinon il vous est rendu, avec ce qui a changé.
          </p>
        </div>
      </div>
    </Sheet>
  );
}
