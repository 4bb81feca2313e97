'use client';

import { useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { plural } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { Select } from '../../../_ui/select';
import { TextArea } from '../../../_ui/text-area';
import { proposedFor } from '../_logic/handover-words';
import type { HandoverState } from '../_logic/types';
import { useDutyAct } from '../duty/use-roster';
import { ItemList } from './item-list';
import { useOpenItems } from './use-handover';

/** The hand-over before it is offered: which sites, to whom, and a word on whatever needs one. */
export function PrepareForm({ state, onClose, onDone }: { state: HandoverState; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const own = state.sites.filter(({ responsible }) => responsible?.id === state.ownId);
  const [siteIds, setSiteIds] = useState(() => own.map(({ id }) => id));
  const sites = own.filter(({ id }) => siteIds.includes(id));
  const people = state.people.filter(({ siteIds: theirs }) => siteIds.every((id) => theirs.includes(id)));
  const proposed = proposedFor(sites, state.ownId);
  const [chosen, setChosen] = useState<string | null>(null);
  const toUserId = chosen ?? (people.some(({ id }) => id === proposed) ? proposed : null) ?? '';
  const [note, setNote] = useState('');
  const [remarks, setRemarks] = useState<Record<string, string>>({});
  const { list, failed, refetch } = useOpenItems(siteIds);
  // Refused because something changed: what is there now is shown before it is sent again.
  const { act, problem, pending } = useDutyAct(() => undefined);
  const colleague = people.find(({ id }) => id === toUserId);
  const send = async () => {
    if (!list) return;
    if (await act(() => client.handover.offer.mutate({ siteIds, toUserId, note, remarks, seen: list.hash }))) {
      onDone();
      onClose();
    } else refetch();
  };
  const missing = siteIds.length === 0 ? 'choisissez un site' : toUserId === '' ? 'choisissez un collègue' : !list;
  return (
    <section aria-label="Préparer la relève" className="grid gap-4 border border-line-strong p-4">
      <h2 className="text-title font-strong">Préparer la relève</h2>
      <fieldset className="flex flex-wrap gap-x-5">
        <legend className="font-medium">Sites transmis</legend>
        {own.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={name}
            checked={siteIds.includes(id)}
            onChange={(event) => setSiteIds(event.target.checked ? [...siteIds, id] : siteIds.filter((other) => other !== id))}
          />
        ))}
      </fieldset>
      <Select
        label="À qui"
        hint={proposed && toUserId === proposed ? 'Le collègue suivant d’après le tableau de garde.' : undefined}
        placeholder="Choisir un collègue"
        value={toUserId}
        onChange={(event) => setChosen(event.target.value)}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea label="Mot général (facultatif)" rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
      {failed && <ErrorLine sentence="Ce qui est ouvert n’a pas pu être lu." onRetry={refetch} />}
      {siteIds.length > 0 && !list && !failed && <LoadingLine what="Lecture de ce qui est ouvert…" />}
      {list && (
        <ItemList items={list.items} sites={state.sites} remarks={remarks} onRemark={(key, remark) => setRemarks((before) => ({ ...before, [key]: remark }))} />
      )}
      {problem && <ErrorLine sentence={problem} />}
      <div className="sticky bottom-0 flex flex-wrap gap-2 border-t border-line bg-surface py-3">
        <Button variant="primary" pending={pending} closed={missing} onClick={() => void send()}>
          {`Proposer${list ? ` ${plural(list.items.length, 'point', 'points')}` : ''}${colleague ? ` à ${colleague.name}` : ''}`}
        </Button>
        <Button closed={pending} onClick={onClose}>
          Ne rien proposer
        </Button>
      </div>
    </section>
  );
}
