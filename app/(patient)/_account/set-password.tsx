'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { Problem, problemOf } from '../_door/problem';

/** A new password, with the one before when there is one; the rules are said before they are broken. */
export function SetPassword({ hasOne, onSet }: { hasOne: boolean; onSet: () => void }) {
  const trpc = useTRPC();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const set = useMutation(trpc.means.setPassword.mutationOptions({ onSuccess: onSet }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (password) set.mutate({ password, current });
  };
  return (
    <form onSubmit={send} className="grid gap-4">
      {hasOne && (
        <Field
          label="Mot de passe actuel"
          size="large"
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <Field
        label="Nouveau mot de passe"
        hint="12 caractères au moins. Une phrase de quelques mots convient."
        size="large"
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Problem sentence={problemOf(set.error)} />
      <Button type="submit" variant="primary" size="large" pending={set.isPending}>
        Choisir ce mot de passe
      </Button>
    </form>
  );
}
