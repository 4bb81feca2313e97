'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';

/** Ends the session here and on the server; the page is left even when the server does not answer. */
export function LeaveButton() {
  const trpc = useTRPC();
  const leave = useMutation(trpc.portal.leave.mutationOptions({ onSettled: () => window.location.replace('/mes-resultats') }));
  return (
    <Button
      variant="text"
      pending={leave.isPending}
      onClick={() => {
        document.body.hidden = true;
        leave.mutate();
      }}
    >
      Se déconnecter
    </Button>
  );
}
