'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { PatientDoor } from '../../_ui/patient-frame';
import { CodeForm } from './code-step';
import { Problem, problemOf } from './problem';

const SENT = {
  sms: 'Un code vient de partir sur votre téléphone. Il est valable 10 minutes.',
  mail: 'Un code vient de partir à votre adresse e-mail. Il est valable 10 minutes.',
  totp: 'Le code que montre votre application.',
} as const;

/** Address and password, then the second code; a wrong one is said in the same words whoever it is. */
export function PasswordStep({ onBack, onRecover }: { onBack: () => void; onRecover: () => void }) {
  const trpc = useTRPC();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const ask = useMutation(trpc.entry.askSecondFactor.mutationOptions());
  const enter = useMutation(trpc.entry.byPassword.mutationOptions({ onSuccess: () => window.location.replace('/mes-resultats') }));
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    enter.reset();
    if (login && password) ask.mutate({ login, password });
  };
  if (ask.data)
    return (
      <PatientDoor step="Étape 2 sur 2" title="Le second code" lead={SENT[ask.data.channel]}>
        <CodeForm
          submit="Entrer"
          pending={enter.isPending}
          problem={problemOf(enter.error ?? ask.error)}
          onCode={(code) => ask.data && enter.mutate({ step: ask.data.step, code })}
          again={ask.data.channel === 'totp' ? undefined : { pending: ask.isPending, onAgain: () => send() }}
          back={{ label: 'Changer l’adresse ou le mot de passe', onBack: () => ask.reset() }}
        />
      </PatientDoor>
    );
  return (
    <PatientDoor step="Étape 1 sur 2" title="Adresse et mot de passe">
      <form onSubmit={send} className="flex flex-1 flex-col gap-5">
        <Field label="Adresse e-mail" size="large" type="email" autoComplete="username" value={login} onChange={(event) => setLogin(event.target.value)} />
        <Field
          label="Mot de passe"
          size="large"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Problem sentence={problemOf(ask.error)} />
        <Button type="submit" variant="primary" size="large" pending={ask.isPending}>
          Continuer
        </Button>
        <div className="mt-auto grid justify-items-center gap-1 pt-4">
          <Button variant="text" size="large" onClick={onRecover}>
            Je n’arrive plus à entrer
          </Button>
          <Button variant="text" size="large" onClick={onBack}>
            Entrer autrement
          </Button>
        </div>
      </form>
    </PatientDoor>
  );
}
