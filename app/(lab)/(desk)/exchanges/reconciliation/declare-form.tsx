'use client';

import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { ActSays } from '../../_desk/act-says';
import { declaredWords } from '../../_logic/reconciliation-words';
import type { ReconciledDay } from '../../_logic/types';

interface DeclareFormProps {
  laboratoryId: string;
  dayName: string;
  day: ReconciledDay;
  mayAct: boolean;
  onDone: () => void;
}

/** « Le SIL compte 561 messages » : compared at once with what Relais counted. */
export function DeclareForm({ laboratoryId, dayName, day, mayAct, onDone }: DeclareFormProps) {
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const declare = useAct(
    trpc.reconciliation.declare.mutationOptions({
      onSuccess: () => {
        setText('');
        onDone();
      },
    }),
  );
  const count = /^\d{1,7}$/.test(text.trim()) ? Number(text.trim()) : null;
  const { received } = day.counts.messages;
  return (
    <div className="grid gap-1">
      {day.declared !== null && (
        <p className={day.declared === received ? '' : 'font-strong text-abnormal'}>
          {day.declared === received ? '✓ ' : '▲ '}
          {declaredWords(day.declared, received)}
          {day.declaredByName && <span className="text-s font-normal text-ink-2"> Inscrit par {day.declaredByName}.</span>}
        </p>
      )}
      {mayAct && (
        <form
          data-print="no"
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (count !== null) declare.mutate({ laboratoryId, day: dayName, count });
          }}
        >
          <Field label="Messages comptés par le SIL" inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} className="w-36!" />
          <Button type="submit" pending={declare.isPending} closed={count === null}>
            Comparer
          </Button>
        </form>
      )}
      <ActSays acts={[declare]} />
    </div>
  );
}
