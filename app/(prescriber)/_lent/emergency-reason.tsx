'use client';

import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../_client/refusal';
import { useTRPCClient } from '../../_client/trpc';
import { formatCalendarDate, NBSP } from '../../_text/format';
import { refusalSentence } from '../../_text/refusals';
import { Button } from '../../_ui/button';
import { useProof } from '../../_ui/prove';
import { Select } from '../../_ui/select';
import { TextArea } from '../../_ui/text-area';
import { isReason, REASON_OPTIONS, reasonWords } from '../_logic/emergency-words';
import type { EmergencyPatient } from '../_logic/types';

interface EmergencyReasonProps {
  patient: EmergencyPatient;
  onOther: () => void;
  onOpened: () => void;
}

/** Whose results, and why, in a word of the list and in one's own; then the proof over exactly that. */
export function EmergencyReason({ patient, onOther, onOpened }: EmergencyReasonProps) {
  const client = useTRPCClient();
  const { confirm, dialog } = useProof();
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState('');
  const isEnough = text.trim().length >= 10;
  const identity = `${patient.birthFamilyName} ${patient.firstGivenName}, ${{ F: 'née', M: 'né', U: 'né(e)' }[patient.sex]} le ${formatCalendarDate(patient.birthDate)}, IPP ${patient.identifier}`;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isReason(reason) || !isEnough) return;
    const input = { patientId: patient.patientId, reason, reasonText: text.trim() };
    const what = {
      title: 'Ouvrir un accès d’urgence',
      lines: [identity, `Motif${NBSP}: ${reasonWords(reason)}. ${input.reasonText}`, 'Une heure, lecture seule. Chaque lecture est tracée et revue.'],
    };
    try {
      if (await confirm('break-glass', input, what, (proof) => client.breakGlass.open.mutate({ ...input, proof }))) onOpened();
    } catch (error) {
      const refusal = refusalOf(error);
      setProblem(refusalSentence(refusal?.code ?? '', refusal?.detail));
    }
  };
  return (
    <>
      <form onSubmit={(event) => void send(event)} className="grid gap-4" noValidate>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p>
            Est-ce bien cette personne{'\u202f'}?<b className="block text-l">{identity}</b>
          </p>
          <Button onClick={onOther}>Chercher quelqu’un d’autre</Button>
        </div>
        <Select
          label="Motif"
          options={REASON_OPTIONS}
          placeholder="Choisir un motif"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          error={isTried && !isReason(reason) ? 'Choisissez un motif.' : undefined}
        />
        <TextArea
          label="En vos mots"
          hint="Lu par le médecin administrateur et par le patient. Dix caractères au moins."
          value={text}
          maxLength={1000}
          onChange={(event) => setText(event.target.value)}
          error={isTried && !isEnough ? refusalSentence('reason-too-short') : undefined}
        />
        {problem && (
          <p role="alert" className="border-l-[3px] border-critical bg-critical-soft px-4 py-2">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" className="justify-self-start">
          Ouvrir pour une heure
        </Button>
      </form>
      {dialog}
    </>
  );
}
