'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { refusalOf } from '../../../_client/refusal';
import { useTRPC } from '../../../_client/trpc';
import type { MaintenanceAsking } from '../../../_security/types';
import { formatTime, NBSP } from '../../../_text/format';
import { refusalSentence } from '../../../_text/refusals';
import { Button } from '../../../_ui/button';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { useProof } from '../../../_ui/prove';
import { Select } from '../../../_ui/select';
import { TextArea } from '../../../_ui/text-area';
import { callInstant } from './call-instant';
import { askedLines } from './maintenance-words';

const EMPTY = { technicianId: '', reference: '', reason: '', minutes: '30', calledAt: '' };

/** For whom, why, how long, and when he was spoken to; a biologist's own request opens, an administrator's waits for her. */
export function AskForm({ opensAtOnce, now, onAsked }: { opensAtOnce: boolean; now: Date; onAsked: () => void }) {
  const trpc = useTRPC();
  const technicians = useQuery(trpc.maintenance.technicians.queryOptions());
  const ask = useMutation(trpc.maintenance.ask.mutationOptions({ onSuccess: onAsked }));
  const [words, setWords] = useState(EMPTY);
  const { prove, dialog } = useProof();
  const refusal = refusalOf(ask.error);
  const change = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) => setWords({ ...words, [name]: event.target.value });
  const title = opensAtOnce ? 'Ouvrir la télémaintenance' : 'Demander l’ouverture';
  const send = async () => {
    const asking: MaintenanceAsking = {
      technicianId: words.technicianId,
      reference: words.reference.trim(),
      reason: words.reason.trim(),
      minutes: Number(words.minutes),
      contactedAt: callInstant(words.calledAt, now).toISOString(),
    };
    const technician = technicians.data?.find(({ id }) => id === asking.technicianId)?.name ?? '';
    const proof = await prove('maintenance', asking, { title, lines: askedLines({ ...asking, technician }) });
    if (proof) ask.mutate({ ...asking, proof }, { onSuccess: () => setWords(EMPTY) });
  };
  const go = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <section aria-labelledby="demande" className="border-line px-4 py-4 max-desk:border-t desk:border-l desk:px-6" data-print="no">
      <h2 id="demande" className="mb-3 text-l font-strong">
        {title}
      </h2>
      {technicians.data?.length === 0 && <p className="mb-3">Aucun technicien n’a de compte de télémaintenance. L’administrateur en crée un, à son nom.</p>}
      <form onSubmit={go} className="grid gap-3">
        <Select
          label="Technicien, nommément"
          required
          placeholder="Choisir"
          value={words.technicianId}
          onChange={change('technicianId')}
          options={(technicians.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Field label="Contrat ou ticket" required minLength={2} maxLength={80} value={words.reference} onChange={change('reference')} />
        <TextArea
          label="Motif"
          hint="Sans nom de patient. Dix caractères au moins."
          required
          minLength={10}
          maxLength={500}
          value={words.reason}
          onChange={change('reason')}
        />
        <Field
          label={`Durée, en minutes (5 à 480)`}
          type="number"
          inputMode="numeric"
          min={5}
          max={480}
          required
          value={words.minutes}
          onChange={change('minutes')}
        />
        <Field
          label="Contact pris avec le technicien par téléphone à"
          hint={`Heure de l’appel, avant ${formatTime(now)}.`}
          type="time"
          required
          value={words.calledAt}
          onChange={change('calledAt')}
        />
        {ask.isError && <ErrorLine sentence={refusal ? refusalSentence(refusal.code, refusal.detail) : refusalSentence('')} />}
        {!opensAtOnce && <p className="text-s text-ink-2">{`Un biologiste doit donner son accord dans les deux heures${NBSP}: il en est averti aussitôt.`}</p>}
        <Button type="submit" variant="primary" pending={ask.isPending}>
          {title}
        </Button>
      </form>
      {dialog}
    </section>
  );
}
