'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../_client/use-act';
import { Button } from '../../../../_ui/button';
import { Select } from '../../../../_ui/select';
import { contentOf, type DeviceDraft, draftOf, missingIn } from '../../_logic/device-words';
import type { Device, Devices } from '../../_logic/types';
import { DeviceFields } from './device-fields';

interface DeviceFormProps {
  /** The device to change; left out, another one is declared. */
  device?: Device;
  laboratories: Devices['laboratories'];
  nameId?: string;
  onDone: () => void;
}

const EMPTY: DeviceDraft = { laboratoryId: '', codes: '', name: '', ward: '', kind: 'glucose', minutes: '' };

/** Declares a device, or changes what is said of one: what was received keeps its origin. */
export function DeviceForm({ device, laboratories, nameId, onDone }: DeviceFormProps) {
  const trpc = useTRPC();
  const [draft, setDraft] = useState(device ? draftOf(device) : EMPTY);
  const onSuccess = () => {
    if (!device) setDraft({ ...EMPTY, laboratoryId: draft.laboratoryId });
    onDone();
  };
  const declare = useAct(trpc.devices.declare.mutationOptions({ onSuccess }));
  const change = useAct(trpc.devices.change.mutationOptions({ onSuccess }));
  const sent = device ? change : declare;
  const missing = missingIn(draft);
  const laboratoryId = draft.laboratoryId || (laboratories[0]?.id ?? '');
  const send = () => {
    if (device) change.mutate({ deviceId: device.id, content: contentOf(draft) });
    else declare.mutate({ laboratoryId, content: contentOf(draft) });
  };
  return (
    <form
      data-print="no"
      className="grid max-w-prose gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null && !sent.isPending) send();
      }}
    >
      {!device && <h3 className="font-strong">Déclarer un appareil</h3>}
      {!device && laboratories.length > 1 && (
        <Select
          label="Laboratoire"
          value={laboratoryId}
          onChange={(event) => setDraft({ ...draft, laboratoryId: event.target.value })}
          options={laboratories.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <DeviceFields draft={draft} wards={laboratories.find(({ id }) => id === laboratoryId)?.wards ?? []} onDraft={setDraft} {...(nameId ? { nameId } : {})} />
      <span>
        <Button type="submit" pending={sent.isPending} closed={missing ?? false}>
          {device ? 'Enregistrer' : 'Déclarer cet appareil'}
        </Button>
      </span>
      <p role="status" className={sent.isError ? 'font-medium text-critical' : 'text-ink-2'}>
        {sent.isSlow ? SLOW_WORDS : sent.error ? sentenceOf(sent.error) : sent.isSuccess ? 'Enregistré.' : ''}
      </p>
    </form>
  );
}
