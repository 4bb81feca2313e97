'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../_ui/button';
import { OneTimeCode } from '../../_ui/one-time-code';
import { Problem } from './problem';

interface CodeFormProps {
  label?: string;
  submit: string;
  pending: boolean;
  problem: string;
  onCode: (code: string) => void;
  /** Asks for another code, where one is sent. */
  again?: { pending: boolean; onAgain: () => void };
  back: { label: string; onBack: () => void };
}

/** Six digits that were sent, or that an authenticator shows. */
export function CodeForm({ label = 'Code à six chiffres', submit, pending, problem, onCode, again, back }: CodeFormProps) {
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (code.length < 6) return;
    onCode(code);
    // A code is tried once; the next one is written into an empty field.
    setCode('');
  };
  return (
    <form onSubmit={send} className="flex flex-1 flex-col gap-5">
      <OneTimeCode label={label} size="large" value={code} onValue={setCode} inputRef={field} />
      <Problem sentence={problem} />
      <Button type="submit" variant="primary" size="large" pending={pending} closed={!pending && code.length < 6}>
        {submit}
      </Button>
      <div className="mt-auto grid justify-items-center gap-1 pt-4 text-base text-ink-2">
        {again && (
          <Button variant="text" size="large" pending={again.pending} onClick={again.onAgain}>
            Recevoir un autre code
          </Button>
        )}
        <Button variant="text" size="large" onClick={back.onBack}>
          {back.label}
        </Button>
      </div>
    </form>
  );
}
