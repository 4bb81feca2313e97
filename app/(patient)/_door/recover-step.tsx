'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { OneTimeCode } from '../../_ui/one-time-code';
import { PatientDoor } from '../../_ui/patient-frame';
import { Problem, problemOf } from './problem';

interface RecoverProps {
  onIn: () => void;
  onSlip: () => void;
  onBack: () => void;
}

/** The way back for whoever has lost the means of coming in: mailbox and telephone together, or a new code of the laboratory. */
export function RecoverStep({ onIn, onSlip, onBack }: RecoverProps) {
  const trpc = useTRPC();
  const [login, setLogin] = useState('');
  const [born, setBorn] = useState({ day: '', month: '', year: '' });
  const [dateError, setDateError] = useState('');
  const ask = useMutation(trpc.entry.recover.mutationOptions());
  const send = (event: FormEvent) => {
    event.preventDefault();
    const birthDate = birthDateOf(born, new Date());
    if (!birthDate) return setDateError(refusalSentence('impossible-date'));
    setDateError('');
    if (login) ask.mutate({ login, birthDate });
  };
  if (ask.data) return <RecoveryCodes step={ask.data.step} onIn={onIn} onBack={() => ask.reset()} />;
  return (
    <PatientDoor title="Rétablir votre accès" lead="Deux codes partent, l’un par e-mail, l’autre par SMS, aux adresses que vous aviez confirmées.">
      <form onSubmit={send} className="flex flex-1 flex-col gap-5">
        <Field label="Adresse e-mail" size="large" type="email" autoComplete="username" value={login} onChange={(event) => setLogin(event.target.value)} />
        <BirthDate size="large" value={born} onValue={setBorn} error={dateError} />
        <Problem sentence={problemOf(ask.error)} />
        <Button type="submit" variant="primary" size="large" pending={ask.isPending}>
          Recevoir les deux codes
        </Button>
        <div className="mt-auto grid justify-items-center gap-1 pt-4 text-center">
          <p className="text-base text-ink-2">Sans cette adresse ou ce téléphone, le laboratoire peut vous remettre un code, avec une pièce d’identité.</p>
          <Button variant="text" size="large" onClick={onSlip}>
            J’ai un code du laboratoire
          </Button>
          <Button variant="text" size="large" onClick={onBack}>
            Entrer autrement
          </Button>
        </div>
      </form>
    </PatientDoor>
  );
}

function RecoveryCodes({ step, onIn, onBack }: { step: string; onIn: () => void; onBack: () => void }) {
  const trpc = useTRPC();
  const [mailCode, setMailCode] = useState('');
  const [smsCode, setSmsCode] = useState('');
  const finish = useMutation(trpc.entry.finishRecovery.mutationOptions({ onSuccess: onIn }));
  const isFull = mailCode.length === 6 && smsCode.length === 6;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isFull) finish.mutate({ step, mailCode, smsCode });
  };
  return (
    <PatientDoor title="Les deux codes" lead="Si l’adresse et la date sont justes, deux codes viennent de partir. Ils sont valables 10 minutes.">
      <form onSubmit={send} className="flex flex-1 flex-col gap-5">
        <OneTimeCode label="Code reçu par e-mail" size="large" value={mailCode} onValue={setMailCode} />
        <OneTimeCode label="Code reçu par SMS" size="large" value={smsCode} onValue={setSmsCode} />
        <Problem sentence={problemOf(finish.error)} />
        <Button type="submit" variant="primary" size="large" pending={finish.isPending} closed={!isFull}>
          Rétablir mon accès
        </Button>
        <p className="text-base text-ink-2">Les anciennes clés et l’ancien mot de passe n’ouvriront plus rien.</p>
        <div className="mt-auto grid justify-items-center pt-4">
          <Button variant="text" size="large" onClick={onBack}>
            Recommencer
          </Button>
        </div>
      </form>
    </PatientDoor>
  );
}
