'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant, plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { ButtonLink } from '../../../_ui/button-link';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { TextArea } from '../../../_ui/text-area';
import { useNow } from '../../../_ui/use-now';
import { DeskBar } from '../_desk/desk-bar';
import { LinkState } from '../_desk/link-state';
import { PrintButton } from '../_desk/print-button';
import { endWords } from '../_logic/handover-words';
import type { HandoverView } from '../_logic/types';
import { useDutyAct } from '../duty/use-roster';
import { ItemList } from './item-list';
import { useHandover, useHandoverState } from './use-handover';

/** One hand-over: what is open now beside what was offered, and the answer that only its receiver can give. */
export function OfferScreen({ serverNow, handoverId }: { serverNow: string; handoverId: string }) {
  const now = useNow(serverNow, 10_000);
  const { handover, failed, readAt, refetch } = useHandover(handoverId);
  return (
    <>
      <LinkState readAt={readAt ? new Date(readAt) : null} now={now} onRetry={refetch} />
      <DeskBar title="Relève" subtitle={handover ? `${handover.from.name} → ${handover.to.name}` : ''}>
        <div data-print="no" className="flex flex-wrap gap-2">
          <ButtonLink href="/handover">Toutes les relèves</ButtonLink>
          <PrintButton />
        </div>
      </DeskBar>
      {failed && !handover && <ErrorLine sentence="Cette relève n’existe pas, ou n’est pas de vos sites." onRetry={refetch} />}
      <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
        {!handover && !failed && <LoadingLine what="Lecture de la relève…" />}
        {handover && (
          <>
            <Facts handover={handover} />
            <ItemList items={handover.items} sites={handover.sites} remarks={handover.remarks} />
            {handover.state === 'open' && <Answer handover={handover} onAnswered={refetch} />}
          </>
        )}
      </main>
    </>
  );
}

function Facts({ handover }: { handover: HandoverView }) {
  const isOpen = handover.state === 'open';
  return (
    <div className="grid gap-2">
      <p>
        <b className="font-strong">{handover.sites.map(({ name }) => name).join(', ')}</b>, {plural(handover.items.length, 'point', 'points')}, proposée le{' '}
        <span className="figures">{formatInstant(handover.offeredAt)}</span>
        {isOpen ? `. ${handover.from.name} en répond jusqu’à l’acceptation.` : `, ${endWords(handover)}.`}
        {handover.reason && ` Motif : ${handover.reason}`}
      </p>
      {handover.note && <p className="max-w-[80ch] border-l-3 border-action pl-3 whitespace-pre-line">{handover.note}</p>}
      {handover.changes > 0 && (
        <p role="status" className="border-l-3 border-abnormal bg-abnormal-soft px-3 py-1.5">
          {isOpen
            ? `Depuis la proposition, ${plural(handover.changes, 'point a changé', 'points ont changé')} : ils sont marqués, l’acceptation vaut pour ce qui est affiché.`
            : `Entre la proposition et la réponse, ${plural(handover.changes, 'point avait changé', 'points avaient changé')}.`}
        </p>
      )}
    </div>
  );
}

function Answer({ handover, onAnswered }: { handover: HandoverView; onAnswered: () => void }) {
  const client = useTRPCClient();
  const { state } = useHandoverState();
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const { act, problem, pending } = useDutyAct(() => undefined);
  const answer = async (send: () => Promise<unknown>) => {
    await act(send);
    // Also when it was refused: what changed is shown.
    onAnswered();
  };
  const handoverId = handover.id;
  const isReceiver = state?.ownId === handover.to.id;
  if (!state || (!isReceiver && state.ownId !== handover.from.id)) return null;
  return (
    <section aria-label="Réponse" data-print="no" className="sticky bottom-0 grid gap-2 border-t border-line-strong bg-surface py-3">
      {problem && <ErrorLine sentence={problem} />}
      {isDeclining && (
        <TextArea label="Pourquoi vous ne pouvez pas" rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      )}
      <div className="flex flex-wrap gap-2">
        {isReceiver && !isDeclining && (
          <>
            <Button
              variant="primary"
              pending={pending}
              onClick={() => void answer(() => client.handover.answer.mutate({ handoverId, answer: 'accepted', seen: handover.hash }))}
            >
              {`Accepter : je réponds de ${handover.sites.map(({ name }) => name).join(', ')}`}
            </Button>
            <Button closed={pending} onClick={() => setDeclining(true)}>
              Décliner
            </Button>
          </>
        )}
        {isReceiver && isDeclining && (
          <>
            <Button
              variant="primary"
              pending={pending}
              closed={reason.trim() === '' ? 'écrivez le motif' : false}
              onClick={() => void answer(() => client.handover.answer.mutate({ handoverId, answer: 'declined', reason }))}
            >
              Décliner la relève
            </Button>
            <Button closed={pending} onClick={() => setDeclining(false)}>
              Revenir
            </Button>
          </>
        )}
        {!isReceiver && (
          <Button pending={pending} onClick={() => void answer(() => client.handover.answer.mutate({ handoverId, answer: 'withdrawn' }))}>
            Reprendre la proposition
          </Button>
        )}
      </div>
    </section>
  );
}
