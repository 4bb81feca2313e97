'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import type { EmergencyPatient } from '../_logic/types';

const EMPTY = { day: '', month: '', year: '' };

/** The whole birth name and the birth date: answers one identity to confirm, or nobody; there is no list to look through. */
export function EmergencySearch({ onFound }: { onFound: (patient: EmergencyPatient) => void }) {
  const trpc = useTRPC();
  const [name, setName] = useState('');
  const [birth, setBirth] = useState(EMPTY);
  const [identifier, setIdentifier] = useState('');
  const [isTried, setTried] = useState(false);
  const [today] = useState(() => new Date());
  const find = useMutation(trpc.breakGlass.find.mutationOptions({ onSuccess: onFound }));
  const birthDate = birthDateOf(birth, today);
  const refusal = refusalOf(find.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() !== '' && birthDate && !find.isPending) find.mutate({ birthFamilyName: name.trim(), birthDate, identifier: identifier.trim() });
  };
  return (
    <form onSubmit={send} className="grid gap-4" noValidate>
      <Field
        label="Nom de naissance, en entier"
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="off"
        spellCheck={false}
        error={isTried && name.trim() === '' ? 'Écrivez le nom de naissance.' : undefined}
      />
      <BirthDate value={birth} onValue={setBirth} error={isTried && !birthDate ? refusalSentence('impossible-date') : undefined} />
      <Field
        label="IPP, si deux patients ont ce nom et cette date"
        value={identifier}
        onChange={(event) => setIdentifier(event.target.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {find.isError && (
        <p role="alert" className="border-l-[3px] border-critical bg-critical-soft px-4 py-2">
          {refusalSentence(refusal?.code ?? '', refusal?.detail)}
        </p>
      )}
      <Button type="submit" variant="primary" pending={find.isPending} className="justify-self-start">
        Chercher ce patient
      </Button>
    </form>
  );
}
