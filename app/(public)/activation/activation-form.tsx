'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../_client/sentence-of';
import { trpcClient } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';

/** Asks for identifier and activation code; whether it was the one or the other is not told. */
export function ActivationForm() {
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState('');
  const [isSending, setSending] = useState(false);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      await trpcClient.door.activate.mutate({ login, code });
      window.location.replace('/activation');
    } catch (error) {
      setProblem(sentenceOf(error));
      setSending(false);
    }
  };
  return (
    <form method="post" onSubmit={(event) => void send(event)} className="grid gap-4">
      <h1 className="text-title leading-9 font-strong">Première entrée</h1>
      <p className="text-ink-2">L’administrateur vous a remis un code, valable trois jours et une seule fois.</p>
      <Field
        label="Identifiant personnel"
        size="large"
        value={login}
        onChange={(event) => setLogin(event.target.value)}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      <Field
        label="Code d’activation"
        hint="Douze signes, avec ou sans tirets."
        size="large"
        value={code}
        onChange={(event) => setCode(event.target.value)}
        autoComplete="one-time-code"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        className="figures tracking-[0.08em]"
        required
      />
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" pending={isSending}>
        Continuer
      </Button>
      <Link href="/login" prefetch={false} className="inline-flex min-h-touch items-center font-medium text-action underline underline-offset-[3px]">
        J’ai déjà mes moyens d’entrer
      </Link>
    </form>
  );
}
