'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Problem, problemOf } from '../_door/problem';

/** Ends the access, not the data: the results stay with the laboratory. */
export function CloseMyAccount() {
  const trpc = useTRPC();
  const [isAsked, setAsked] = useState(false);
  const close = useMutation(trpc.means.closeAccount.mutationOptions({ onSuccess: () => window.location.replace('/mes-resultats') }));
  return (
    <>
      <h2 className="text-[1.1875rem] font-strong">Fermer mon accès</h2>
      <p className="text-ink-2">Clés, mot de passe et coordonnées sont oubliés. Vos résultats restent au laboratoire, et peuvent vous y être remis.</p>
      <div className="mt-3 grid gap-2">
        <Problem sentence={problemOf(close.error)} />
        {isAsked ? (
          <div className="flex flex-wrap gap-2">
            <Button variant="danger-quiet" size="large" pending={close.isPending} onClick={() => close.mutate()}>
              Fermer pour de bon
            </Button>
            <Button size="large" onClick={() => setAsked(false)}>
              Garder mon accès
            </Button>
          </div>
        ) : (
          <Button size="large" onClick={() => setAsked(true)}>
            Fermer mon accès
          </Button>
        )}
      </div>
    </>
  );
}
