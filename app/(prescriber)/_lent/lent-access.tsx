'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { EmergencyDialog } from './emergency-dialog';
import { PresenceDialog } from './presence-dialog';

/** The two ways to a patient whose results are not addressed to the reader: with the patient himself, or in an emergency. */
export function LentAccess({ onOpened }: { onOpened: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'presence' | 'emergency' | null>(null);
  const close = () => setDialog(null);
  const opened = () => {
    close();
    void queries.invalidateQueries(trpc.breakGlass.mine.pathFilter());
    onOpened();
  };
  return (
    <div className="flex flex-wrap gap-2 pb-2" data-print="no">
      <Button onClick={() => setDialog('presence')}>Accès avec le patient</Button>
      <Button onClick={() => setDialog('emergency')}>Accès d’urgence</Button>
      <PresenceDialog open={dialog === 'presence'} onClose={close} onOpened={opened} />
      <EmergencyDialog open={dialog === 'emergency'} onClose={close} onOpened={opened} />
    </div>
  );
}
