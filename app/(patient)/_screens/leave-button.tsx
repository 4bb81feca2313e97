'use client';

import { useState } from 'react';
import { forgetDevice } from '../../_client/forget-device';
import { leaveForGood } from '../../_client/left-mark';
import { trpcClient } from '../../_client/trpc';
import { Button } from '../../_ui/button';

/** Ends the session here and on the server; the page is left, and the session over, even when the server does not answer. */
export function LeaveButton() {
  const [isLeaving, setLeaving] = useState(false);
  const leave = async () => {
    setLeaving(true);
    document.body.hidden = true;
    await Promise.all([leaveForGood('patient', () => trpcClient.portal.leave.mutate()), forgetDevice()]);
    window.location.replace('/mes-resultats');
  };
  return (
    <Button variant="text" pending={isLeaving} onClick={() => void leave()}>
      Se déconnecter
    </Button>
  );
}
