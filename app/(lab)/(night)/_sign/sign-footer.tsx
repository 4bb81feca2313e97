'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { hasKeyboard } from './has-keyboard';
import { SheetProblems } from './sheet-frame';
import type { Signing } from './use-signing';

export interface SignFooterProps {
  verb: string;
  signing: Pick<Signing, 'decision' | 'signable' | 'method'>;
  closed?: string;
  onClose: () => void;
}

/** Her passkey or else her password over the fingerprint, and one button. Nothing is said to be done before the server has said so. */
export function SignFooter({ verb, signing: { decision, signable, method }, closed, onClose }: SignFooterProps) {
  const [password, setPassword] = useState('');
  const isSending = decision.state !== 'ready';
  const byKey = method === 'passkey';
  const shut = closed ?? (signable === null || method === null ? 'empreinte en calcul' : !byKey && password === '');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Where the password was expected, the key's button takes its place.
    if (byKey && hasKeyboard()) form.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
  }, [byKey]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shut !== false || isSending || signable === null) return;
    decision.send({ fingerprint: signable, password: byKey ? null : password });
    // Kept for the retries of this very request only; a refused one is typed again.
    setPassword('');
  };
  return (
    <form ref={form} onSubmit={submit} className="grid w-full grid-cols-[auto_minmax(9rem,1fr)_minmax(0,1.2fr)] items-end gap-2 max-tablet:grid-cols-2">
      <SheetProblems lost={decision.state === 'unknown' && 'ne signez pas une seconde fois.'} problem={decision.problem} />
      <Button size="large" kbd="Échap" closed={isSending} onClick={onClose} className="max-tablet:order-2">
        Revenir
      </Button>
      <div className="min-h-touch-l self-center max-tablet:order-1 max-tablet:col-span-2">
        {byKey ? (
          <p role="status" className="py-3 text-s leading-5 text-ink-2">
            {decision.state === 'asking' ? 'Confirmez dans la fenêtre que l’appareil a ouverte.' : 'Votre clé d’accès signe l’empreinte ci-dessus.'}
          </p>
        ) : (
          <Field
            label="Votre mot de passe"
            type="password"
            size="normal"
            autoComplete="current-password"
            data-autofocus={hasKeyboard() ? '' : undefined}
            className="min-h-touch-l!"
            value={password}
            readOnly={isSending}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </div>
      <Button type="submit" variant="primary" size="large" kbd="⏎" pending={isSending} closed={shut} className="max-tablet:order-3">
        {byKey ? `${verb} avec ma clé d’accès` : verb}
      </Button>
    </form>
  );
}
