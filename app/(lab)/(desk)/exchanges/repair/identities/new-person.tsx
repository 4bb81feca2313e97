'use client';

import { useState } from 'react';
import { Field } from '../../../../../_ui/field';
import { Select } from '../../../../../_ui/select';
import type { ComparedPerson } from '../../../_logic/types';
import { ReasonForm } from './reason-form';
import { useAttach } from './use-attach';

const SEXES = [
  { value: 'F', label: 'Féminin' },
  { value: 'M', label: 'Masculin' },
];

/** A person whom no system has told of, made for this dossier; the number is never filled in beforehand, since a provisional one is nobody's. */
export function NewPerson({ dossierId, own, onAttached }: { dossierId: string; own: ComparedPerson; onAttached: () => void }) {
  const [values, setValues] = useState({
    identifier: '',
    birthFamilyName: own.birthFamilyName,
    givenNames: own.givenNames,
    birthDate: own.birthDate ?? '',
    sex: own.sex === 'F' || own.sex === 'M' ? own.sex : '',
  });
  const { attach, isPending, refusal } = useAttach(onAttached);
  const [isOpen, setIsOpen] = useState(false);
  const field = (name: 'identifier' | 'birthFamilyName' | 'givenNames' | 'birthDate', label: string, more: { hint?: string; type?: string } = {}) => (
    <Field
      label={label}
      {...more}
      value={values[name]}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => setValues({ ...values, [name]: event.target.value })}
    />
  );
  const missing = Object.values(values).some((value) => value.trim() === '');
  const { sex } = values;
  const create = (reason: string) => {
    if (sex !== 'F' && sex !== 'M') return;
    const firstGivenName = values.givenNames.trim().split(/\s+/)[0] ?? '';
    attach({ dossierId, to: { kind: 'new', ...values, sex, firstGivenName }, reason });
  };
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} data-print="no">
      <summary className="min-h-touch cursor-pointer py-2 text-action">Elle n’est pas connue : créer la personne</summary>
      <div className="grid max-w-prose gap-2">
        <p className="text-s text-ink-2">
          Le numéro définitif que l’admission lui a donné, jamais le provisoire. Les traits sont ceux d’une pièce d’identité ; l’admission les mettra à jour.
        </p>
        {field('identifier', 'IPP définitif')}
        {field('birthFamilyName', 'Nom de naissance')}
        {field('givenNames', 'Prénoms de naissance', { hint: 'le premier d’abord' })}
        {field('birthDate', 'Date de naissance', { type: 'date' })}
        <Select label="Sexe" value={sex} options={SEXES} placeholder="À choisir" onChange={(event) => setValues({ ...values, sex: event.target.value })} />
        {missing ? (
          <p className="text-s text-ink-2">Tous les champs sont nécessaires.</p>
        ) : (
          <ReasonForm verb="Créer et rattacher" warning={null} isPending={isPending} refusal={refusal} onCancel={() => setIsOpen(false)} onConfirm={create} />
        )}
      </div>
    </details>
  );
}
