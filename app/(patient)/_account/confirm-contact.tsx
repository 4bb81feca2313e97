'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { OneTimeCode } from '../../_ui/one-time-code';
import { Problem, problemOf } from '../_door/problem';

const WORDS = {
  mail: { label: 'Adresse e-mail', type: 'email', autoComplete: 'email', sent: 'Un code vient de partir à cette adresse.' },
  sms: { label: 'Numéro de mobile', type: 'tel', autoComplete: 'tel', sent: 'Un code vient de partir à ce numéro.' },
} as const;

/** An address and the code sent to it: it counts once the code has come back. */
export function ConfirmContact({ channel, onKept }: { channel: 'mail' | 'sms'; onKept: () => void }) {
  const trpc = useTRPC();
  const words = WORDS[channel];
  const [address, setAddress] = useState('');
  const [code, setCode] = useState('');
  const ask = useMutation(trpc.means.askContact.mutationOptions());
  const keep = useMutation(trpc.means.keepContact.mutationOptions({ onSuccess: onKept, onError: () => setCode('') }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!ask.data) {
      if (address) ask.mutate({ channel, address });
    } else if (code.length === 6) keep.mutate({ step: ask.data.step, code });
  };
  return (
    <form onSubmit={send} className="grid gap-4">
      {ask.data ? (
        <>
          <p role="status">{words.sent} Il est valable 10 minutes.</p>
          <OneTimeCode label="Code à six chiffres" size="large" value={code} onValue={setCode} />
        </>
      ) : (
        <Field
          label={words.label}
          size="large"
          type={words.type}
          autoComplete={words.autoComplete}
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
      )}
      <Problem sentence={problemOf(keep.error ?? ask.error)} />
      <Button type="submit" variant="primary" size="large" pending={ask.isPending || keep.isPending}>
        {ask.data ? 'Confirmer' : 'Recevoir un code'}
      </Button>
      {ask.data && (
        <Button
          variant="text"
          size="large"
          onClick={() => {
            keep.reset();
            ask.reset();
          }}
        >
          Recommencer
        </Button>
      )}
    </form>
  );
}
