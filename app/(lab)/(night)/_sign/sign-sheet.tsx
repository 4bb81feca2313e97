'use client';

import { useState } from 'react';
import { plural } from '../../../_text/format';
import { Checkbox } from '../../../_ui/checkbox';
import { IdentityTable } from '../_card/identity-table';
import { resultsOf } from '../_logic/changes';
import { type CommentLine, changedLines, commentTargets } from '../_logic/comment-lines';
import { usedIn } from '../_logic/phrase-search';
import { awaitedLaboratories, mentionOf, splitBySelection } from '../_logic/selection';
import type { Card, Signer, UsedPhrase } from '../_logic/types';
import { CommentLines } from './comment-lines';
import { PartReceived } from './part-received';
import { PhraseField } from './phrase-field';
import { SheetFrame } from './sheet-frame';
import { SignFooter } from './sign-footer';
import { SignSide } from './sign-side';
import { SignedTable } from './signed-table';
import { UnsignedList } from './unsigned-list';
import type { DecisionEnd } from './use-decision';
import { useSigning } from './use-signing';

export interface SignSheetProps extends DecisionEnd {
  card: Card;
  selected: ReadonlySet<string>;
  signer: Signer;
  now: Date;
  comment: string;
  onComment: (comment: string) => void;
  /** The server already sees something else than what the card shows. */
  onMoved: () => void;
  onClose: () => void;
}

/** Sign exactly this, nothing else: what is signed, what is not, in whose name, over which fingerprint, and what follows. */
export function SignSheet({ card, selected, signer, now, comment, onComment, onMoved, onClose, ...end }: SignSheetProps) {
  const split = splitBySelection(card, selected);
  const [wantsReader, setWantsReader] = useState(false);
  const [received, setReceived] = useState('');
  const isPart = card.scope.kind === 'part';
  const awaited = awaitedLaboratories(split.signed);
  const [lines, setLines] = useState<readonly CommentLine[]>([]);
  const [phrases, setPhrases] = useState<readonly UsedPhrase[]>([]);
  const comments = changedLines(lines);
  const used = usedIn(phrases, [comment, ...comments.map(({ text }) => text)]);
  const addPhrase = (phrase: UsedPhrase) => setPhrases((before) => [...before, phrase]);
  const intent = {
    dossierId: card.dossierId,
    kind: 'validate' as const,
    observationIds: split.signed.map(({ id }) => id),
    comment: comment.trim(),
    holdReason: '',
    ...(comments.length > 0 ? { comments } : {}),
    ...(used.length > 0 ? { phrases: used } : {}),
    ...(wantsReader ? { secondReader: true } : {}),
    ...(awaited.length > 0 && received.trim() !== '' ? { partReceived: received.trim() } : {}),
  };
  const signing = useSigning(card, intent, end, onMoved);
  const { isReady } = signing;
  return (
    <SheetFrame
      title={titleOf(card, split.signed.length)}
      card={card}
      now={now}
      isBusy={!isReady}
      signing={signing}
      onClose={onClose}
      footer={<SignFooter verb="Signer" signing={signing} closed={closedBecause(signing.isOwnRefused, awaited, received)} onClose={onClose} />}
      side={
        <SignSide
          card={card}
          signer={signer}
          signed={split.signed}
          mention={mentionOf(split, card)}
          fingerprint={signing.value}
          why={signing.secondReader}
          isOwnRefused={signing.isOwnRefused}
          part={signing.part}
          capacities={signing.capacities}
        />
      }
    >
      {card.identity && <IdentityTable changes={card.identity.changes} caption="Vous signez la nouvelle identité" />}
      {split.signed.length > 0 && <SignedTable caption={`Vous signez ${plural(split.signed.length, 'résultat', 'résultats')}`} results={split.signed} />}
      {card.identity && <p>{keptWords(card)}</p>}
      <UnsignedList unsigned={split.unsigned} />
      <PhraseField
        label={isPart ? 'Votre commentaire, lu par le laboratoire préleveur' : 'Votre commentaire, imprimé sur le compte rendu'}
        dossierId={card.dossierId}
        laboratoryId={card.laboratory.id}
        observationId={split.signed.length === 1 ? (split.signed[0]?.id ?? null) : null}
        value={comment}
        readOnly={!isReady}
        onValue={onComment}
        onPhrase={addPhrase}
      />
      {split.signed.length > 0 && !isPart && (
        <CommentLines
          card={card}
          targets={commentTargets(card, new Set(split.signed.map(({ id }) => id)))}
          lines={lines}
          readOnly={!isReady}
          onLines={setLines}
          onPhrase={addPhrase}
        />
      )}
      {awaited.length > 0 && <PartReceived laboratories={awaited} value={received} readOnly={!isReady} onValue={setReceived} />}
      {split.signed.length > 0 && !isPart && (
        <Checkbox label="Demander un second lecteur" checked={wantsReader} onChange={(event) => setWantsReader(event.target.checked)} />
      )}
    </SheetFrame>
  );
}

function titleOf({ identity, scope }: Card, signed: number): string {
  if (signed === 0 && identity) return 'Signer la nouvelle identité';
  return scope.kind === 'part' ? 'Signer la part de votre laboratoire' : 'Signer la validation';
}

function closedBecause(isOwnRefused: boolean, awaited: readonly string[], received: string): string | undefined {
  if (isOwnRefused) return 'un autre biologiste doit valider';
  return awaited.length > 0 && received.trim() === '' ? `${awaited.join(', ')} n’a pas validé` : undefined;
}

/** What stays as it was signed, under another name. */
function keptWords(card: Card): string {
  const kept = resultsOf(card).filter(({ standing }) => standing === 'validated').length;
  return kept === 0
    ? 'Aucun résultat déjà validé.'
    : `${plural(kept, 'résultat déjà validé reste inchangé', 'résultats déjà validés restent inchangés')}, sous la nouvelle identité.`;
}
