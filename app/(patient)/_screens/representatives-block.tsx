'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { PatientSection } from '../../_ui/patient-frame';
import { representativeWords } from '../_logic/reading-words';
import type { MyRepresentative } from '../_logic/types';

/** Who reads for the patient, since when; whom he named himself he ends himself, at once. */
export function RepresentativesBlock({ representatives }: { representatives: readonly MyRepresentative[] }) {
  return (
    <PatientSection label="Qui lit pour moi">
      <h2 className="text-[1.25rem] leading-7 font-strong">Qui lit pour moi</h2>
      {representatives.length === 0 && <p className="mt-1">Personne. Un accès n’est donné qu’au laboratoire, sur pièce, et il est toujours montré ici.</p>}
      <ul>
        {representatives.map((row) => (
          <li key={row.representationId} className="border-t border-warm-line py-2.5 first:border-t-0">
            <p className={row.state === 'in-force' ? 'font-strong' : 'text-ink-2'}>{row.name}</p>
            <p className="text-base text-ink-2">{representativeWords(row)}</p>
            {row.mayEnd && <EndButton row={row} />}
          </li>
        ))}
      </ul>
    </PatientSection>
  );
}

function EndButton({ row }: { row: MyRepresentative }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const end = useMutation(
    trpc.patient.endRepresentation.mutationOptions({ onSettled: () => client.invalidateQueries({ queryKey: trpc.patient.data.queryKey() }) }),
  );
  const refusal = refusalOf(end.error);
  if (end.isError) return <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />;
  if (!isAsking)
    return (
      <Button variant="danger-quiet" size="large" className="mt-2 w-full" onClick={() => setAsking(true)}>
        Mettre fin à cet accès
      </Button>
    );
  return (
    <div className="mt-2 grid gap-2">
      <p>{row.name} ne lira plus rien, tout de suite. Pour lui rendre cet accès, il faudra revenir au laboratoire.</p>
      <div className="grid grid-cols-2 gap-3">
        <Button size="large" onClick={() => setAsking(false)}>
          Garder
        </Button>
        <Button size="large" variant="danger-quiet" pending={end.isPending} onClick={() => end.mutate({ representationId: row.representationId })}>
          Mettre fin
        </Button>
      </div>
    </div>
  );
}
