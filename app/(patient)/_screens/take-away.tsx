'use client';

import { useMutation } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { downloadJson } from '../../_client/download';
import { refusalOf } from '../../_client/refusal';
import { useTRPC } from '../../_client/trpc';
import { NBSP } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { ErrorLine } from '../../_ui/error-line';
import { PatientSection } from '../../_ui/patient-frame';
import { whenWords } from '../_logic/patient-words';

type Taken = { reportId: string; availableAt: Date };

/** A copy of everything, right after a log-in: one file of what is kept here, and the way to each report's own PDF. */
export function TakeAway() {
  const trpc = useTRPC();
  const [reports, setReports] = useState<{ at: Date; list: readonly Taken[] } | null>(null);
  const take = useMutation(
    trpc.portal.exportMine.mutationOptions({
      onSuccess: (exported) => {
        downloadJson('mes-donnees.json', exported);
        setReports({ at: exported.madeAt, list: exported.reports });
      },
    }),
  );
  const refusal = refusalOf(take.error);
  return (
    <PatientSection label="Emporter mes données">
      <h2 className="text-[1.25rem] leading-7 font-strong">Emporter mes données</h2>
      <p>
        Un fichier avec votre identité, les lectures, vos demandes et la liste de vos comptes rendus. Il restera sur cet appareil{NBSP}: ne le faites pas sur
        celui d’un autre.
      </p>
      {take.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      <Button size="large" className="mt-3 w-full" pending={take.isPending} onClick={() => take.mutate()}>
        Télécharger mes données
      </Button>
      {reports && (
        <>
          <p role="status" className="mt-3 font-medium">
            Fichier enregistré. Chaque compte rendu s’ouvre et se télécharge à part, en PDF{NBSP}:
          </p>
          <ul>
            {reports.list.map((report) => (
              <li key={report.reportId}>
                <Link
                  href={`/mes-resultats/${report.reportId}`}
                  prefetch={false}
                  className="flex min-h-touch items-center text-action underline underline-offset-[3px]"
                >
                  Compte rendu disponible {whenWords(report.availableAt, reports.at)}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </PatientSection>
  );
}
