'use client';

import { type FormEvent, useState } from 'react';
import { useTRPCClient } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import type { Roster } from '../_logic/types';
import { useDutyAct } from './use-roster';

const MOST = 5;
const NEW = { label: '', number: '', forWards: false };

/** The numbers of a person in the order in which one tries them; each says whether wards and prescribers may see it. */
export function ContactsDialog({ person, onClose, onDone }: { person: Roster['people'][number]; onClose: () => void; onDone: () => void }) {
  const client = useTRPCClient();
  const acts = useDutyAct(onDone);
  const [lines, setLines] = useState(person.contacts.length > 0 ? person.contacts : [{ ...NEW, label: 'Portable de garde', forWards: true }]);
  const change = (index: number, fields: Partial<(typeof lines)[number]>) => setLines(lines.map((line, at) => (at === index ? { ...line, ...fields } : line)));
  const first = (index: number) => setLines([...lines.filter((_, at) => at === index), ...lines.filter((_, at) => at !== index)]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const contacts = lines.filter(({ number }) => number.trim() !== '');
    if (!acts.pending && (await acts.act(() => client.duty.changeContacts.mutate({ userId: person.id, contacts })))) onClose();
  };
  return (
    <Dialog title={`Joindre ${person.name}`} open busy={acts.pending} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} className="grid gap-4">
        {acts.problem && <ErrorLine sentence={acts.problem} />}
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the order is what a line is
          <fieldset key={index} className="grid gap-2 border-l-3 border-line pl-3">
            <legend className="text-s text-ink-2">Numéro {index + 1}</legend>
            <div className="grid gap-2 tablet:grid-cols-2">
              <Field label="Libellé" required maxLength={40} value={line.label} onChange={(event) => change(index, { label: event.target.value })} />
              <Field label="Numéro" type="tel" maxLength={30} value={line.number} onChange={(event) => change(index, { number: event.target.value })} />
            </div>
            <div className="flex flex-wrap items-center justify-between gap-2">
              <Checkbox
                label="Donné aussi aux services et aux prescripteurs"
                checked={line.forWards}
                onChange={(event) => change(index, { forWards: event.target.checked })}
              />
              <span className="flex gap-2">
                {index > 0 && <Button onClick={() => first(index)}>Mettre en premier</Button>}
                <Button onClick={() => setLines(lines.filter((_, at) => at !== index))}>Retirer</Button>
              </span>
            </div>
          </fieldset>
        ))}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setLines([...lines, NEW])} closed={lines.length >= MOST && 'cinq numéros au plus'}>
            Ajouter un numéro
          </Button>
          <Button type="submit" variant="primary" pending={acts.pending}>
            Enregistrer
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
