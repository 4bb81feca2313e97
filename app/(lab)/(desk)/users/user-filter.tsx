'use client';

import { Button } from '../../../_ui/button';
import { Field } from '../../../_ui/field';
import { Segmented } from '../../../_ui/segmented';
import { Select } from '../../../_ui/select';
import type { AccountState, Places, Role, UsersPage } from '../_logic/types';
import { ROLE_CHOICES, rolesOf, STATE_WORDS } from '../_logic/user-words';

export interface Filter {
  search: string;
  role: Role | null;
  siteId: string | null;
  state: AccountState | 'all';
}

export const NO_FILTER: Filter = { search: '', role: null, siteId: null, state: 'all' };

const STATES: readonly AccountState[] = ['active', 'to-activate', 'to-grant', 'locked', 'disabled'];

interface UserFilterProps {
  filter: Filter;
  counts: UsersPage['counts'] | undefined;
  places: Places | undefined;
  onFilter: (filter: Filter) => void;
}

/** Whom to look at: by name, role, site, and by state with its count. */
export function UserFilterForm({ filter, counts, places, onFilter }: UserFilterProps) {
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  const set = (changed: Partial<Filter>) => onFilter({ ...filter, ...changed });
  const countOf = (state: AccountState) => (counts ? ` ${counts[state] ?? 0}` : '');
  return (
    <search className="grid gap-3 border-b border-line px-4 py-3 desk:px-6" aria-label="Filtrer les comptes">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Field
          id="recherche-compte"
          label="Nom, identifiant ou RPPS"
          type="search"
          value={filter.search}
          maxLength={100}
          onChange={(event) => set({ search: event.target.value })}
          autoComplete="off"
          spellCheck={false}
          className="w-64!"
        />
        <Select
          label="Rôle en vigueur"
          value={filter.role ?? ''}
          onChange={(event) => set({ role: ROLE_CHOICES.find((role) => role === event.target.value) ?? null })}
          options={[{ value: '', label: 'Tous' }, ...ROLE_CHOICES.map((role) => ({ value: role, label: rolesOf([role]) }))]}
        />
        <Select
          label="Site"
          value={filter.siteId ?? ''}
          onChange={(event) => set({ siteId: event.target.value || null })}
          options={[{ value: '', label: 'Tous' }, ...(places?.sites ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
        {isFiltered && <Button onClick={() => onFilter(NO_FILTER)}>Tout montrer</Button>}
      </div>
      <Segmented
        label="État du compte"
        choices={[{ id: 'all' as const, label: 'Tous' }, ...STATES.map((state) => ({ id: state, label: `${STATE_WORDS[state].label}${countOf(state)}` }))]}
        value={filter.state}
        onValue={(state) => set({ state })}
      />
    </search>
  );
}
