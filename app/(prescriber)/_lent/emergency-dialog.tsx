'use client';

import { useState } from 'react';
import { Dialog } from '../../_ui/dialog';
import type { EmergencyPatient } from '../_logic/types';
import { EmergencyReason } from './emergency-reason';
import { EmergencySearch } from './emergency-search';

/** « Accès d’urgence »: first the one patient, then why; nothing is open before it was proven. */
export function EmergencyDialog({ open, onClose, onOpened }: { open: boolean; onClose: () => void; onOpened: () => void }) {
  const [found, setFound] = useState<EmergencyPatient | null>(null);
  const close = () => {
    setFound(null);
    onClose();
  };
  const opened = () => {
    setFound(null);
    onOpened();
  };
  return (
    <Dialog title="Accès d’urgence" open={open} onClose={close}>
      <p className="mb-4 border-l-[3px] border-critical bg-critical-soft px-4 py-2">
        Pour un patient dont les résultats ne vous sont pas adressés, quand son état l’exige. Une heure, lecture seule. Le médecin administrateur est prévenu et
        revoit chaque accès{'\u202f'}; le patient le voit aussi.
      </p>
      {found ? <EmergencyReason patient={found} onOther={() => setFound(null)} onOpened={opened} /> : <EmergencySearch onFound={setFound} />}
    </Dialog>
  );
}
