'use client';

import { Field } from '../../../_ui/field';
import { Select } from '../../../_ui/select';
import { KIND_WORDS } from '../_logic/terminal-facts';
import type { TerminalFilter, TerminalKind, Terminals } from '../_logic/types';

interface TerminalFilterFormProps {
  filter: TerminalFilter;
  sites: Terminals['sites'];
  onFilter: (filter: TerminalFilter) => void;
}

const STATES = [
  { value: 'active', label: 'en service' },
  { value: 'passivated', label: 'bloqués' },
  { value: 'revoked', label: 'révoqués' },
] as const;

/** Narrows the list as one types or chooses. */
export function TerminalFilterForm({ filter, sites, onFilter }: TerminalFilterFormProps) {
  return (
    <search>
      <form className="grid gap-3 border-b border-line px-4 py-3 tablet:grid-cols-4 desk:px-6" onSubmit={(event) => event.preventDefault()}>
        <Field
          label="Chercher"
          type="search"
          hint="nom, navigateur, adresse, personne"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value.slice(0, 80) })}
          autoComplete="off"
        />
        <Select
          label="État"
          placeholder="tous"
          options={STATES}
          value={filter.state ?? ''}
          onChange={(event) => onFilter({ ...filter, state: STATES.find(({ value }) => value === event.target.value)?.value ?? null })}
        />
        <Select
          label="Genre"
          placeholder="tous"
          options={Object.entries(KIND_WORDS).map(([value, label]) => ({ value, label }))}
          value={filter.kind ?? ''}
          onChange={(event) => onFilter({ ...filter, kind: event.target.value in KIND_WORDS ? (event.target.value as TerminalKind) : null })}
        />
        <Select
          label="Site"
          placeholder="tous"
          options={sites.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.siteId ?? ''}
          onChange={(event) => onFilter({ ...filter, siteId: event.target.value || null })}
        />
      </form>
    </search>
  );
}
