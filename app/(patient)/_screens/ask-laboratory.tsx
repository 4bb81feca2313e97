'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { TextArea } from '../../_ui/text-area';
import type { IdentityField } from '../_logic/types';

interface AskProps {
  /** What the button that opens the form says. */
  open: string;
  label: string;
  hint: string;
  kind: 'rectification' | 'reading' | 'access';
  field?: IdentityField;
  size?: 'normal' | 'large';
}

/** A question or a correction, written to the laboratory; says that it has left and where the answer will be. */
export function AskLaboratory({ open, label, hint, kind, field, size = 'large' }: AskProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const ask = useMutation(trpc.patient.request.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: trpc.patient.data.queryKey() }) }));
  const refusal = refusalOf(ask.error);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length >= 3) ask.mutate({ kind, field: field ?? '', text });
  };
  if (ask.isSuccess)
    return (
      <p role="status" className="py-2 font-medium">
        Envoyé au laboratoire. La réponse sera dans « Mes données », sous un mois au plus.
      </p>
    );
  if (!isOpen)
    return (
      <Button size={size} variant={size === 'large' ? undefined : 'text'} onClick={() => setOpen(true)}>
        {open}
      </Button>
    );
  return (
    <form onSubmit={send} className="grid gap-3 py-2">
      {ask.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      <TextArea label={label} hint={hint} size="large" rows={4} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="grid grid-cols-2 gap-3">
        <Button size="large" onClick={() => setOpen(false)}>
          Annuler
        </Button>
        <Button size="large" type="submit" variant="primary" pending={ask.isPending} closed={text.trim().length < 3}>
          Envoyer
        </Button>
      </div>
    </form>
  );
}
