'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { formatMoment } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { Field } from '../../_ui/field';
import type { ReadersOfReport } from '../_logic/types';

interface AcknowledgeProps {
  reportId: string;
  readers: ReadersOfReport | undefined;
  now: Date;
  onDone: () => void;
}

/** « Pris en compte »: said once, by name, and told to the laboratory. A critical value that nobody has repeated yet is retyped for it: that is the read-back. */
export function Acknowledge({ reportId, readers, now, onDone }: AcknowledgeProps) {
  const acknowledge = useMutation(useTRPC().portal.acknowledge.mutationOptions());
  const [repeated, setRepeated] = useState<Readonly<Record<string, string>>>({});
  if (!readers) return null;
  const { toReadBack } = readers;
  const isMine = readers.acknowledgements.some(({ isYou }) => isYou) && toReadBack.length === 0;
  const missing = toReadBack.find(({ observationVersionId: id }) => (repeated[id] ?? '').trim() === '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing || acknowledge.isPending) return;
    const readBack = toReadBack.map(({ observationVersionId: id }) => ({ observationVersionId: id, repeated: repeated[id] ?? '' }));
    acknowledge.mutate({ reportId, readBack }, { onSuccess: onDone });
  };
  return (
    <section aria-label="Pris en compte" className="grid gap-2">
      <h2 className="text-l font-strong">Pris en compte</h2>
      {readers.acknowledgements.length > 0 && (
        <ul>
          {readers.acknowledgements.map(({ id, name, isYou, at }) => (
            <li key={id} className="border-t border-line py-2">
              <span aria-hidden="true">✓ </span>
              <b>{name}</b>
              {isYou && ' (vous)'}, {formatMoment(at, now)}
            </li>
          ))}
        </ul>
      )}
      {!isMine && (
        <form onSubmit={submit} className="grid gap-2">
          {toReadBack.length > 0 && (
            <div className="grid gap-2 border-l-[3px] border-critical bg-critical-soft px-3 py-2">
              <p>
                <b className="font-strong text-critical">Résultat critique.</b> Retapez {toReadBack.length === 1 ? 'la valeur lue' : 'chaque valeur lue'} : le
                laboratoire cessera de vous appeler.
              </p>
              {toReadBack.map(({ observationVersionId, label, unit }) => (
                <Field
                  key={observationVersionId}
                  label={unit ? `${label}, en ${unit}` : label}
                  autoComplete="off"
                  maxLength={200}
                  value={repeated[observationVersionId] ?? ''}
                  onChange={(event) => setRepeated({ ...repeated, [observationVersionId]: event.target.value })}
                />
              ))}
            </div>
          )}
          <p className="text-s text-ink-2">Votre nom et l’heure sont rendus au laboratoire. Cela ne s’annule pas.</p>
          <Button type="submit" pending={acknowledge.isPending} closed={missing ? 'valeur à retaper' : false}>
            Je l’ai pris en compte
          </Button>
        </form>
      )}
      {acknowledge.error && (
        <p role="alert" className="font-medium text-critical">
          {problemOf(acknowledge.error)}
        </p>
      )}
    </section>
  );
}

function problemOf(error: unknown): string {
  const refusal = refusalOf(error);
  if (refusal?.code === 'read-back-differs') return 'La valeur retapée n’est pas celle du compte rendu. Relisez-la. L’appel du laboratoire reste ouvert.';
  if (refusal?.code === 'read-back-needed') return refusalSentence(refusal.code, refusal.detail);
  return 'Rien n’a été enregistré. Réessayez : cela n’est jamais enregistré deux fois.';
}
