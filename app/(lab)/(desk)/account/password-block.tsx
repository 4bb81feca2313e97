'use client';

import { type FormEvent, useState } from 'react';
import { NewPassword } from '../../../_account/new-password';
import { trpcClient } from '../../../_client/trpc';
import { formatDate } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { useProof } from '../../../_ui/prove';
import type { OwnAccount } from '../_logic/types';
import { Block } from './block';
import { useChange } from './use-change';

/** Changes one's own password, whenever one likes; nobody has to by a date. */
export function PasswordBlock({ means, onChanged }: { means: OwnAccount['means']; onChanged: () => void }) {
  const { confirm, dialog } = useProof();
  const { problem, isSending, run } = useChange(onChanged);
  const [password, setPassword] = useState<string | null>(null);
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (password === null) return;
    const what = { title: 'Changer de mot de passe', lines: ['Le nouveau vaut dès maintenant, l’ancien n’ouvre plus rien.'] };
    const send = (proof: Parameters<Parameters<typeof confirm>[3]>[0]) => trpcClient.account.changePassword.mutate({ password, proof });
    if (await run(async () => (await confirm('change-account', { change: 'password' }, what, send)) !== null)) setPassword(null);
  };
  return (
    <Block title="Mot de passe" aside={password === null && <Button onClick={() => setPassword('')}>{means.hasPassword ? 'Changer' : 'Choisir'}</Button>}>
      <p className="text-ink-2">{stateOf(means)}</p>
      {password !== null && (
        <form method="post" onSubmit={(event) => void change(event)} className="grid gap-3">
          <NewPassword value={password} onValue={setPassword} error={problem} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={isSending}>
              Garder ce mot de passe
            </Button>
            <Button variant="text" onClick={() => setPassword(null)}>
              Ne rien changer
            </Button>
          </div>
        </form>
      )}
      {dialog}
    </Block>
  );
}

function stateOf({ hasPassword, passwordSetAt }: OwnAccount['means']): string {
  if (!hasPassword) return 'Vous n’en avez pas.';
  return passwordSetAt ? `Choisi le ${formatDate(passwordSetAt)}.` : 'Vous en avez un.';
}
