'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../../../../../_ui/button';
import { TextArea } from '../../../../../_ui/text-area';

interface ReasonFormProps {
  verb: string;
  /** What must not be passed over; null when there is nothing. */
  warning: string | null;
  isPending: boolean;
  refusal: string;
  onCancel: () => void;
  onConfirm: (reason: string) => void;
}

/** The second press, with its reason: kept for ever, under the référent's name. */
export function ReasonForm({ verb, warning, isPending, refusal, onCancel, onConfirm }: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const isShort = reason.trim().length < 10;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isShort && !isPending) onConfirm(reason);
  };
  return (
    <form onSubmit={submit} className="grid max-w-prose gap-2" data-print="no">
      {warning && <p className="border-l-[3px] border-changed bg-changed-soft px-3 py-1.5 font-medium">◆ {warning}</p>}
      <TextArea
        label="Motif"
        hint="10 caractères au moins ; gardé pour toujours, à votre nom."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" pending={isPending} closed={isShort && 'motif trop court'}>
          {verb}
        </Button>
        <Button onClick={onCancel}>Revenir</Button>
      </div>
      <p role="alert" className="text-critical">
        {refusal}
      </p>
    </form>
  );
}
