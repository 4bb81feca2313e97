'use client';

import { type FormEvent, useState } from 'react';
import { makePasskey } from '../../../_client/make-passkey';
import { trpcClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { useProof } from '../../../_ui/prove';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';
import { PasskeyLine } from './passkey-line';
import { useChange } from './use-change';

export interface PasskeysBlockProps {
  passkeys: OwnAccount['means']['passkeys'];
  /** A first key takes this way in away: it is said beforehand. */
  isPasswordUsable: boolean;
  onChanged: () => void;
}

/** The keys of this person: what each is called, when it was last used; one more, another name, none any more. */
export function PasskeysBlock({ passkeys, isPasswordUsable, onChanged }: PasskeysBlockProps) {
  const { prove, confirm, dialog } = useProof();
  const { problem, isSending, run } = useChange(onChanged);
  const [name, setName] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const content = { change: 'passkey' as const };
      const proof = await prove('change-account', content, { title: 'Ajouter une clé d’accès', lines: [`Elle s’appellera « ${name.trim()} ».`] });
      if (!proof) return false;
      const { options } = await trpcClient.account.askPasskey.mutate({ ...content, proof });
      const registration = await makePasskey(options);
      if (!registration) return false;
      await trpcClient.account.addPasskey.mutate({ name, registration });
      setName('');
      return true;
    });
  };
  const revoke = (passkeyId: string, called: string) =>
    run(async () => {
      const what = { title: 'Révoquer une clé d’accès', lines: [`« ${called} » n’ouvrira plus rien, pour toujours.`] };
      return (await confirm('change-account', { passkeyId }, what, (proof) => trpcClient.account.revokePasskey.mutate({ passkeyId, proof }))) !== null;
    });
  const rename = (passkeyId: string, newName: string) => run(async () => (await trpcClient.account.renamePasskey.mutate({ passkeyId, name: newName })).done);
  return (
    <Block title="Mes clés d’accès">
      {passkeys.length === 0 && <p className="text-ink-2">Aucune. Une clé d’accès reste ouverte même si quelqu’un fait bloquer votre mot de passe.</p>}
      <ul className="grid">
        {passkeys.map((passkey) => (
          <PasskeyLine key={passkey.id} passkey={passkey} isSending={isSending} onRename={rename} onRevoke={revoke} />
        ))}
      </ul>
      <form method="post" onSubmit={add} className="flex flex-wrap items-end gap-2">
        <div className="min-w-56 flex-1">
          <Field label="Nom de la nouvelle clé" value={name} onChange={(event) => setName(event.target.value)} maxLength={60} required />
        </div>
        <Button type="submit" pending={isSending}>
          Ajouter une clé
        </Button>
      </form>
      {passkeys.length === 0 && isPasswordUsable && (
        <p className="text-s text-ink-2">
          Ensuite, le mot de passe avec le code à six chiffres ne suffira plus pour entrer{'\u202f'}: il faudra la clé, ou un code de secours.
        </p>
      )}
      {problem && (
        <p role="alert" className="font-medium text-critical">
          {problem}
        </p>
      )}
      {dialog}
    </Block>
  );
}
