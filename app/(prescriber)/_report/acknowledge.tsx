'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../_client/trpc';
import { formatMoment } from '../../_text/format';
import { Button } from '../../_ui/button';
import type { ReadersOfReport } from '../_logic/types';

interface AcknowledgeProps {
  reportId: string;
  readers: ReadersOfReport | undefined;
  now: Date;
  onDone: () => void;
}

/** « Pris en compte »: said once, by name, and told to the laboratory. */
export function Acknowledge({ reportId, readers, now, onDone }: AcknowledgeProps) {
  const acknowledge = useMutation(useTRPC().portal.acknowledge.mutationOptions());
  if (!readers) return null;
  const isMine = readers.acknowledgements.some(({ isYou }) => isYou);
  return (
    <section aria-label="Pris en compte" className="grid gap-2">
      <h2 className="text-l font-strong">Pris en compte</h2>
      {readers.acknowledgements.length > 0 && (
        <ul>
          {readers.acknowledgements.map(({ id, name, isYou, at }) => (
            <li key={id} className="border-t border-line py-2">
              <span aria-hidden="true">✓ </span>
              <b>{name}</b>
              {isYou && ' (vous)'}, {formatMoment(at, now)}
            </li>
          ))}
        </ul>
      )}
      {!isMine && (
        <>
          <p className="text-s text-ink-2">Votre nom et l’heure sont rendus au laboratoire. Cela ne s’annule pas.</p>
          <Button pending={acknowledge.isPending} onClick={() => acknowledge.mutate({ reportId }, { onSuccess: onDone })}>
            Je l’ai pris en compte
          </Button>
        </>
      )}
      {acknowledge.error && (
        <p role="alert" className="text-critical">
          Rien n’a été enregistré. Réessayez : cela n’est jamais enregistré deux fois.
        </p>
      )}
    </section>
  );
}
