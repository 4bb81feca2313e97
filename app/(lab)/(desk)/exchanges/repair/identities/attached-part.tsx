'use client';

import { useState } from 'react';
import { sentenceOf } from '../../../../../_client/sentence-of';
import { useTRPC } from '../../../../../_client/trpc';
import { SLOW_WORDS, useAct } from '../../../../../_client/use-act';
import { Button } from '../../../../../_ui/button';
import type { ComparedPerson, IdentityCandidate } from '../../../_logic/types';
import { CompareTable } from './compare-table';
import { ReasonForm } from './reason-form';

interface AttachedPartProps {
  dossierId: string;
  own: ComparedPerson;
  attachedTo: IdentityCandidate;
  isConfirmed: boolean;
  onDetached: () => void;
}

/** Whose it is said to be, and the way back. */
export function AttachedPart({ dossierId, own, attachedTo, isConfirmed, onDetached }: AttachedPartProps) {
  const trpc = useTRPC();
  const [isOpen, setIsOpen] = useState(false);
  const { mutate, isPending, isSlow, error } = useAct(trpc.attach.detach.mutationOptions({ onSuccess: onDetached }));
  const name = `${attachedTo.person.birthFamilyName} ${attachedTo.person.firstGivenName}`.trim();
  return (
    <section aria-labelledby="rattache-a" className="grid gap-3">
      <h3 id="rattache-a" className="text-l font-strong">
        <span className="text-fresh">✓</span> Rattaché à {name}
      </h3>
      <CompareTable own={own} candidate={attachedTo} caption={`Identité reçue et ${name}`} />
      {isConfirmed ? (
        <p className="text-ink-2">Le SIL a nommé lui-même cette personne depuis : il n’y a plus rien à défaire ici.</p>
      ) : isOpen ? (
        <ReasonForm
          verb="Défaire le rattachement"
          warning="Le dossier reprend l’identité reçue. S’il a été signé, un biologiste le signe de nouveau."
          isPending={isPending}
          refusal={isSlow ? SLOW_WORDS : error ? sentenceOf(error) : ''}
          onCancel={() => setIsOpen(false)}
          onConfirm={(reason) => mutate({ dossierId, reason })}
        />
      ) : (
        <p data-print="no">
          <Button onClick={() => setIsOpen(true)}>Défaire le rattachement…</Button>
        </p>
      )}
    </section>
  );
}
