'use client';

import Link from 'next/link';
import { useState } from 'react';
import { NBSP } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Dialog } from '../../../../_ui/dialog';
import { useNow } from '../../../../_ui/use-now';
import { heardWords, heldBackWords, kindWords, limitWords, stateWords } from '../../_logic/device-words';
import type { Device, Devices } from '../../_logic/types';
import { DeviceBlock } from './device-block';
import { DeviceForm } from './device-form';

interface DeviceLineProps {
  device: Device;
  /** When the server said so. */
  at: Date;
  mayManage: boolean;
  laboratories: Devices['laboratories'];
  onChanged: () => void;
}

/** One device: where it stands, how it is, when it was heard, what is held back; its référent changes, blocks and unblocks it. */
export function DeviceLine({ device, at, mayManage, laboratories, onChanged }: DeviceLineProps) {
  const now = useNow(at.toISOString(), 30_000);
  const [open, setOpen] = useState<'change' | 'block' | null>(null);
  const isBad = device.state === 'silent' || device.state === 'blocked';
  const close = () => {
    setOpen(null);
    onChanged();
  };
  return (
    <li data-print="whole" className="grid gap-1 border border-line px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <p className="min-w-0">
          <b className="font-strong wrap-break-word">{device.name}</b>
          {device.ward !== '' && `, ${device.ward}`}
          <span className={`block ${isBad ? 'font-strong text-critical' : ''}`}>
            {isBad && <span aria-hidden="true">▲ </span>}
            {stateWords(device, now)}
          </span>
        </p>
        {mayManage && (
          <span data-print="no" className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('change')}>Modifier</Button>
            <Button onClick={() => setOpen('block')}>{device.state === 'blocked' ? 'Débloquer' : 'Bloquer'}</Button>
          </span>
        )}
      </div>
      {device.blockReason !== null && (
        <p className="border-l-[3px] border-critical bg-critical-soft px-3 py-1.5">
          Motif{NBSP}: {device.blockReason}
        </p>
      )}
      {device.heldBack > 0 && (
        <p>
          {heldBackWords(device.heldBack)}{' '}
          <Link href="/exchanges/repair" data-print="no" className="inline-flex min-h-touch items-center text-action underline underline-offset-[3px]">
            Ouvrir
          </Link>
        </p>
      )}
      <p className="text-s text-ink-2">
        {heardWords(device)} ; {limitWords(device)}
      </p>
      <p className="text-s wrap-break-word text-ink-2">
        {device.laboratoryName} · {kindWords(device.kind)} · {device.codes.length > 1 ? 'codes' : 'code'}{' '}
        <span className="figures">{device.codes.join(', ')}</span>
      </p>
      <Dialog title={`Modifier ${device.name}`} open={open === 'change'} onClose={() => setOpen(null)}>
        <DeviceForm device={device} laboratories={laboratories} onDone={close} />
      </Dialog>
      <Dialog title={`${device.state === 'blocked' ? 'Débloquer' : 'Bloquer'} ${device.name}`} open={open === 'block'} onClose={() => setOpen(null)}>
        <DeviceBlock device={device} onDone={close} />
      </Dialog>
    </li>
  );
}
