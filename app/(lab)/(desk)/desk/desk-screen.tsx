'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { OnDutyLine } from '../../../_duty/on-duty-line';
import { refusalSentence } from '../../../_text/refusals';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { DeskBar } from '../_desk/desk-bar';
import { PatientFile } from './patient-file';
import { PatientSearch } from './patient-search';
import { SlipSheet } from './slip-sheet';
import { TaskList } from './task-list';
import type { Slip } from './types';

/** « Accueil patients »: one patient at a time beside what waits for an answer. */
export function DeskScreen() {
  const trpc = useTRPC();
  const file = useMutation(trpc.desk.open.mutationOptions());
  const [slip, setSlip] = useState<Slip | null>(null);
  const refusal = refusalOf(file.error);
  const open = (patientId: string) => file.mutate({ patientId });
  if (slip) return <SlipSheet slip={slip} onClose={() => setSlip(null)} />;
  return (
    <>
      <DeskBar title="Accueil patients" subtitle="codes d’accès, représentants, demandes" />
      <main className="grid flex-1 items-start gap-6 bg-surface px-4 py-4 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] desk:px-6">
        <div className="grid gap-5">
          <OnDutyLine />
          <PatientSearch onOpen={open} />
          {file.isPending && <LoadingLine />}
          {file.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
          {file.data && !file.isPending && <PatientFile file={file.data} onChanged={() => open(file.data.patientId)} onSlip={setSlip} />}
        </div>
        <TaskList onOpen={open} />
      </main>
    </>
  );
}
