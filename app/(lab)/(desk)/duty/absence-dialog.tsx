'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { dayAfter, dayOf } from '../_logic/duty-board';
import { useDutyAct } from './use-roster';

/** From when to when a person is away; why is not asked. */
export function AbsenceDialog({ person, at, onClose, onDone }: { person: { id: string; name: string }; at: Date; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const acts = useDutyAct(onDone);
  const [from, setFrom] = useState(`${dayAfter(dayOf(at), 1)}T08:00`);
  const [to, setTo] = useState(`${dayAfter(dayOf(at), 2)}T08:00`);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!acts.pending && (await acts.act(() => client.duty.declareAbsence.mutate({ userId: person.id, from, to })))) onClose();
  };
  return (
    <Dialog title={`Absence de ${person.name}`} open busy={acts.pending} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="grid gap-3">
        {acts.problem && <ErrorLine sentence={acts.problem} />}
        <div className="grid gap-3 tablet:grid-cols-2">
          <Field label="Début" hint="heure de Paris" type="datetime-local" required value={from} onChange={(event) => setFrom(event.target.value)} />
          <Field label="Fin" hint="heure de Paris" type="datetime-local" required value={to} onChange={(event) => setTo(event.target.value)} />
        </div>
        <p className="text-s text-ink-2">
          Les gardes déjà planifiées sur ces heures restent inscrites, marquées « à reprendre »{'\u202f'}: elles ne couvrent plus leur site.
        </p>
        <Button type="submit" variant="primary" pending={acts.pending} closed={(from === '' || to === '') && 'choisissez les heures'}>
          Inscrire l’absence
        </Button>
      </form>
    </Dialog>
  );
}
