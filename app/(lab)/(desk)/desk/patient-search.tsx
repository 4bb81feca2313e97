'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import { formatCalendarDate } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';

/** Finds one patient by an exact number, or by name and birth date together; each search is traced, and nothing is listed by a beginning. */
export function PatientSearch({ onOpen }: { onOpen: (patientId: string) => void }) {
  const trpc = useTRPC();
  const [number, setNumber] = useState('');
  const [familyName, setFamilyName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const find = useMutation(
    trpc.desk.find.mutationOptions({ onSuccess: ({ patients }) => patients.length === 1 && patients[0] && onOpen(patients[0].patientId) }),
  );
  const isReady = number.trim() !== '' || (familyName.trim() !== '' && birthDate !== '');
  const refusal = refusalOf(find.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) find.mutate({ number: number.trim(), familyName: familyName.trim(), birthDate: birthDate === '' ? null : birthDate });
  };
  return (
    <search>
      <form onSubmit={submit} className="grid items-end gap-3 tablet:grid-cols-[1fr_1fr_auto_auto]">
        <Field label="IPP ou n° de dossier" value={number} onChange={(event) => setNumber(event.target.value)} autoComplete="off" spellCheck={false} />
        <Field label="ou nom exact" value={familyName} onChange={(event) => setFamilyName(event.target.value)} autoComplete="off" spellCheck={false} />
        <Field label="et date de naissance" type="date" value={birthDate} onChange={(event) => setBirthDate(event.target.value)} />
        <Button type="submit" variant="primary" pending={find.isPending} closed={!isReady}>
          Chercher
        </Button>
      </form>
      <p className="mt-1 text-s text-ink-2">Une personne à la fois, présente devant vous avec une pièce d’identité. Chaque recherche est tracée.</p>
      {find.isError && <ErrorLine sentence={refusalSentence(refusal?.code ?? '', refusal?.detail)} />}
      {find.data?.patients.length === 0 && (
        <p role="status" className="mt-2">
          Personne. Vérifiez le numéro, ou le nom entier avec la date{'\u202f'}; les patients d’un autre site ne sont pas montrés.
        </p>
      )}
      {find.data && find.data.patients.length > 1 && (
        <ul aria-label="Patients trouvés" className="mt-2">
          {find.data.patients.map((patient) => (
            <li key={patient.patientId} className="border-t border-line">
              <button
                type="button"
                onClick={() => onOpen(patient.patientId)}
                className="min-h-touch w-full cursor-pointer py-1 text-left text-action underline underline-offset-[3px]"
              >
                {patient.name}, {patient.birthDate ? formatCalendarDate(patient.birthDate) : 'date inconnue'}, IPP {patient.identifier}, {patient.hospital}
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
