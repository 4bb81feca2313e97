'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { OneTimeCode } from '../../_ui/one-time-code';
import type { Entry } from './use-entry';

export interface SecondStepProps {
  entry: Entry;
  login: string;
  password: string;
  /** Back to the first step, where the refusal is said. */
  onBack: () => void;
}

/** The second factor: a code of the authenticator, a passkey, or one of the recovery codes on paper. */
export function SecondStep({ entry, login, password, onBack }: SecondStepProps) {
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await entry.enter(isRecovery ? 'recovery' : 'professional', { login, password, code }))) onBack();
  };
  const byPasskey = async () => {
    if (!(await entry.enterByPasskey('second-passkey', { login, password }))) onBack();
  };
  const choose = (recovery: boolean) => {
    setCode('');
    setRecovery(recovery);
  };
  return (
    <form method="post" onSubmit={(event) => void send(event)} className="grid gap-4">
      {isRecovery ? (
        <Field
          label="Code de secours"
          hint="Un des dix codes de votre feuille ; il ne servira plus."
          size="large"
          value={code}
          onChange={(event) => setCode(event.target.value)}
          inputRef={focused}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          className="figures tracking-[0.08em]"
          required
        />
      ) : (
        <OneTimeCode
          label="Code à six chiffres"
          hint="Dans votre application d’authentification."
          size="large"
          value={code}
          onValue={setCode}
          inputRef={focused}
        />
      )}
      <Button type="submit" variant="primary" size="large" pending={entry.isSending} closed={code.length < 6}>
        Entrer
      </Button>
      <div className="grid justify-items-start">
        <Button variant="text" size="large" onClick={() => void byPasskey()}>
          Confirmer plutôt avec une clé d’accès
        </Button>
        <Button variant="text" size="large" onClick={() => choose(!isRecovery)}>
          {isRecovery ? 'Prendre le code de l’application' : 'Prendre un code de secours'}
        </Button>
        <Button variant="text" size="large" onClick={onBack}>
          Changer d’identifiant
        </Button>
      </div>
    </form>
  );
}

/** Whichever field stands there now is where one writes. */
const focused = (field: HTMLInputElement | null): void => field?.focus();
