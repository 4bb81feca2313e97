'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../_client/use-act';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import type { Device } from '../../_logic/types';

/** Blocks a device or lets it speak again, with the reason. */
export function DeviceBlock({ device, onDone }: { device: Device; onDone: () => void }) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const block = useAct(trpc.devices.block.mutationOptions({ onSuccess: onDone }));
  const unblock = useAct(trpc.devices.unblock.mutationOptions({ onSuccess: onDone }));
  const isBlocked = device.state === 'blocked';
  const act = isBlocked ? unblock : block;
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
        error={act.isSlow ? SLOW_WORDS : act.error ? sentenceOf(act.error) : undefined}
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
