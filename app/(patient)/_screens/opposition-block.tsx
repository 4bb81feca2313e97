'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { PatientSection } from '../../_ui/patient-frame';
import { dayWords } from '../_logic/patient-words';
import type { MyData } from '../_logic/types';

const SUBJECTS = [
  {
    subject: 'notices',
    title: 'Les avis par e-mail ou SMS',
    without: 'Vous êtes prévenu quand un compte rendu est disponible.',
    withIt: 'Vous n’êtes plus prévenu. Vos comptes rendus restent ici.',
    oppose: 'Ne plus me prévenir',
    withdraw: 'Me prévenir de nouveau',
  },
  {
    subject: 'portal',
    title: 'La mise en ligne de mes résultats',
    without: 'Vos comptes rendus sont lisibles ici, par vous et par qui lit pour vous.',
    withIt: 'Aucun compte rendu n’est lisible ici, ni par vous ni par qui lit pour vous. Demandez-les au laboratoire. Vos médecins les reçoivent toujours.',
    oppose: 'Ne plus mettre mes résultats en ligne',
    withdraw: 'Les remettre en ligne',
  },
] as const;

/** What the patient opposes and no longer opposes; counts at once. */
export function OppositionBlock({ oppositions }: { oppositions: MyData['oppositions'] }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const change = useMutation(trpc.patient.oppose.mutationOptions({ onSettled: () => client.invalidateQueries({ queryKey: trpc.patient.data.queryKey() }) }));
  const refusal = refusalOf(change.error);
  return (
    <PatientSection label="Mes choix">
      <h2 className="text-[1.25rem] leading-7 font-strong">Mes choix</h2>
      {change.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      {SUBJECTS.map(({ subject, title, without, withIt, oppose, withdraw }) => {
        const opposition = oppositions.find((row) => row.subject === subject);
        return (
          <div key={subject} className="grid gap-1 border-t border-warm-line py-3 first-of-type:border-t-0">
            <h3 className="font-strong">{title}</h3>
            <p>{opposition ? `Vous vous y opposez depuis ${dayWords(opposition.since)}. ${withIt}` : without}</p>
            <Button size="large" className="mt-1" pending={change.isPending} onClick={() => change.mutate({ subject, opposed: !opposition })}>
              {opposition ? withdraw : oppose}
            </Button>
          </div>
        );
      })}
    </PatientSection>
  );
}
