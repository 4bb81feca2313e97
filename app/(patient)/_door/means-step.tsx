'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { PatientDoor } from '../../_ui/patient-frame';
import { ConfirmContact } from '../_account/confirm-contact';
import { SetPassword } from '../_account/set-password';
import { Problem, problemOf } from './problem';
import { RememberStep } from './remember-step';

type Part = 'remember' | 'mail' | 'password' | 'phone';

/** The first strong means of identification, owed before anything is read: this device, or address, password and telephone one after the other. */
export function MeansStep({ onIn }: { onIn: () => void }) {
  const trpc = useTRPC();
  const [part, setPart] = useState<Part>('remember');
  const finish = useMutation(trpc.entry.finishEnrolment.mutationOptions({ onSuccess: onIn }));
  const problem = problemOf(finish.error);
  if (part === 'remember')
    return (
      <>
        <RememberStep
          step="Étape 2 sur 2"
          onDone={() => finish.mutate(null)}
          other={{ label: 'Choisir plutôt un mot de passe et un code par SMS', onChoose: () => setPart('mail') }}
        />
        <Problem sentence={problem} />
      </>
    );
  return (
    <PatientDoor step="Étape 2 sur 2" title={TITLES[part]} lead={LEADS[part]}>
      {part === 'mail' && <ConfirmContact key="mail" channel="mail" onKept={() => setPart('password')} />}
      {part === 'password' && <SetPassword hasOne={false} onSet={() => setPart('phone')} />}
      {part === 'phone' && <ConfirmContact key="sms" channel="sms" onKept={() => finish.mutate(null)} />}
      <Problem sentence={problem} />
      <div className="mt-auto grid justify-items-center pt-4">
        <Button variant="text" size="large" onClick={() => setPart('remember')}>
          Utiliser plutôt ce téléphone
        </Button>
      </div>
    </PatientDoor>
  );
}

const TITLES = { mail: 'Votre adresse e-mail', password: 'Votre mot de passe', phone: 'Votre téléphone' } as const;
const LEADS = {
  mail: 'Elle sera votre identifiant. Un code confirme qu’elle est à vous.',
  password: 'À vous seul. Personne ne vous le demandera jamais.',
  phone: 'À chaque entrée, un code y sera envoyé.',
} as const;
