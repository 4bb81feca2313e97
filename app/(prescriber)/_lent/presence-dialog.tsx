'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { BirthDate } from '../../_ui/birth-date';
import { birthDateOf } from '../../_ui/birth-date-of';
import { Button } from '../../_ui/button';
import { Dialog } from '../../_ui/dialog';
import { OneTimeCode } from '../../_ui/one-time-code';

const EMPTY = { day: '', month: '', year: '' };

/** « Accès avec le patient »: the code that he reads out, and his birth date. */
export function PresenceDialog({ open, onClose, onOpened }: { open: boolean; onClose: () => void; onOpened: () => void }) {
  return (
    <Dialog title="Accès avec le patient" open={open} onClose={onClose}>
      <PresenceForm onOpened={onOpened} />
    </Dialog>
  );
}

function PresenceForm({ onOpened }: { onOpened: () => void }) {
  const trpc = useTRPC();
  const [code, setCode] = useState('');
  const [birth, setBirth] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const [today] = useState(() => new Date());
  const redeem = useMutation(trpc.presence.redeem.mutationOptions({ onSuccess: onOpened }));
  const birthDate = birthDateOf(birth, today);
  const refusal = refusalOf(redeem.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (code.length === 6 && birthDate && !redeem.isPending) redeem.mutate({ code, birthDate });
  };
  return (
    <form onSubmit={send} className="grid gap-4" noValidate>
      <p>
        Le patient ouvre «&nbsp;Montrer à un soignant&nbsp;» dans son espace et vous dicte six chiffres. Vous lisez ce qu’il a choisi, pendant une heure, sans
        rien écrire. Il voit que vous lisez, et peut arrêter à tout moment.
      </p>
      <OneTimeCode label="Code dicté par le patient" value={code} onValue={setCode} error={isTried && code.length < 6 ? 'Six chiffres.' : undefined} />
      <BirthDate
        label="Date de naissance du patient"
        value={birth}
        onValue={setBirth}
        error={isTried && !birthDate ? refusalSentence('impossible-date') : undefined}
      />
      {redeem.isError && (
        <p role="alert" className="border-l-[3px] border-critical bg-critical-soft px-4 py-2">
          {refusalSentence(refusal?.code ?? '', refusal?.detail)}
        </p>
      )}
      <Button type="submit" variant="primary" pending={redeem.isPending} className="justify-self-start">
        Ouvrir la lecture
      </Button>
    </form>
  );
}
