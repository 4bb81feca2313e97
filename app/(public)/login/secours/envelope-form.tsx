'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { TextArea } from '../../../_ui/text-area';
import { loginSentence } from '../login-sentence';

const EMPTY = { login: '', passphrase: '', code: '', reason: '' };

/** Sends what the envelope holds, with why it was opened; no answer tells which of the words was wrong. */
export function EnvelopeForm() {
  const [words, setWords] = useState(EMPTY);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState('');
  const change = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) => setWords({ ...words, [name]: event.target.value });
  const send = async () => {
    setSending(true);
    const answer = await signIn('emergency', { ...words, redirect: false }).catch(() => undefined);
    if (answer?.ok && !answer.error) return window.location.replace('/');
    setSending(false);
    setRefusal(loginSentence(answer?.error));
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const paper = { size: 'large', autoComplete: 'off', autoCapitalize: 'none', spellCheck: false, required: true } as const;
  return (
    <form method="post" onSubmit={go} className="grid gap-4">
      <Field label="Identifiant de l’enveloppe" {...paper} value={words.login} onChange={change('login')} />
      <Field label="Phrase de passe" {...paper} value={words.passphrase} onChange={change('passphrase')} />
      <Field label="Un des dix codes" {...paper} value={words.code} onChange={change('code')} hint="Il ne sert qu’une fois. Barrez-le sur la feuille." />
      <TextArea
        label="Pourquoi l’enveloppe est ouverte"
        hint="Sans nom de patient. Dix caractères au moins."
        required
        minLength={10}
        maxLength={200}
        value={words.reason}
        onChange={change('reason')}
      />
      {refusal && (
        <p role="alert" className="font-medium text-critical">
          {refusal}
        </p>
      )}
      <Button type="submit" variant="primary" size="large" pending={isSending}>
        Ouvrir le compte de secours
      </Button>
    </form>
  );
}
