'use client';

import { useCallback, useState } from 'react';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { EmptyState } from '../../../_ui/empty-state';
import { HelpDialog } from '../../../_ui/help-dialog';
import { LinkLost } from '../../../_ui/link-lost';
import { TabletFrame } from '../../../_ui/tablet-frame';
import { BatchPlace } from '../_batch/batch-place';
import { batchWords } from '../_batch/batch-words';
import { usePicked } from '../_batch/use-picked';
import { CallNotice } from '../_call/call-notice';
import { useCalls } from '../_call/use-calls';
import { Banner } from '../_card/banner';
import { CarriedButton, GardeButton } from '../_garde/garde-door';
import { FoldedStrip } from '../_list/folded-strip';
import { KeysEditor } from '../_list/keys-editor';
import { actsOf } from '../_logic/own-keys';
import { totalOf } from '../_logic/paged-list';
import { holderWords } from '../_logic/presence-words';
import { neighbourOf, nextAfter } from '../_logic/steady-list';
import type { BatchAnswer, Recorded, Signer } from '../_logic/types';
import { CardPlace, Frame } from './card-place';
import { CARD_KEYS } from './keys';
import { ListPlace } from './list-place';
import { SignedBar } from './signed-bar';
import { useOpenDossier } from './use-open-dossier';
import { useOwnKeys } from './use-own-keys';
import { usePrefetch } from './use-prefetch';
import { usePresence, usePresences } from './use-presence';
import { useServerClock } from './use-server-clock';
import { type Signature, useSignature } from './use-signature';
import { useListFilter, useViews } from './use-views';
import { useWorklist } from './use-worklist';

/** The biologist's whole screen: the list that never moves by itself, the dossier, and what becomes of her signatures. */
export function WorklistScreen({ signer }: { signer: Signer }) {
  const views = useViews();
  const [filter, setFilter] = useListFilter(views);
  const [isListOpen, setListOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [notice, setNotice] = useState('');
  const [rereads, setRereads] = useState(0);
  /** The dossier that was opened to phone: its call sheet comes up with it. */
  const [calledId, setCalledId] = useState<string | null>(null);
  const { dossierId, open } = useOpenDossier();
  const calls = useCalls();
  const list = useWorklist(filter, dossierId);
  const presence = usePresence(dossierId);
  const opened = usePresences();
  const clock = useServerClock(list.data ? { now: list.data.now, readAt: list.readAt } : null);
  const now = clock?.now ?? new Date(0);
  const { shown } = list.steady;
  const isAsked = list.data?.open?.dossierId === dossierId;
  const entry = (isAsked ? list.data?.open?.entry : null) ?? shown.find((line) => !line.gone && line.entry.dossierId === dossierId)?.entry;

  const picked = usePicked(shown);
  /** The dossiers that are read together, in the place of the card. */
  const [review, setReview] = useState<readonly string[] | null>(null);

  const show = (next: string | null) => {
    setReview(null);
    setListOpen(false);
    setRereads(0);
    setCalledId(null);
    open(next);
  };
  const callNow = (next: string) => {
    show(next);
    setCalledId(next);
  };
  const openByHand = (next: string) => {
    setNotice('');
    show(next);
  };
  const goOn = (from: string) => {
    if (from !== dossierId) return;
    show(nextAfter(shown, list.settleNow(), from));
  };
  const signatures = useSignature(now, {
    onUndone: (signature, words) => {
      setNotice(words);
      if (signature.dossierId === dossierId) setRereads((count) => count + 1);
      else show(signature.dossierId);
    },
    onUndoneTogether: (words) => {
      setNotice(words);
      list.refetch();
    },
    onLeft: (signature, words) => {
      setNotice(words);
      // She may have come back to it: it says what it is now.
      if (signature.dossierId === dossierId) setRereads((count) => count + 1);
    },
    onProblem: setNotice,
  });
  const { begin } = signatures;
  const onPending = useCallback((signature: Signature) => begin(signature), [begin]);
  const recorded = (own: Recorded, kind: 'validate' | 'hold' | 'refuse' | 'comment') => {
    list.refetch();
    if (dossierId === null) return;
    const patientName = entry?.patientName ?? 'Dossier';
    // The next dossier comes up at once: the time to undo runs beside it.
    if (kind === 'hold') setNotice(`${patientName} : mise en attente enregistrée.`);
    else if (own.isUnread) setNotice(`${patientName} : signature enregistrée. Rien ne part avant l’accord d’un second lecteur.`);
    else {
      setNotice('');
      begin({ ...own, kind, dossierId, patientName });
    }
    // Her comments are on the dossier that she stays with.
    if (kind === 'comment') setRereads((count) => count + 1);
    else goOn(dossierId);
  };
  const startReview = () => {
    setNotice('');
    show(null);
    setReview(shown.flatMap(({ entry: { dossierId: id } }) => (picked.ids.has(id) ? id : [])));
  };
  const signedTogether = ({ batchId, signedAt, dossiers }: BatchAnswer, names: ReadonlyMap<string, string>) => {
    const named = (id: string) => names.get(id) ?? 'Dossier';
    const signed = dossiers.filter(({ code }) => code === null);
    for (const { dossierId: id, decisionId, effectiveAt, state } of signed)
      if (decisionId !== null && effectiveAt && state === 'pending')
        begin({
          kind: 'validate',
          dossierId: id,
          patientName: named(id),
          decisionId,
          signedAt,
          effectiveAt,
          state,
          isUnread: false,
          together: { batchId, count: signed.length },
        });
    setNotice(batchWords(dossiers, named));
    picked.turn(false);
    setReview(null);
    list.refetch();
  };
  const walk = async (step: 1 | -1) => {
    const isLast = step === 1 && list.hasMore && shown.findLast((line) => !line.gone)?.entry.dossierId === dossierId;
    const next = neighbourOf(isLast ? await list.readMore() : shown, dossierId, step);
    if (next !== null) openByHand(next);
  };
  const first = neighbourOf(shown, null, 1);
  usePrefetch(dossierId === null ? first : nextAfter(shown, shown, dossierId), dossierId);
  /** The line that has the focus, or that of the open dossier. */
  const pickLine = (pick: (id: string) => void) => {
    const id = document.activeElement?.closest('[data-line]')?.getAttribute('data-line') ?? dossierId;
    if (id !== null && shown.some((line) => !line.gone && line.entry.dossierId === id)) pick(id);
  };
  const keys = [
    { key: 'j', label: 'dossier suivant', run: () => void walk(1), closed: first === null },
    { key: 'k', label: 'dossier précédent', run: () => void walk(-1), closed: first === null },
    { key: 'l', label: 'liste', run: () => setListOpen((isOpen) => !isOpen) },
    { key: 'r', label: 'relire la liste', run: list.refetch },
    { key: 'b', label: 'choisir la ligne, pour lire et signer ensemble', run: () => pickLine(picked.toggle) },
    { key: 'b', shift: true, label: 'choisir jusqu’à la ligne', run: () => pickLine(picked.reach) },
    { key: 'g', label: 'lire ensemble les lignes choisies', run: startReview, closed: picked.ids.size === 0 },
  ];
  const listed = [
    ...CARD_KEYS,
    { key: 'z', label: 'annuler la signature, tant que le délai court', run: () => undefined },
    { key: 'Enter', label: 'signer', run: () => undefined },
  ];
  const acts = actsOf([...keys, ...listed]);
  const ownKeys = useOwnKeys(acts);

  const signedIds = new Set(signatures.running.map((signature) => signature.dossierId));
  const undoBar = signatures.running.length > 0 ? <SignedBar state={signatures} now={now} openId={dossierId} /> : undefined;
  const toCall = calls.data?.calls.filter((call) => call.dossierId !== dossierId) ?? [];
  const [pressing] = toCall;
  const callBar = pressing && <CallNotice call={pressing} others={toCall.length - 1} now={now} onCall={() => callNow(pressing.dossierId)} />;
  const toldBar = notice ? (
    <Banner tone="told" act={{ label: 'Fermer', run: () => setNotice('') }}>
      {notice}
    </Banner>
  ) : undefined;
  const openedBar = presence.holder && (
    <Banner tone="told" act={{ label: 'Prendre la main', run: presence.take }}>
      {holderWords(presence.holder)}
    </Banner>
  );
  const noticeBar = (
    <>
      {openedBar}
      {callBar}
      {toldBar}
    </>
  );
  const isListShown = isListOpen || (dossierId === null && review === null);
  return (
    <>
      <HelpDialog open={isHelpOpen} onOpen={setHelpOpen} keys={keys} listed={listed}>
        <KeysEditor acts={acts} own={ownKeys} />
      </HelpDialog>
      <TabletFrame
        listOpen={isListShown}
        banner={
          clock?.link === 'lost' && clock.lastContactAt ? (
            <LinkLost lastContactAt={clock.lastContactAt.toISOString()} now={now} onRetry={list.refetch} act={<GardeButton />} />
          ) : undefined
        }
        list={
          <ListPlace
            list={list}
            calls={calls}
            filter={filter}
            views={views}
            onFilter={setFilter}
            current={dossierId}
            signedIds={signedIds}
            now={now}
            opened={opened}
            signer={signer}
            picked={picked}
            onReview={startReview}
            onOpen={openByHand}
            onHelp={() => setHelpOpen(true)}
          />
        }
        folded={
          isListShown || !list.data ? (
            dossierId !== null && (
              <div className="border-b border-line-strong bg-paper px-4 py-1.5">
                <Button kbd="L" onClick={() => setListOpen(false)}>
                  Revenir au dossier
                </Button>
              </div>
            )
          ) : (
            <FoldedStrip
              worklist={list.data}
              next={shown.filter((line) => !line.gone && line.entry.dossierId !== dossierId)}
              count={totalOf(list.groups)}
              now={now}
              onOpen={openByHand}
              onList={() => setListOpen(true)}
            />
          )
        }
      >
        {review ? (
          <BatchPlace
            dossierIds={review}
            signer={signer}
            now={now}
            notice={noticeBar}
            undoBar={undoBar}
            onOpen={openByHand}
            onDrop={(id) => {
              picked.toggle(id);
              setReview(review.length === 1 ? null : review.filter((other) => other !== id));
            }}
            onSigned={signedTogether}
            onClose={() => setReview(null)}
          />
        ) : dossierId === null ? (
          <Frame title="Aucun dossier ouvert" notice={noticeBar} act={undoBar}>
            <EmptyState title={first === null ? 'Rien à ouvrir.' : `${plural(totalOf(list.groups), 'dossier', 'dossiers')} dans la liste.`}>
              <span className="flex flex-wrap gap-2">
                {first !== null && (
                  <Button variant="primary" kbd="J" onClick={() => void walk(1)}>
                    Ouvrir le premier
                  </Button>
                )}
                <CarriedButton />
              </span>
            </EmptyState>
          </Frame>
        ) : (
          <CardPlace
            key={dossierId}
            dossierId={dossierId}
            entry={entry}
            list={list}
            isAsked={isAsked}
            rereads={rereads}
            isToCall={calledId === dossierId}
            signer={signer}
            now={now}
            undoBar={undoBar}
            isSigned={signedIds.has(dossierId)}
            notice={noticeBar}
            onOpen={openByHand}
            onRecorded={recorded}
            onPending={onPending}
          />
        )}
      </TabletFrame>
    </>
  );
}
