'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../_client/trpc';
import { PatientDoor } from '../../_ui/patient-frame';
import { CodeForm } from './code-step';
import { problemOf } from './problem';

/** The code sent where the person was known to be reached before: with the paper, the second proof. */
export function ConfirmStep({ onIn, onBack }: { onIn: () => void; onBack: () => void }) {
  const trpc = useTRPC();
  const { mutate: ask, ...asked } = useMutation(trpc.entry.sendEnrolmentCode.mutationOptions());
  const finish = useMutation(trpc.entry.finishEnrolment.mutationOptions({ onSuccess: onIn }));
  useEffect(() => ask(), [ask]);
  const where = asked.data?.channel === 'mail' ? 'à l’adresse e-mail connue' : 'sur le téléphone connu';
  return (
    <PatientDoor step="Étape 2 sur 2" title="Le code reçu" lead={`Un code vient de partir ${where} du laboratoire. Il est valable 10 minutes.`}>
      <CodeForm
        submit="Entrer"
        pending={finish.isPending}
        problem={problemOf(finish.error ?? asked.error)}
        onCode={(code) => asked.data && finish.mutate({ step: asked.data.step, code })}
        again={{ pending: asked.isPending, onAgain: () => ask() }}
        back={{ label: 'Ce numéro n’est plus le mien', onBack }}
      />
    </PatientDoor>
  );
}
