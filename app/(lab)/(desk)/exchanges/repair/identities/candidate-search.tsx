'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '../../../../../_ui/button';
import { Field } from '../../../../../_ui/field';

export interface Search {
  number: string;
  familyName: string;
  birthDate: string | null;
}

/** What comes near the dossier’s own identity. */
export const NO_SEARCH: Search = { number: '', familyName: '', birthDate: null };

/** By an exact number, or by the whole name and the birth date; each search is traced. */
export function CandidateSearch({ isPending, onSearch }: { isPending: boolean; onSearch: (search: Search) => void }) {
  const [number, setNumber] = useState('');
  const [familyName, setFamilyName] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const isReady = number.trim() !== '' || (familyName.trim() !== '' && birthDate !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSearch({ number: number.trim(), familyName: familyName.trim(), birthDate: birthDate === '' ? null : birthDate });
  };
  return (
    <search data-print="no">
      <form onSubmit={submit} className="grid items-end gap-2 tablet:grid-cols-3 desk:grid-cols-[1fr_1fr_auto_auto]">
        <Field label="Autre IPP, exact" value={number} onChange={(event) => setNumber(event.target.value)} autoComplete="off" spellCheck={false} />
        <Field label="ou nom entier" value={familyName} onChange={(event) => setFamilyName(event.target.value)} autoComplete="off" spellCheck={false} />
        <Field label="et date de naissance" type="date" value={birthDate} onChange={(event) => setBirthDate(event.target.value)} />
        <div className="flex gap-2">
          <Button type="submit" pending={isPending} closed={!isReady}>
            Chercher
          </Button>
          <Button onClick={() => onSearch(NO_SEARCH)}>Les plus proches</Button>
        </div>
      </form>
    </search>
  );
}
