'use client';

import { Button } from '../../../../_ui/button';
import { Field } from '../../../../_ui/field';
import { Select } from '../../../../_ui/select';
import { ARCHIVE_KINDS, ARCHIVE_RECEIVERS, ARCHIVE_STATES, NO_ARCHIVE_FILTER } from '../../_logic/archive-words';
import type { ArchiveFilter } from '../../_logic/types';

interface ArchiveFilterProps {
  filter: ArchiveFilter;
  laboratories: readonly { id: string; name: string }[];
  onFilter: (filter: ArchiveFilter) => void;
}

const ALL = { value: '', label: 'Tous' } as const;

/** Which transmissions: dossier, laboratory, days, receiver, kind, state. */
export function ArchiveFilterForm({ filter, laboratories, onFilter }: ArchiveFilterProps) {
  const set = (changed: Partial<ArchiveFilter>) => onFilter({ ...filter, ...changed });
  const pick = <Value extends string>(list: readonly { value: Value }[], value: string): Value | null =>
    list.find((entry) => entry.value === value)?.value ?? null;
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_ARCHIVE_FILTER);
  return (
    <search aria-label="Filtrer l’archive" data-print="no" className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line px-4 py-3">
      <Field
        id="archive-dossier"
        label="N° de dossier"
        value={filter.accessionNumber ?? ''}
        onChange={(event) => set({ accessionNumber: event.target.value || null })}
        autoComplete="off"
        spellCheck={false}
        className="w-36!"
      />
      <Field label="Du" type="date" value={filter.from ?? ''} max={filter.to ?? undefined} onChange={(event) => set({ from: event.target.value || null })} />
      <Field label="Au" type="date" value={filter.to ?? ''} min={filter.from ?? undefined} onChange={(event) => set({ to: event.target.value || null })} />
      <Select
        label="Laboratoire"
        value={filter.laboratoryId ?? ''}
        options={[ALL, ...laboratories.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => set({ laboratoryId: event.target.value || null })}
      />
      <Select
        label="Receveur"
        value={filter.receiverKind ?? ''}
        options={[ALL, ...ARCHIVE_RECEIVERS]}
        onChange={(event) => set({ receiverKind: pick(ARCHIVE_RECEIVERS, event.target.value) })}
      />
      <Select
        label="Quoi"
        value={filter.kind ?? ''}
        options={[ALL, ...ARCHIVE_KINDS]}
        onChange={(event) => set({ kind: pick(ARCHIVE_KINDS, event.target.value) })}
      />
      <Select
        label="État"
        value={filter.state ?? ''}
        options={[ALL, ...ARCHIVE_STATES]}
        onChange={(event) => set({ state: pick(ARCHIVE_STATES, event.target.value) })}
      />
      {isFiltered && <Button onClick={() => onFilter(NO_ARCHIVE_FILTER)}>Tout montrer</Button>}
    </search>
  );
}
