'use client';

import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { ClientRefusal } from '../../../_client/refusal';
import { Button } from '../../../_ui/button';
import { CardColumn } from '../../../_ui/tablet-frame';
import { useKeys } from '../../../_ui/use-keys';
import { CallBanner } from '../_call/call-banner';
import { CallSheet } from '../_call/call-sheet';
import { useCallsOfDossier } from '../_call/use-calls';
import { resultsOf } from '../_logic/changes';
import { scopeWords } from '../_logic/part-words';
import { changedWords } from '../_logic/refusal-words';
import { holdSelection, isDecidable, refuseSelection, unseenResults, wholeSelection } from '../_logic/selection';
import type { Card, Recorded, Signer } from '../_logic/types';
import { CommentSheet } from '../_sign/comment-sheet';
import { RequestSheet } from '../_sign/request-sheet';
import { SetAsideSheet } from '../_sign/set-aside-sheet';
import { SignSheet } from '../_sign/sign-sheet';
import type { CardState } from '../worklist/use-card';
import { ActBar } from './act-bar';
import { Banner } from './banner';
import { CardFacts } from './card-facts';
import { CardHeader } from './card-header';
import { CardMore } from './card-more';
import { CardStanding } from './card-standing';
import { IdentityBanner } from './identity-banner';
import { ReadingBanner } from './reading-banner';
import { RequestLines } from './request-lines';
import { ResultsTable } from './results-table';
import { usePick } from './use-pick';
import { useSeen } from './use-seen';
import { walkBoxes } from './walk-boxes';

export interface DossierCardProps {
  card: Card;
  state: CardState;
  signer: Signer;
  now: Date;
  /** The list says that the dossier is no longer what is shown here. */
  hasMoved: boolean;
  /** In place of the acts while a signature can be undone. */
  undoBar: ReactNode;
  /** Whether that signature is on this dossier: nothing is decided under it. */
  isSigned: boolean;
  notice: ReactNode;
  /** It was opened to phone: the call sheet comes up at once. */
  isToCall: boolean;
  onOpen: (dossierId: string) => void;
  onRecorded: (recorded: Recorded, kind: 'validate' | 'hold' | 'refuse' | 'comment') => void;
}

/** The dossier on one screen: context, results, acts, and the sheets that rise over it. */
export function DossierCard({ card, state, signer, now, hasMoved, undoBar, isSigned, notice, isToCall, onOpen, onRecorded }: DossierCardProps) {
  const [sheet, setSheet] = useState<'sign' | 'hold' | 'refuse' | 'request' | 'call' | 'comment' | null>(isToCall ? 'call' : null);
  const [comment, setComment] = useState('');
  const [told, setTold] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const calls = useCallsOfDossier(card.dossierId);
  const openCall = calls.data?.open ?? null;
  const decidable = resultsOf(card).filter(isDecidable);
  const seen = useSeen(
    box,
    decidable.map(({ id }) => id),
  );
  const { selected, pick, pickOnly } = usePick(card);
  const whole = wholeSelection(card);
  const unseen = unseenResults(card, seen);
  const canHold = holdSelection(card, selected).length > 0;
  const canRefuse = refuseSelection(card, selected).length > 0;
  const hasReleased = resultsOf(card).some(({ standing }) => standing === 'validated');
  const isOpen = !isSigned && decidable.length > 0;

  const { reread } = state;
  const readAgain = useCallback(
    async (refusal: ClientRefusal | null) => {
      setSheet(null);
      const answer = await reread();
      setTold(changedWords(answer?.changes ?? [], refusal));
    },
    [reread],
  );
  const movedWhileSigning = useCallback(() => void readAgain({ code: 'dossier-changed', detail: {} }), [readAgain]);
  const end = {
    onStale: (refusal: ClientRefusal) => void readAgain(refusal),
    onRecorded: (recorded: Recorded) => {
      const kind = sheet === 'hold' || sheet === 'refuse' || sheet === 'comment' ? sheet : 'validate';
      setSheet(null);
      setComment('');
      pickOnly([]);
      onRecorded(recorded, kind);
    },
  };
  const signIdentity = () => {
    pickOnly([]);
    setSheet('sign');
  };
  const isIdentityOpen = !isSigned && card.identity !== null && card.identity.decisionId === null;
  const signAll = () => {
    pickOnly(whole.ids);
    setSheet('sign');
  };
  const closedAll = !isOpen || whole.ids.length === 0 || unseen.length > 0;
  useKeys([
    { key: 'v', shift: true, label: '', run: signAll, closed: closedAll },
    { key: 'v', label: '', run: () => setSheet('sign'), closed: !isOpen || selected.size === 0 },
    { key: 'm', label: '', run: () => setSheet('hold'), closed: !isOpen || !canHold },
    { key: 'x', label: '', run: () => setSheet('refuse'), closed: !isOpen || !canRefuse },
    { key: 'i', label: '', run: signIdentity, closed: !isIdentityOpen },
    { key: 'c', label: '', run: () => setSheet('request'), closed: isSigned },
    { key: 't', label: '', run: () => setSheet('call'), closed: openCall === null },
    { key: 'ArrowDown', label: '', run: () => walkBoxes(box.current, 1), closed: !isOpen },
    { key: 'ArrowUp', label: '', run: () => walkBoxes(box.current, -1), closed: !isOpen },
  ]);

  const opened = { card, selected, onMoved: movedWhileSigning, onClose: () => setSheet(null), ...end };
  return (
    <CardColumn
      label="Résultats et suite du dossier"
      fixed={
        <>
          {notice}
          {told && (
            <Banner tone="changed" act={{ label: 'J’ai relu', run: () => setTold('') }}>
              {told}
            </Banner>
          )}
          {!told && hasMoved && !isSigned && (
            <Banner tone="changed" act={{ label: 'Relire', run: () => void readAgain(null), pending: state.isReading }}>
              Le dossier a changé pendant votre lecture.
            </Banner>
          )}
          <CardHeader card={card} now={now} standing={<CardStanding card={card} now={now} isSigned={isSigned} />} />
          {scopeWords(card) && (
            <p className="border-b border-line bg-sunken px-4 py-1.5 font-medium" role="note">
              {scopeWords(card)}
            </p>
          )}
          {card.identity && <IdentityBanner identity={card.identity} closed={!isIdentityOpen} onSign={signIdentity} />}
          <ReadingBanner card={card} onChanged={() => void readAgain(null)} onStale={(refusal) => void readAgain(refusal)} />
          {calls.data && <CallBanner calls={calls.data} now={now} onCall={() => setSheet('call')} />}
          <CardFacts card={card} calls={calls.data?.ended ?? []} />
        </>
      }
      act={
        undoBar || isOpen ? (
          <>
            {undoBar}
            {isOpen && (
              <ActBar
                selectedCount={selected.size}
                decidableCount={decidable.length}
                whole={whole}
                unseen={unseen}
                canHold={canHold}
                onAll={signAll}
                onSelection={() => setSheet('sign')}
                canRefuse={canRefuse}
                onHold={() => setSheet('hold')}
                onRefuse={() => setSheet('refuse')}
                onRequest={() => setSheet('request')}
                onScroll={() => box.current?.querySelector(`[data-result="${unseen[0]?.id ?? ''}"]`)?.scrollIntoView({ block: 'center' })}
              />
            )}
          </>
        ) : undefined
      }
      sheet={
        sheet === 'sign' ? (
          <SignSheet {...opened} signer={signer} now={now} comment={comment} onComment={setComment} />
        ) : sheet === 'hold' || sheet === 'refuse' ? (
          <SetAsideSheet key={sheet} kind={sheet} now={now} {...opened} />
        ) : sheet === 'call' && openCall ? (
          <CallSheet key={openCall.callId} card={card} call={openCall} now={now} onChanged={() => void calls.refetch()} onClose={() => setSheet(null)} />
        ) : sheet === 'comment' ? (
          <CommentSheet card={card} now={now} onMoved={movedWhileSigning} onClose={() => setSheet(null)} {...end} />
        ) : sheet === 'request' ? (
          <RequestSheet
            card={card}
            now={now}
            selected={selected}
            onClose={() => setSheet(null)}
            onStale={(refusal) => void readAgain(refusal)}
            onMade={() => {
              setSheet(null);
              pickOnly([]);
              void reread();
            }}
          />
        ) : undefined
      }
    >
      <div ref={box}>
        <RequestLines card={card} now={now} onChanged={() => void reread()} />
        <ResultsTable card={card} picking={{ selected, onPick: pick, isOpen }} />
        <CardMore card={card} now={now} onOpen={onOpen} onChanged={() => void reread()} />
        <p data-print="no" className="px-4 pb-4">
          <span className="flex flex-wrap gap-2">
            {!isOpen && !isSigned && (
              <Button kbd="C" onClick={() => setSheet('request')}>
                Demander un contrôle
              </Button>
            )}
            {hasReleased && !isSigned && <Button onClick={() => setSheet('comment')}>Commenter le compte rendu</Button>}
            <Button onClick={() => window.print()}>Imprimer cette fiche de travail</Button>
          </span>
        </p>
      </div>
    </CardColumn>
  );
}
