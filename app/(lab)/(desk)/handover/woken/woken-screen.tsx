'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { leaveIfSessionEnded } from '../../../../_client/session-end';
import { useTRPCClient } from '../../../../_client/trpc';
import { ButtonLink } from '../../../../_ui/button-link';
import { EmptyState } from '../../../../_ui/empty-state';
import { LoadingLine } from '../../../../_ui/loading-line';
import { placeOfWake } from '../../_logic/wake-words';

/** Says that she is awake, once, and goes to what woke her; a notification of somebody else, or of another night, leads to the list. */
export function WokenScreen({ token }: { token: string }) {
  const client = useTRPCClient();
  const router = useRouter();
  const [isUnknown, setUnknown] = useState(false);
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    client.wake.open.mutate({ token }).then(
      (woken) => router.replace(placeOfWake(woken)),
      (error: unknown) => {
        if (!leaveIfSessionEnded(error)) setUnknown(true);
      },
    );
  }, [client, router, token]);
  return (
    <main className="flex-1 bg-surface px-4 py-4 desk:px-6">
      {isUnknown ? (
        <EmptyState title="Cette notification n’est pas, ou plus, pour vous.">
          <ButtonLink href="/worklist">Ouvrir la liste</ButtonLink>
        </EmptyState>
      ) : (
        <LoadingLine what="Ouverture de ce qui vous attend…" />
      )}
    </main>
  );
}
