'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { clearLockNote, lockNoteText, readLockNote } from '../../_client/lock-note';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import { OneTimeCode } from '../../_ui/one-time-code';
import { loginSentence } from './login-sentence';

type Step = 'password' | 'code' | 'sending' | 'suspended';

/**
 * Asks for identifier and password, then for the code, and only then sends all three together.
 *
 * No step tells whether the password was right, nor whether the identifier exists.
 */
export function LoginForm() {
  const [step, setStep] = useState<Step>('password');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState('');
  const codeField = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (step === 'code') codeField.current?.focus();
  }, [step]);

  const send = async () => {
    setStep('sending');
    const answer = await signIn('professional', { login, password, code, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return enter();
    setRefusal(loginSentence(answer?.error));
    setPassword('');
    setCode('');
    setStep(answer?.error?.startsWith('locked') ? 'suspended' : 'password');
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'password') setStep('code');
    else if (step === 'code') void send();
  };

  if (step === 'suspended')
    return (
      <p role="alert" className="border-l-[3px] border-critical bg-critical-soft px-4 py-3">
        {refusal}
      </p>
    );
  return (
    <form method="post" onSubmit={go} className="grid gap-4">
      {step === 'password' ? (
        <>
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
            label="Mot de passe"
            size="large"
            type="password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
            required
          />
          {refusal && (
            <p role="alert" className="font-medium text-critical">
              {refusal}
            </p>
          )}
          <Button type="submit" variant="primary" size="large">
            Continuer vers le second facteur
          </Button>
        </>
      ) : (
        <>
          <OneTimeCode
            label="Code à six chiffres"
            hint="Dans votre application d’authentification."
            size="large"
            value={code}
            onValue={setCode}
            inputRef={codeField}
          />
          <Button type="submit" variant="primary" size="large" pending={step === 'sending'} closed={code.length < 6}>
            Entrer
          </Button>
          <Button variant="text" size="large" onClick={() => setStep('password')}>
            Changer d’identifiant
          </Button>
        </>
      )}
    </form>
  );
}

/** Goes back to where the screen was locked, else to the page that the server chooses for this person. */
function enter(): void {
  const back = readLockNote(lockNoteText())?.returnTo ?? '/';
  clearLockNote();
  window.location.replace(back);
}
