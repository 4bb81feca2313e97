'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Act, Proof } from '../../server/api/prove';
import { refusalOf } from '../_client/refusal';
import { leaveIfSessionEnded } from '../_client/session-end';
import { trpcClient } from '../_client/trpc';
import { refusalSentence } from '../_text/refusals';
import { Button } from './button';
import { Dialog } from './dialog';
import { ErrorLine } from './error-line';
import { Field } from './field';

export interface WhatIsProven {
  title: string;
  /** What is about to be done, sentence by sentence, as the person confirms it. */
  lines: readonly string[];
}

interface Asking extends WhatIsProven {
  /** `passkey` while the browser asks, `password` while we do. */
  by: 'passkey' | 'password';
  problem: string | null;
}

/**
 * Asks the person at the screen to prove herself again for one act on exactly `content`, with her passkey when she has one, else with the password.
 * `prove` answers null when she gave up: then nothing was recorded.
 *
 * `content` is the input of the mutation that follows, without its proof: plain JSON, dates as ISO strings, since the server hashes it on both occasions.
 *
 * @example
 * const { prove, dialog } = useProof();
 * const proof = await prove('change-rights', input, { title: 'Ouvrir ce droit', lines: [sentence] });
 * if (proof) mutate({ ...input, proof });
 */
export function useProof(): { prove(act: Act, content: object, what: WhatIsProven): Promise<Proof | null>; dialog: ReactNode } {
  const [asking, setAsking] = useState<Asking | null>(null);
  const answer = useRef<(proof: Proof | null) => void>(() => undefined);

  const finish = (proof: Proof | null) => {
    setAsking(null);
    answer.current(proof);
    answer.current = () => undefined;
  };
  const prove = (act: Act, content: object, what: WhatIsProven): Promise<Proof | null> =>
    new Promise((resolve) => {
      answer.current = resolve;
      void ask(act, content, what);
    });
  const ask = async (act: Act, content: object, what: WhatIsProven) => {
    try {
      const asked = await trpcClient.session.askProof.mutate({ act, content: { ...content } });
      if (asked.method === 'password') return setAsking({ ...what, by: 'password', problem: null });
      setAsking({ ...what, by: 'passkey', problem: null });
      const assertion = await startAuthentication({ optionsJSON: asked.options });
      finish({ method: 'passkey', assertion: { ...assertion, clientExtensionResults: {} } });
    } catch (error) {
      if (!leaveIfSessionEnded(error)) setAsking({ ...what, by: 'passkey', problem: problemOf(error) });
    }
  };

  const dialog = asking && (
    <Dialog title={asking.title} open onClose={() => finish(null)}>
      <div className="grid gap-2">
        {asking.lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {asking.problem && <ErrorLine sentence={asking.problem} />}
      {asking.by === 'password' && <PasswordForm onProof={finish} />}
      {asking.by === 'passkey' && !asking.problem && <p className="mt-4 text-ink-2">Confirmez avec votre clé d’accès…</p>}
    </Dialog>
  );
  return { prove, dialog };
}

function PasswordForm({ onProof }: { onProof: (proof: Proof) => void }) {
  const [password, setPassword] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') onProof({ method: 'password', password });
  };
  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <Field
        label="Votre mot de passe"
        type="password"
        size="large"
        autoComplete="current-password"
        inputRef={field}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Button type="submit" variant="primary" size="large" closed={password === ''}>
        Confirmer
      </Button>
    </form>
  );
}

/** A browser says by the name of its error that the person declined, or let the time pass. */
function problemOf(error: unknown): string {
  if (error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')) return refusalSentence('signature-cancelled');
  const refusal = refusalOf(error);
  return refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence('');
}
