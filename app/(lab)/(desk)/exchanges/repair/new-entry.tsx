'use client';

import { useState } from 'react';
import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import type { RepairAct } from '../../_logic/types';

interface NewEntryProps {
  kind: string;
  label: string;
  chapters: readonly string[];
  isPending: boolean;
  onChoose: (choice: RepairAct) => void;
}

/** What is in no list: a new prescriber, a new ward, a LOINC by its number, or a local code confirmed as such. */
export function NewEntry({ kind, label, chapters, isPending, onChoose }: NewEntryProps) {
  const [values, setValues] = useState<Record<string, string>>({});
  const of = (name: string) => values[name] ?? '';
  const field = (name: string, text: string, hint?: string) => (
    <Field label={text} hint={hint} value={of(name)} onChange={(event) => setValues({ ...values, [name]: event.target.value })} />
  );
  if (kind === 'unknown_prescriber') {
    return (
      <details>
        <summary className="min-h-touch cursor-pointer py-2 text-action">Créer ce prescripteur</summary>
        <div className="grid max-w-prose gap-2">
          {field('rpps', 'Numéro RPPS', '11 chiffres, la clé est vérifiée')}
          {field('family', 'Nom')}
          {field('given', 'Prénom')}
          {field('specialty', 'Spécialité')}
          <Button
            pending={isPending}
            closed={(of('rpps') === '' || of('family') === '' || of('given') === '') && 'RPPS, nom et prénom'}
            onClick={() =>
              onChoose({ kind: 'new-prescriber', rppsNumber: of('rpps'), familyName: of('family'), givenName: of('given'), specialty: of('specialty') })
            }
          >
            Créer et adresser
          </Button>
        </div>
      </details>
    );
  }
  if (kind === 'unknown_ward') {
    return (
      <details>
        <summary className="min-h-touch cursor-pointer py-2 text-action">Créer ce service</summary>
        <div className="grid max-w-prose gap-2">
          {field('name', 'Nom du service')}
          {field('phone', 'Téléphone')}
          <Button
            pending={isPending}
            closed={of('name') === '' && 'nom du service'}
            onClick={() => onChoose({ kind: 'new-ward', name: of('name'), phone: of('phone') })}
          >
            Créer et adresser
          </Button>
        </div>
      </details>
    );
  }
  if (kind !== 'unmapped_code') return null;
  return (
    <div className="grid max-w-prose gap-2">
      {field('loinc', 'Autre code LOINC', 'La clé est vérifiée')}
      <Select
        label="Chapitre du compte rendu"
        hint="sert quand le catalogue ne connaît pas le code"
        placeholder="celui que le SIL donne (OBR-24)"
        value={of('chapter')}
        onChange={(event) => setValues({ ...values, chapter: event.target.value })}
        options={chapters.map((value) => ({ value, label: value }))}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          pending={isPending}
          closed={of('loinc') === '' && 'code LOINC'}
          onClick={() => onChoose({ kind: 'code', loinc: of('loinc'), label, chapter: of('chapter') })}
        >
          Associer ce code
        </Button>
        <Button pending={isPending} onClick={() => onChoose({ kind: 'code', loinc: '', label, chapter: of('chapter') })}>
          Sans code : libellé local, comparé dans ce seul laboratoire
        </Button>
      </div>
    </div>
  );
}
