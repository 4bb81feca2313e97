'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErrorLine } from './error-line';
import { Field } from './field';

/** Where the asking stands; `again` after a key that was not given or was refused. */
export type ProofStage = 'asking' | 'passkey' | 'password' | 'sending' | 'again';

export interface ProofDialogProps {
  what: { title: string; lines: readonly string[] };
  stage: ProofStage;
  problem: string;
  onPassword: (password: string) => void;
  onAgain: () => void;
  onClose: () => void;
}

/** What is about to be confirmed, and with what; says what went wrong without leaving. */
export function ProofDialog({ what, stage, problem, onPassword, onAgain, onClose }: ProofDialogProps) {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <Dialog title={what.title} open busy={stage === 'sending'} onClose={onClose}>
      <ul className="mb-4 grid gap-1">
        {what.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {stage === 'password' && <PasswordForm problem={problem} onPassword={onPassword} />}
      {stage === 'again' && <Again problem={problem} onAgain={onAgain} />}
      {(stage === 'asking' || stage === 'passkey' || stage === 'sending') && (
        <p role="status" className="min-h-[3lh] text-ink-2">
          {stage === 'passkey' ? 'Confirmez avec votre clé d’accès, dans la fenêtre que l’appareil a ouverte.' : 'En cours…'}
        </p>
      )}
    </Dialog>
  );
}

function Again({ problem, onAgain }: Pick<ProofDialogProps, 'problem' | 'onAgain'>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  return (
    <div ref={box} className="grid gap-3">
      <ErrorLine sentence={problem} />
      <Button variant="primary" size="large" onClick={onAgain} className="justify-self-start">
        Recommencer
      </Button>
    </div>
  );
}

function PasswordForm({ problem, onPassword }: Pick<ProofDialogProps, 'problem' | 'onPassword'>) {
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') onPassword(password);
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      <Field
        label="Votre mot de passe"
        type="password"
        size="large"
        autoComplete="current-password"
        inputRef={field}
        value={password}
        error={problem}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="primary" size="large" kbd="⏎" closed={password === ''} className="justify-self-start">
        Confirmer
      </Button>
    </form>
  );
}
