'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../_client/trpc';
import { formatLongDate } from '../../_text/format';
import { Button } from '../../_ui/button';
import { Problem, problemOf } from '../_door/problem';
import type { MyAccess } from '../_logic/access-types';
import { SECOND_FACTORS } from '../_logic/access-words';
import { AddAuthenticator } from './add-authenticator';
import { SetPassword } from './set-password';

/** Password and second code, the other way in: neither opens anything alone. */
export function MyPassword({ access, onChanged }: { access: MyAccess; onChanged: () => void }) {
  const trpc = useTRPC();
  const [mode, setMode] = useState<'shown' | 'password' | 'authenticator'>('shown');
  const choose = useMutation(trpc.means.chooseSecondFactor.mutationOptions({ onSuccess: onChanged }));
  const done = () => {
    setMode('shown');
    onChanged();
  };
  return (
    <>
      <h2 className="text-[1.1875rem] font-strong">Mot de passe et second code</h2>
      <p>{access.passwordSetAt ? `Mot de passe choisi le ${formatLongDate(access.passwordSetAt)}.` : 'Aucun mot de passe.'}</p>
      <p>
        Second code{'\u00a0'}: {SECOND_FACTORS[access.secondFactor]}.
      </p>
      {access.passwordSetAt && !access.hasPasswordPath && <p className="font-medium">Confirmez un téléphone pour pouvoir entrer ainsi.</p>}
      <Problem sentence={problemOf(choose.error)} />
      {mode === 'password' && <SetPassword hasOne={access.passwordSetAt !== null} onSet={done} />}
      {mode === 'authenticator' && <AddAuthenticator onKept={done} />}
      {mode === 'shown' && (
        <div className="mt-2 grid justify-items-start">
          <Button variant="text" onClick={() => setMode('password')}>
            {access.passwordSetAt ? 'Changer le mot de passe' : 'Choisir un mot de passe'}
          </Button>
          {access.secondFactor !== 'totp' && (
            <Button variant="text" onClick={() => setMode('authenticator')}>
              Utiliser une application de codes
            </Button>
          )}
          {access.secondFactor !== 'sms' && access.phone && (
            <Button variant="text" pending={choose.isPending} onClick={() => choose.mutate({ channel: 'sms' })}>
              Recevoir plutôt un code par SMS
            </Button>
          )}
          {access.secondFactor !== 'mail' && access.login && (
            <Button variant="text" pending={choose.isPending} onClick={() => choose.mutate({ channel: 'mail' })}>
              Recevoir plutôt un code par e-mail
            </Button>
          )}
        </div>
      )}
    </>
  );
}
