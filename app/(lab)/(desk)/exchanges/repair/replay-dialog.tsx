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
import type { ReplayPeriod } from '../../_logic/types';

interface ReplayDialogProps {
  laboratories: readonly { id: string; name: string }[];
  today: string;
  onClose: () => void;
  onStarted: () => void;
}

const SCOPES = [
  { value: 'kept-out', label: 'Ceux qui ne sont pas entrés' },
  { value: 'all', label: 'Tous, aussi ceux déjà entrés' },
];

/** Which messages are carried in again, how many that is, and why; nothing moves before the number was seen. */
export function ReplayDialog({ laboratories, today, onClose, onStarted }: ReplayDialogProps) {
  const trpc = useTRPC();
  const [period, setPeriod] = useState<ReplayPeriod>({ laboratoryId: laboratories[0]?.id ?? '', from: today, to: today, scope: 'kept-out' });
  const [reason, setReason] = useState('');
  const isWhole = period.laboratoryId !== '' && period.from !== '' && period.to >= period.from;
  const preview = useQuery({ ...trpc.repair.previewReplay.queryOptions(period), enabled: isWhole });
  const start = useAct(trpc.repair.replayPeriod.mutationOptions({ onSuccess: onStarted }));
  const set = (changed: Partial<ReplayPeriod>) => setPeriod({ ...period, ...changed });
  const shown = isWhole && !preview.isFetching ? preview.data : undefined;
  const isTooMany = shown !== undefined && shown.total > shown.most;
  const closed = closedBy(isWhole, shown, reason);
  return (
    <Dialog
      title="Rejouer une période"
      open
      busy={start.isPending}
      onClose={onClose}
      footer={
        <Button variant="primary" pending={start.isPending} closed={closed} onClick={() => start.mutate({ ...period, reason })}>
          Rejouer {shown && shown.total > 0 ? formatNumber(shown.total) : ''}
        </Button>
      }
    >
      <div className="grid gap-3">
        <p>
          Les messages gardés repassent dans l’ordre de leur arrivée, avec le profil et les correspondances d’aujourd’hui. Ce qui est signé ne change que si le
          message dit autre chose.
        </p>
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label="Laboratoire"
            value={period.laboratoryId}
            options={laboratories.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set({ laboratoryId: event.target.value })}
          />
          <Select
            label="Messages"
            value={period.scope}
            options={SCOPES}
            onChange={(event) => set({ scope: event.target.value === 'all' ? 'all' : 'kept-out' })}
          />
          <Field label="Du" type="date" value={period.from} max={today} onChange={(event) => set({ from: event.target.value })} />
          <Field label="Au" type="date" value={period.to} max={today} onChange={(event) => set({ to: event.target.value })} />
        </div>
        <p role="status" className={isTooMany ? 'font-medium text-critical' : 'font-medium'}>
          {shown ? previewWords(shown) : isWhole ? 'Comptage…' : 'Donnez un premier et un dernier jour.'}
        </p>
        <Field
          label="Motif"
          hint="10 caractères au moins ; gardé dans la trace"
          value={reason}
          maxLength={300}
          onChange={(event) => setReason(event.target.value)}
        />
        <ActSays acts={[start]} />
      </div>
    </Dialog>
  );
}

function closedBy(isWhole: boolean, shown: { total: number; most: number } | undefined, reason: string): string | false {
  if (!isWhole) return 'période à donner';
  if (!shown) return 'comptage en cours';
  if (shown.total === 0) return 'rien à rejouer';
  if (shown.total > shown.most) return 'trop d’un coup';
  return reason.trim().length < 10 && 'motif à écrire';
}

function previewWords({ total, most }: { total: number; most: number }): string {
  if (total === 0) return 'Aucun message de cette période n’est à rejouer.';
  const words = `${plural(total, 'message sera rejoué', 'messages seront rejoués')}.`;
  return total > most ? `${words} Pas plus de ${formatNumber(most)} à la fois\u00a0: réduisez la période.` : words;
}
