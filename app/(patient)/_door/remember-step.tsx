'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { addMyPasskey } from '../../_client/my-passkey';
import { Button } from '../../_ui/button';
import { PatientDoor } from '../../_ui/patient-frame';
import { Problem, problemOf } from './problem';

interface RememberProps {
  step?: string;
  /** What has to be there before a passkey can be made: an account, for whoever came by a notice. */
  prepare?: () => Promise<unknown>;
  onDone: () => void;
  /** The other way, in words, and what it does. */
  other: { label: string; onChoose: () => void };
  /** Left out where nobody may go on without. */
  onNotMine?: () => void;
}

/** « Que ce téléphone vous reconnaisse »: the recommended way, and why; whoever shares the telephone is told to take another. */
export function RememberStep({ step, prepare, onDone, other, onNotMine }: RememberProps) {
  const [isGivenUp, setGivenUp] = useState(false);
  const add = useMutation({
    mutationFn: async () => {
      await prepare?.();
      return addMyPasskey('Mon téléphone');
    },
    onSuccess: (outcome) => (outcome === 'done' ? onDone() : setGivenUp(true)),
  });
  return (
    <PatientDoor
      step={step}
      title="Que ce téléphone vous reconnaisse"
      lead={'La prochaine fois, vous entrerez comme vous déverrouillez ce téléphone\u00a0: visage, empreinte ou code.'}
    >
      <ul className="border-t border-warm-line">
        {REASONS.map(([reason, why]) => (
          <li key={reason} className="border-b border-warm-line py-3">
            <b>{reason}</b> {why}
          </li>
        ))}
      </ul>
      <div className="mt-auto grid gap-3 pt-4">
        <Problem sentence={isGivenUp ? 'Rien n’a été ajouté. Réessayez, ou choisissez l’autre façon.' : problemOf(add.error)} />
        <Button variant="primary" size="large" pending={add.isPending} onClick={() => add.mutate()}>
          Activer sur ce téléphone
        </Button>
        <Button size="large" onClick={other.onChoose}>
          {other.label}
        </Button>
        {onNotMine && (
          <Button variant="text" size="large" onClick={onNotMine}>
            Ce téléphone n’est pas à moi
          </Button>
        )}
      </div>
    </PatientDoor>
  );
}

const REASONS = [
  ['Rien à retenir.', 'Pas de mot de passe, donc rien à voler.'],
  ['Rien ne quitte le téléphone.', 'Ni votre visage ni votre empreinte ne nous sont envoyés.'],
  ['Personne d’autre n’entre.', 'Si d’autres personnes peuvent déverrouiller ce téléphone, choisissez plutôt l’autre façon.'],
] as const;
