'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../../_client/sentence-of';
import { useTRPC } from '../../../../_client/trpc';
import { Button } from '../../../../_ui/button';
import { Checkbox } from '../../../../_ui/checkbox';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import type { DecisionPolicy } from '../../_logic/types';

type InForce = DecisionPolicy['inForce'];

const EFFECTS: readonly { value: InForce['readerEffect']; label: string }[] = [
  { value: '', label: 'Jamais par une règle' },
  { value: 'hold', label: 'Dès qu’une règle demande d’attendre' },
  { value: 'call', label: 'Dès qu’une règle demande d’appeler' },
  { value: 'block', label: 'Seulement quand une règle bloque' },
];
const OWN: readonly { value: InForce['ownResult']; label: string }[] = [
  { value: 'refuse', label: 'Refuser : un autre biologiste valide' },
  { value: 'second-reader', label: 'Demander un second lecteur' },
  { value: 'mark', label: 'Permettre, et le marquer sur le compte rendu (garde à une personne)' },
];
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The settings in force, to be read or written as the next version. */
export function PolicyForm({ policy, laboratoryId, onChanged }: { policy: DecisionPolicy; laboratoryId: string; onChanged: () => void }) {
  const { mayManage, inForce } = policy;
  const [codes, setCodes] = useState<readonly string[]>(inForce.readerCodes);
  const [effect, setEffect] = useState(inForce.readerEffect);
  const [own, setOwn] = useState(inForce.ownResult);
  const [reason, setReason] = useState('');
  const [search, setSearch] = useState('');
  const set = useMutation(useTRPC().validation.setPolicy.mutationOptions({ onSuccess: onChanged }));
  const shown = policy.tests.filter(
    ({ code, label }) => codes.includes(code) || (search.trim().length > 1 && plain(`${label} ${code}`).includes(plain(search.trim()))),
  );
  const isSame =
    JSON.stringify([[...codes].sort(), effect, own]) === JSON.stringify([[...inForce.readerCodes].sort(), inForce.readerEffect, inForce.ownResult]);
  const shut = isSame ? 'rien n’est changé' : reason.trim().length < 5 && 'motif à écrire';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (shut || set.isPending) return;
    set.mutate({ laboratoryId, readerCodes: [...codes], readerEffect: effect, ownResult: own, reason, seen: policy.version });
  };
  return (
    <form onSubmit={submit} className="grid max-w-180 gap-4">
      <fieldset disabled={!mayManage} className="grid gap-3">
        <legend className="pb-1 text-l font-strong">Second lecteur</legend>
        <p className="text-ink-2">Rien ne part avant qu’un autre biologiste ait relu et donné son accord. Le signataire peut aussi le demander lui-même.</p>
        <Select
          label="Selon les règles d’expertise"
          value={effect}
          options={EFFECTS}
          onChange={(event) => setEffect(EFFECTS.find(({ value }) => value === event.target.value)?.value ?? '')}
        />
        <Field
          label="Selon l’examen"
          hint="Deux lettres au moins ; les examens cochés demandent un second lecteur."
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {shown.length === 0 && <p className="text-ink-2">Aucun examen ne demande de second lecteur.</p>}
        <ul className="columns-1 tablet:columns-2">
          {shown.map(({ code, label }) => (
            <li key={code} className="break-inside-avoid">
              <Checkbox
                label={`${label} (LOINC ${code})`}
                checked={codes.includes(code)}
                onChange={(event) => setCodes(event.target.checked ? [...codes, code] : codes.filter((other) => other !== code))}
              />
            </li>
          ))}
        </ul>
      </fieldset>
      <fieldset disabled={!mayManage} className="grid gap-3">
        <legend className="pb-1 text-l font-strong">Résultats validés techniquement par leur signataire</legend>
        <Select
          label="Validation biologique"
          value={own}
          options={OWN}
          onChange={(event) => setOwn(OWN.find(({ value }) => value === event.target.value)?.value ?? 'refuse')}
        />
      </fieldset>
      {mayManage && (
        <div className="grid gap-3" data-print="no">
          <Field
            label="Motif"
            hint="Par exemple : décision de la réunion de service du 3 mars."
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
          {set.isError && <ErrorLine sentence={sentenceOf(set.error)} />}
          <p>
            <Button type="submit" variant="primary" pending={set.isPending} closed={shut}>
              Mettre en vigueur
            </Button>
          </p>
        </div>
      )}
    </form>
  );
}
