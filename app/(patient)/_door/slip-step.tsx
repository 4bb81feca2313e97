'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { OneTimeCode } from '../../_ui/one-time-code';
import { PatientDoor } from '../../_ui/patient-frame';
import { Problem, problemOf } from './problem';

const LENGTH = 12;

/** The laboratory's code and the birth date of whoever it was handed to; never tells which of the two was wrong. */
export function SlipStep({ onBegun, onBack }: { onBegun: (stage: 'confirming' | 'enrolling') => void; onBack: () => void }) {
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const [born, setBorn] = useState({ day: '', month: '', year: '' });
  const [dateError, setDateError] = useState('');
  const enrol = useMutation(trpc.entry.enrol.mutationOptions({ onSuccess: ({ stage }) => onBegun(stage) }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    const birthDate = birthDateOf(born, new Date());
    if (!birthDate) return setDateError(refusalSentence('impossible-date'));
    setDateError('');
    if (code.length === LENGTH) enrol.mutate({ code, birthDate });
  };
  return (
    <PatientDoor step="Étape 1 sur 2" title="Le code du laboratoire" lead="Douze signes, sur la feuille remise au prélèvement.">
      <form onSubmit={send} className="flex flex-1 flex-col gap-5">
        <div className="[&_input]:max-w-none!">
          <OneTimeCode label="Code" size="large" alphabet="text" length={LENGTH} value={code} onValue={setCode} />
        </div>
        <BirthDate size="large" hint="La vôtre, à vous qui tenez cette feuille." value={born} onValue={setBorn} error={dateError} />
        <Problem sentence={problemOf(enrol.error)} />
        <Button type="submit" variant="primary" size="large" pending={enrol.isPending} closed={code.length < LENGTH}>
          Continuer
        </Button>
        <div className="mt-auto grid justify-items-center pt-4">
          <Button variant="text" size="large" onClick={onBack}>
            Entrer autrement
          </Button>
        </div>
      </form>
    </PatientDoor>
  );
}
