'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { formatNumber, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { ActSays } from '../../_desk/act-says';
import { ARCHIVE_KINDS } from '../../_logic/archive-words';
import type { ResendFilter } from '../../_logic/types';

const KINDS = ARCHIVE_KINDS.flatMap((kind) => (kind.value === 'report' || kind.value === 'notice' ? [] : [kind]));

/** What to send again, how many that is, and why; nothing leaves before the number was seen. */
export function ResendDialog({
  laboratories,
  onClose,
  onSent,
}: {
  laboratories: readonly { id: string; name: string }[];
  onClose: () => void;
  onSent: () => void;
}) {
  const trpc = useTRPC();
  const [filter, setFilter] = useState<ResendFilter>({
    laboratoryId: laboratories[0]?.id ?? '',
    messageId: null,
    from: null,
    to: null,
    kinds: [],
    accessionNumber: null,
  });
  const [reason, setReason] = useState('');
  const isBounded = filter.laboratoryId !== '' && (filter.accessionNumber !== null || filter.from !== null);
  const preview = useQuery({ ...trpc.transmissions.previewResend.queryOptions(filter), enabled: isBounded });
  const resend = useAct(trpc.transmissions.resend.mutationOptions());
  const set = (changed: Partial<ResendFilter>) => setFilter({ ...filter, ...changed });
  const shown = isBounded && !preview.isFetching ? preview.data : undefined;
  const isTooMany = shown !== undefined && shown.total > shown.most;
  const closed = !isBounded
    ? 'période ou dossier à donner'
    : shown === undefined
      ? 'comptage en cours'
      : shown.total === 0
        ? 'rien à renvoyer'
        : isTooMany
          ? 'trop d’un coup'
          : reason.trim() === '' && 'motif à écrire';
  const send = () => {
    if (shown) resend.mutate({ filter, expected: shown.total, reason }, { onSuccess: onSent, onError: () => void preview.refetch() });
  };
  return (
    <Dialog
      title="Renvoyer au SIL"
      open
      busy={resend.isPending}
      onClose={onClose}
      footer={
        <>
          <Button closed={resend.isPending} onClick={onClose}>
            Revenir
          </Button>
          <Button variant="primary" pending={resend.isPending} closed={closed} onClick={send}>
            Renvoyer {shown && shown.total > 0 ? formatNumber(shown.total) : ''}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>Les mêmes messages, au même numéro, dans le même ordre. Seulement ce que le SIL avait déjà pris.</p>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label="Laboratoire"
            value={filter.laboratoryId}
            options={laboratories.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set({ laboratoryId: event.target.value })}
          />
          <Select
            label="Quoi"
            value={filter.kinds[0] ?? ''}
            options={[{ value: '', label: 'Tout' }, ...KINDS]}
            onChange={(event) => set({ kinds: KINDS.flatMap(({ value }) => (value === event.target.value ? [value] : [])) })}
          />
          <Field label="Du" type="date" value={filter.from ?? ''} onChange={(event) => set({ from: event.target.value || null })} />
          <Field label="Au" type="date" value={filter.to ?? ''} onChange={(event) => set({ to: event.target.value || null })} />
          <Field
            label="N° de dossier"
            value={filter.accessionNumber ?? ''}
            autoComplete="off"
            onChange={(event) => set({ accessionNumber: event.target.value || null })}
          />
        </div>
        <p role="status" className={isTooMany ? 'font-medium text-critical' : 'font-medium'}>
          {shown ? previewWords(shown) : isBounded ? 'Comptage…' : 'Donnez une période ou un n° de dossier pour compter.'}
        </p>
        <Field label="Motif" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
        <ActSays acts={[resend]} />
      </div>
    </Dialog>
  );
}

function previewWords({ total, most, kinds }: { total: number; most: number; kinds: readonly { kind: string; count: number }[] }): string {
  if (total === 0) return 'Aucun message pris par le SIL ne correspond.';
  const detail = kinds
    .map(({ kind, count }) => `${formatNumber(count)} × ${KINDS.find(({ value }) => value === kind)?.label.toLowerCase() ?? kind}`)
    .join(', ');
  const words = `${plural(total, 'message sera renvoyé', 'messages seront renvoyés')} : ${detail}.`;
  return total > most ? `${words} Pas plus de ${formatNumber(most)} à la fois : réduisez la période.` : words;
}
