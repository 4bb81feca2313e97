'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../_ui/button';
import { ButtonLink } from '../../_ui/button-link';
import { PasswordStep } from './password-step';
import { SecondStep } from './second-step';
import { useEntry } from './use-entry';

/**
 * Every way in: the identity providers that this installation has, a passkey, or identifier and password with a second factor, which are only sent together.
 *
 * No step tells whether the password was right, nor whether the identifier exists.
 */
export function LoginForm({ providers, refusal = '' }: { providers: { psc: boolean }; refusal?: string }) {
  const entry = useEntry(refusal);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isSecond, setSecond] = useState(false);
  const begin = (open: boolean) => {
    if (!open) setPassword('');
    setSecond(open);
  };
  if (isSecond) return <SecondStep entry={entry} login={login} password={password} onBack={() => begin(false)} />;
  return (
    <div className="grid gap-4">
      {providers.psc && (
        <div>
          <ButtonLink href="/api/psc/start" variant="primary" size="large" plain className="w-full">
            S’identifier avec Pro Santé Connect
          </ButtonLink>
          <p className="mt-2 text-s text-ink-2">Carte CPS ou application e-CPS</p>
        </div>
      )}
      <div>
        <Button
          variant={providers.psc ? 'secondary' : 'primary'}
          size="large"
          pending={entry.isSending}
          onClick={() => void entry.enterByPasskey('passkey')}
          className="w-full"
        >
          Entrer avec une clé d’accès
        </Button>
        <p className="mt-2 text-s text-ink-2">Empreinte, visage ou clé de sécurité de ce poste</p>
      </div>
      {entry.refusal && (
        <p role="alert" className={entry.isSuspended ? 'border-l-[3px] border-critical bg-critical-soft px-4 py-3' : 'font-medium text-critical'}>
          {entry.refusal}
        </p>
      )}
      {!entry.isSuspended && <PasswordStep login={login} password={password} onLogin={setLogin} onPassword={setPassword} onNext={() => begin(true)} />}
      <Link href="/activation" prefetch={false} className="inline-flex min-h-touch items-center font-medium text-action underline underline-offset-[3px]">
        Première fois{'\u202f'}? J’ai un code d’activation
      </Link>
    </div>
  );
}
