'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../../../_client/refusal';
import { useTRPC } from '../../../../_client/trpc';
import { refusalSentence } from '../../../../_text/refusals';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import type { Device } from '../../_logic/types';

/** Blocks a device or lets it speak again, with the reason. */
export function DeviceBlock({ device, onDone }: { device: Device; onDone: () => void }) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const block = useMutation(trpc.devices.block.mutationOptions({ onSuccess: onDone }));
  const unblock = useMutation(trpc.devices.unblock.mutationOptions({ onSuccess: onDone }));
  const isBlocked = device.state === 'blocked';
  const act = isBlocked ? unblock : block;
  const refusal = refusalOf(act.error);
  const isShort = reason.trim().length < 10;
  return (
    <form
      className="grid max-w-prose gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort && !act.isPending) act.mutate({ deviceId: device.id, reason });
      }}
    >
      <p className="text-ink-2">
        {isBlocked
          ? 'Les prochains résultats entreront. Ceux qui ont été retenus restent dans « À réparer » : vous décidez de chacun.'
          : 'Tant qu’il est bloqué, ses résultats sont gardés, n’entrent dans aucun dossier et attendent dans « À réparer ».'}
      </p>
      <Field
        label="Motif"
        hint={isBlocked ? 'Par exemple « contrôle repassé conforme »' : 'Par exemple « contrôle de niveau 2 hors limites »'}
        autoComplete="off"
        maxLength={500}
        value={reason}
        error={refusal ? refusalSentence(refusal.code, refusal.detail) : act.isError ? 'Rien n’a été enregistré. Réessayez.' : undefined}
        onChange={(event) => setReason(event.target.value)}
      />
      <span>
        <Button
          type="submit"
          variant={isBlocked ? 'secondary' : 'danger-quiet'}
          pending={act.isPending}
          closed={isShort && 'écrivez le motif, 10 caractères au moins'}
        >
          {isBlocked ? 'Débloquer' : 'Bloquer'}
        </Button>
      </span>
    </form>
  );
}
