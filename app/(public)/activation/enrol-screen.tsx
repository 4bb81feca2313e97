'use client';

import { useState } from 'react';
import { RecoveryCodes } from '../../_account/recovery-codes';
import { ButtonLink } from '../../_ui/button-link';
import { Segmented } from '../../_ui/segmented';
import { EnrolPasskey } from './enrol-passkey';
import { EnrolPassword } from './enrol-password';

const WAYS = [
  { id: 'passkey', label: 'Clé d’accès' },
  { id: 'password', label: 'Mot de passe et code' },
] as const;

/** The choice of the first means of identification; when it is made, the recovery codes, and the way to the door. */
export function EnrolScreen() {
  const [way, setWay] = useState<(typeof WAYS)[number]['id']>('passkey');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes)
    return (
      <>
        <h1 className="text-title leading-9 font-strong">Vos codes de secours</h1>
        <RecoveryCodes codes={codes} />
        <ButtonLink href="/login" variant="primary" size="large" plain>
          J’ai gardé mes codes, aller à l’entrée
        </ButtonLink>
      </>
    );
  return (
    <>
      <h1 className="text-title leading-9 font-strong">Choisissez comment entrer</h1>
      <Segmented label="Moyen d’entrer" choices={WAYS} value={way} onValue={setWay} />
      {way === 'passkey' ? <EnrolPasskey onCodes={setCodes} /> : <EnrolPassword onCodes={setCodes} />}
    </>
  );
}
