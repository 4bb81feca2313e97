'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { useAct } from '../../../../_client/use-act';
import { plural, withDecimalComma } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { ActSays } from '../../_desk/act-says';
import { sinceWords } from '../../_logic/activity-words';
import type { LisDifference } from '../../_logic/types';

const french = (text: string): string => text.replace(/^\S+/, withDecimalComma);
/** OBX-11 in words. */
const STATUSES: Readonly<Record<string, string>> = {
  R: 'non vérifié',
  P: 'préliminaire',
  S: 'partiel',
  F: 'final',
  C: 'corrigé',
  X: 'impossible à rendre',
  D: 'supprimé',
  W: 'autre patient',
  I: 'en cours',
};
const said = (kind: string, text: string): string => (kind === 'status' ? `«\u00a0${STATUSES[text] ?? text}\u00a0»` : french(text));
/** More than that, and of no value, are folded: what the page is for must stay in view. */
const SHOWN = 5;
const KINDS: Readonly<Record<string, string>> = { value: 'autre valeur', status: 'autre statut', validator: 'autre validateur', missing: 'retiré par le SIL' };

/** Where a LIS says something else than what was decided; closed by itself when they agree again, or by a person with a reason. */
export function DifferenceList({ names, now }: { names: ReadonlyMap<string, string>; now: Date }) {
  const { data, refetch } = useQuery(useTRPC().transmissions.differences.queryOptions());
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="ecarts" data-print="no" className="border-b border-line-strong bg-changed-soft px-4 py-2">
      <details open={data.length <= SHOWN || data.some(({ kind }) => kind === 'value')}>
        <summary className="flex min-h-touch cursor-pointer items-center">
          <h2 id="ecarts" className="text-l font-strong">
            ◆ {plural(data.length, 'écart', 'écarts')} avec le SIL
          </h2>
        </summary>
        <ul>
          {data.map((difference) => (
            <Difference
              key={difference.id}
              difference={difference}
              name={names.get(difference.laboratoryId) ?? ''}
              now={now}
              onSettled={() => void refetch()}
            />
          ))}
        </ul>
      </details>
    </section>
  );
}

function Difference({ difference, name, now, onSettled }: { difference: LisDifference; name: string; now: Date; onSettled: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const settle = useAct(useTRPC().transmissions.settleDifference.mutationOptions());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    settle.mutate({ differenceId: difference.id, reason }, { onSuccess: onSettled });
  };
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p className="min-w-0 flex-1 basis-72">
          <b className="font-strong">
            {difference.label} : le SIL dit {said(difference.kind, difference.said)}, la validation {said(difference.kind, difference.decided)}
          </b>
          <span className="block text-s text-ink-2">
            {KINDS[difference.kind] ?? difference.kind} · {name}
            {difference.accessionNumber !== null && ` · dossier ${difference.accessionNumber}`} · depuis {sinceWords(difference.openedAt, now)}
          </span>
        </p>
        {!isOpen && <Button onClick={() => setOpen(true)}>Régler</Button>}
      </div>
      {isOpen && (
        <form onSubmit={submit} className="flex flex-wrap items-end gap-2 py-1">
          <Field label="Ce qui a été fait" value={reason} maxLength={300} onChange={(event) => setReason(event.target.value)} />
          <Button type="submit" variant="primary" pending={settle.isPending} closed={reason.trim() === '' ? 'motif à écrire' : false}>
            Clore l’écart
          </Button>
          <Button onClick={() => setOpen(false)}>Revenir</Button>
          <ActSays acts={[settle]} />
        </form>
      )}
    </li>
  );
}
