'use client';

import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { Segmented } from '../../../_ui/segmented';
import { Select } from '../../../_ui/select';
import { type Filter, NO_FILTER } from './use-exchanges';

interface ExchangeFilterProps {
  filter: Filter;
  laboratories: readonly { laboratoryId: string; name: string }[];
  onFilter: (filter: Filter) => void;
}

const STATES: readonly { value: Filter['state']; label: string }[] = [
  { value: 'all', label: 'Tous' },
  { value: 'failed', label: 'Refusés, non entrés, écartés' },
  { value: 'waiting', label: 'En cours ou en attente' },
  { value: 'done', label: 'Entrés ou pris' },
];

/** What to look at: direction, laboratory, state, days, one dossier, one message. */
export function ExchangeFilterForm({ filter, laboratories, onFilter }: ExchangeFilterProps) {
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  const set = (changed: Partial<Filter>) => onFilter({ ...filter, ...changed });
  return (
    <search className="grid gap-3 border-b border-line px-4 py-3" aria-label="Filtrer les messages">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Segmented
          label="Sens"
          choices={[
            { id: 'all', label: 'Tous' },
            { id: 'in', label: 'Reçus' },
            { id: 'out', label: 'Envoyés' },
          ]}
          value={filter.direction}
          onValue={(direction) => set({ direction })}
        />
        <Select
          label="Laboratoire"
          value={filter.laboratoryId ?? ''}
          onChange={(event) => set({ laboratoryId: event.target.value || null })}
          options={[{ value: '', label: 'Tous' }, ...laboratories.map(({ laboratoryId, name }) => ({ value: laboratoryId, label: name }))]}
        />
        <Select
          label="État"
          value={filter.state}
          onChange={(event) => set({ state: STATES.find(({ value }) => value === event.target.value)?.value ?? 'all' })}
          options={STATES}
        />
      </div>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Field label="Du" type="date" value={filter.from ?? ''} max={filter.to ?? undefined} onChange={(event) => set({ from: event.target.value || null })} />
        <Field label="Au" type="date" value={filter.to ?? ''} min={filter.from ?? undefined} onChange={(event) => set({ to: event.target.value || null })} />
        <Field
          id="filtre-dossier"
          label="N° de dossier"
          value={filter.accessionNumber ?? ''}
          onChange={(event) => set({ accessionNumber: event.target.value || null })}
          autoComplete="off"
          spellCheck={false}
          className="w-36!"
        />
        <Field
          label="N° de message"
          value={filter.controlId ?? ''}
          onChange={(event) => set({ controlId: event.target.value || null })}
          autoComplete="off"
          spellCheck={false}
          className="w-36!"
        />
        {isFiltered && <Button onClick={() => onFilter(NO_FILTER)}>Tout montrer</Button>}
      </div>
    </search>
  );
}
