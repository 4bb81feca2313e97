'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addMyPasskey } from '../../_client/my-passkey';
import { trpcClient, useTRPC } from '../../_client/trpc';
import { formatLongDate, NARROW } from '../../_text/format';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { Problem, problemOf } from '../_door/problem';
import type { MyAccess } from '../_logic/access-types';

/** The devices that recognise the person: named, added, taken out of use. */
export function MyPasskeys({ access, onChanged }: { access: MyAccess; onChanged: () => void }) {
  const [isGivenUp, setGivenUp] = useState(false);
  const add = useMutation({
    mutationFn: async () => {
      if (!access.hasAccount) await trpcClient.means.openAccount.mutate();
      return addMyPasskey(`Appareil ${access.passkeys.length + 1}`);
    },
    onMutate: () => setGivenUp(false),
    onSuccess: (outcome) => setGivenUp(outcome === 'given-up'),
    onSettled: onChanged,
  });
  return (
    <>
      <h2 className="text-[1.1875rem] font-strong">Mes clés d’accès</h2>
      {access.passkeys.length === 0 && <p className="text-ink-2">Aucune. Avec une clé, ce téléphone vous reconnaît, sans mot de passe.</p>}
      <ul>
        {access.passkeys.map((passkey) => (
          <Passkey key={passkey.id} passkey={passkey} onChanged={onChanged} />
        ))}
      </ul>
      <div className="mt-3 grid gap-3">
        <Problem sentence={isGivenUp ? 'Rien n’a été ajouté. Cet appareil a peut-être déjà une clé.' : problemOf(add.error)} />
        <Button size="large" variant={access.passkeys.length === 0 ? 'primary' : 'secondary'} pending={add.isPending} onClick={() => add.mutate()}>
          Ajouter cet appareil
        </Button>
      </div>
    </>
  );
}

function Passkey({ passkey, onChanged }: { passkey: MyAccess['passkeys'][number]; onChanged: () => void }) {
  const trpc = useTRPC();
  const [mode, setMode] = useState<'shown' | 'naming' | 'revoking'>('shown');
  const [name, setName] = useState(passkey.name);
  const done = () => {
    setMode('shown');
    onChanged();
  };
  const rename = useMutation(trpc.means.renamePasskey.mutationOptions({ onSuccess: done }));
  const revoke = useMutation(trpc.means.revokePasskey.mutationOptions({ onSuccess: done }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) rename.mutate({ passkeyId: passkey.id, name });
  };
  return (
    <li className="border-b border-warm-line py-3">
      <b className="block">{passkey.name}</b>
      <span className="block text-base text-ink-2">
        Ajoutée le {formatLongDate(passkey.createdAt)}.{' '}
        {passkey.lastUsedAt ? `Dernier usage le ${formatLongDate(passkey.lastUsedAt)}.` : 'Pas encore utilisée.'}
      </span>
      <Problem sentence={problemOf(rename.error ?? revoke.error)} />
      {mode === 'shown' && (
        <span className="flex flex-wrap gap-5">
          <Button variant="text" onClick={() => setMode('naming')}>
            Renommer
          </Button>
          <Button variant="text" onClick={() => setMode('revoking')}>
            Retirer
          </Button>
        </span>
      )}
      {mode === 'naming' && (
        <form onSubmit={send} className="mt-2 grid gap-2">
          <Field label="Nom de cet appareil" size="large" maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          <Button type="submit" pending={rename.isPending}>
            Garder ce nom
          </Button>
        </form>
      )}
      {mode === 'revoking' && (
        <div className="mt-2 grid gap-2">
          <p>Retirer cette clé{NARROW}? Cet appareil n’ouvrira plus rien.</p>
          <div className="flex flex-wrap gap-2">
            <Button variant="danger-quiet" pending={revoke.isPending} onClick={() => revoke.mutate({ passkeyId: passkey.id })}>
              Retirer la clé
            </Button>
            <Button onClick={() => setMode('shown')}>Garder</Button>
          </div>
        </div>
      )}
    </li>
  );
}
