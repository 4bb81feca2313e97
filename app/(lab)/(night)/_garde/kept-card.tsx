'use client';

import { useEffect, useRef, useState } from 'react';
import { readPacked } from '../../../_client/pack-keeper';
import type { PackContent, PackedDossier, PreparedIntent } from '../../../_client/pack-types';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { LoadingLine } from '../../../_ui/loading-line';
import { CardColumn } from '../../../_ui/tablet-frame';
import { CallBanner } from '../_call/call-banner';
import { Banner } from '../_card/banner';
import { CardFacts } from '../_card/card-facts';
import { CardHeader } from '../_card/card-header';
import { CardMore } from '../_card/card-more';
import { CardStanding } from '../_card/card-standing';
import { IdentityBanner } from '../_card/identity-banner';
import { ResultsTable } from '../_card/results-table';
import { usePick } from '../_card/use-pick';
import { useSeen } from '../_card/use-seen';
import { resultsOf } from '../_logic/changes';
import { holdSelection, isDecidable, unseenResults, wholeSelection } from '../_logic/selection';
import { preparedWords, seenWords, wishWords } from './intent-words';
import { PrepareSheet } from './prepare-sheet';

export interface KeptCardProps {
  dossierId: string;
  content: PackContent;
  intent: PreparedIntent | undefined;
  now: Date;
  onOpen: (dossierId: string | null) => void;
  onPrepared: (intent: PreparedIntent) => void;
  onRemove: (intent: PreparedIntent) => void;
}

/** A dossier as it was carried away: the same card, to read, and to prepare a decision on. */
export function KeptCard({ dossierId, ...rest }: KeptCardProps) {
  const [packed, setPacked] = useState<PackedDossier | null | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const found = await readPacked(dossierId).catch(() => null);
      if (isWanted) setPacked(found);
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [dossierId]);
  if (packed) return <PackedCard packed={packed} {...rest} />;
  return (
    <CardColumn label="Dossier emporté" fixed={<h1 className="px-4 pt-2 pb-1.5 text-title font-strong">Dossier emporté</h1>}>
      {packed === undefined ? <LoadingLine what="Lecture du paquet…" /> : <EmptyState title="Ce dossier n’est pas, ou plus, sur cette tablette." />}
    </CardColumn>
  );
}

function PackedCard({ packed, content, intent, now, onOpen, onPrepared, onRemove }: Omit<KeptCardProps, 'dossierId'> & { packed: PackedDossier }) {
  const { card, calls } = packed;
  const [sheet, setSheet] = useState<PreparedIntent['kind'] | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const decidable = resultsOf(card).filter(isDecidable);
  const seen = useSeen(
    box,
    decidable.map(({ id }) => id),
  );
  const { selected, pick, pickOnly } = usePick(card);
  const whole = wholeSelection(card);
  const unseen = unseenResults(card, seen);
  const openIfCarried = (id: string) => content.displayed[id] !== undefined && onOpen(id);
  const place = calls.open?.place;
  return (
    <CardColumn
      label="Résultats et suite du dossier emporté"
      fixed={
        <>
          <p className="border-b-2 border-abnormal bg-abnormal-soft px-4 py-1.5 font-medium">
            Dossier emporté, {seenWords(content.takenAt, now)}. Ce qui est arrivé depuis n’est pas connu ici.
          </p>
          {intent && (
            <Banner tone="changed" act={{ label: 'Retirer', run: () => onRemove(intent) }}>
              {`${wishWords(intent)}, ${preparedWords(intent)}${intent.holdReason ? `. Motif : ${intent.holdReason}` : ''}${intent.comment ? `. « ${intent.comment} »` : ''}`}
            </Banner>
          )}
          <CardHeader card={card} now={now} standing={<CardStanding card={card} now={now} isSigned={false} />} />
          {card.identity && <IdentityBanner identity={card.identity} closed onSign={() => undefined} />}
          <CallBanner calls={calls} now={now} onCall={null} />
          {calls.open && (
            <p className="border-b border-line bg-paper px-4 py-1 text-s">
              Appelez sans attendre la liaison : {place?.ward ?? 'service inconnu'}
              {place?.phone ? `, ${place.phone}` : calls.open.callbackPhone ? `, ${calls.open.callbackPhone}` : ', numéro à trouver'}. L’appel se note au retour
              de la liaison.
            </p>
          )}
          <CardFacts card={card} calls={calls.ended} />
        </>
      }
      act={
        decidable.length > 0 ? (
          <div className="px-4 pt-[5px] pb-2">
            <p className="mb-[5px] text-s leading-[18px] text-ink-2">
              <b>
                {plural(selected.size, 'résultat sélectionné', 'résultats sélectionnés')} sur {decidable.length}.
              </b>{' '}
              {unseen.length > 0
                ? `Plus bas : ${plural(unseen.length, 'résultat non affiché', 'résultats non affichés')}.`
                : 'Ce que vous préparez ici n’est PAS validé.'}
            </p>
            <div className="grid grid-cols-3 gap-2">
              <Button
                stacked
                closed={whole.ids.length === 0 || unseen.length > 0}
                onClick={() => {
                  pickOnly(whole.ids);
                  setSheet('validate');
                }}
              >
                Préparer
                <br />
                tout
              </Button>
              <Button stacked variant="primary" closed={selected.size === 0} onClick={() => setSheet('validate')}>
                Préparer
                <br />
                la sélection
              </Button>
              <Button stacked closed={holdSelection(card, selected).length === 0} onClick={() => setSheet('hold')}>
                Préparer
                <br />
                une attente
              </Button>
            </div>
          </div>
        ) : undefined
      }
      sheet={
        sheet ? (
          <PrepareSheet
            key={sheet}
            kind={sheet}
            card={card}
            selected={selected}
            takenAt={content.takenAt}
            now={now}
            before={intent}
            onClose={() => setSheet(null)}
            onPrepared={(prepared) => {
              setSheet(null);
              pickOnly([]);
              onPrepared(prepared);
            }}
          />
        ) : undefined
      }
    >
      <div ref={box}>
        <ResultsTable card={card} picking={{ selected, onPick: pick, isOpen: decidable.length > 0 }} />
        <CardMore card={card} now={now} isCarried onOpen={openIfCarried} onChanged={() => undefined} />
      </div>
    </CardColumn>
  );
}
