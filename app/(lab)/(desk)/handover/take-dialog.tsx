'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { TextArea } from '../../../_ui/text-area';
import type { HandoverState } from '../_logic/types';
import { useDutyAct } from '../duty/use-roster';
import { ItemList } from './item-list';
import { useOpenItems } from './use-handover';

/** Taking over from a colleague who offered nothing: what is open is read first, and a reason is asked for while she is still there. */
export function TakeDialog({ state, fromId, onClose, onDone }: { state: HandoverState; fromId: string; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const sites = state.sites.filter(({ responsible, present }) => responsible?.id === fromId && present.some(({ id }) => id === state.ownId));
  const siteIds = sites.map(({ id }) => id);
  const { list, failed, refetch } = useOpenItems(siteIds);
  const [reason, setReason] = useState('');
  const { act, problem, pending } = useDutyAct(() => undefined);
  const holder = sites[0]?.responsible;
  const isThere = sites.some(({ responsible }) => responsible?.isOnDuty);
  const take = async () => {
    if (!list) return;
    if (await act(() => client.handover.take.mutate({ siteIds, seen: list.hash, reason }))) {
      onDone();
      onClose();
    } else refetch();
  };
  return (
    <Dialog
      title={`Prendre la relève de ${holder?.name ?? ''}`}
      open
      busy={pending}
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          pending={pending}
          closed={!list || (isThere && reason.trim() === '' ? 'écrivez le motif' : false)}
          onClick={() => void take()}
        >
          {`Répondre de ${sites.map(({ name }) => name).join(', ')}`}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>
          {isThere
            ? 'Ce collègue est encore de garde : la relève se prend avec son motif, et il le lira.'
            : 'Ses heures sont finies et il n’a rien proposé. Vous répondez de ces sites dès que vous confirmez.'}
        </p>
        {isThere && <TextArea label="Motif" rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        {failed && <ErrorLine sentence="Ce qui est ouvert n’a pas pu être lu." onRetry={refetch} />}
        {!list && !failed && <LoadingLine what="Lecture de ce qui est ouvert…" />}
        {list && <ItemList items={list.items} sites={state.sites} remarks={{}} />}
        {problem && <ErrorLine sentence={problem} />}
      </div>
    </Dialog>
  );
}
