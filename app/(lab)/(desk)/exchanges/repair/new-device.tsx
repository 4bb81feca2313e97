'use client';

import { useState } from 'react';
import { Button } from '../../../../_ui/button';
import { contentOf, type DeviceDraft, missingIn } from '../../_logic/device-words';
import type { RepairAct } from '../../_logic/types';
import { DeviceFields } from '../doors/device-fields';

const EMPTY: DeviceDraft = { laboratoryId: '', codes: '', name: '', ward: '', kind: 'glucose', minutes: '' };

/** Declares the bedside device that came, under the code that it came with. */
export function NewDevice({ isPending, onChoose }: { isPending: boolean; onChoose: (choice: RepairAct) => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const missing = missingIn(draft, false);
  return (
    <details>
      <summary className="min-h-touch cursor-pointer py-2 text-action">Déclarer cet appareil</summary>
      <div className="grid max-w-prose gap-2">
        <DeviceFields draft={draft} wards={[]} onDraft={setDraft} hasCodes={false} />
        <Button pending={isPending} closed={missing ?? false} onClick={() => onChoose({ kind: 'new-device', content: contentOf(draft) })}>
          Déclarer
        </Button>
      </div>
    </details>
  );
}
