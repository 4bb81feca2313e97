'use client';

import { useState } from 'react';
import { Field } from '../../../_ui/field';
import { filterWords, type ListFilter, narrowedBy } from '../_logic/list-filter';
import type { Views } from '../worklist/use-views';
import { FilterDialog } from './filter-dialog';
import { ViewsDialog } from './views-dialog';

export interface ListToolsProps {
  filter: ListFilter;
  total: number;
  views: Views;
  onFilter: (filter: ListFilter) => void;
}

/** Search, filters and views over the lines; what narrows the list is always said. */
export function ListTools({ filter, total, views, onFilter }: ListToolsProps) {
  const [opened, setOpened] = useState<'filters' | 'views' | null>(null);
  const narrowed = narrowedBy(filter);
  const words = filterWords(filter);
  return (
    <>
      <search className="block px-3 pt-2">
        <Field
          label="Chercher un nom, un numéro, un service"
          labelHidden
          placeholder="Nom, numéro, service"
          type="search"
          autoComplete="off"
          value={filter.search}
          onChange={(event) => onFilter({ ...filter, search: event.target.value })}
        />
      </search>
      <div className="flex flex-wrap gap-x-3 px-3 pb-1">
        <ToolButton onClick={() => setOpened('filters')}>{narrowed > 0 ? `Filtres (${narrowed})` : 'Filtres'}</ToolButton>
        <ToolButton onClick={() => setOpened('views')}>Mes vues</ToolButton>
      </div>
      {words !== '' && <p className="px-3 pb-2 text-s text-ink-2">Seulement : {words}.</p>}
      <FilterDialog filter={filter} total={total} open={opened === 'filters'} onFilter={onFilter} onClose={() => setOpened(null)} />
      <ViewsDialog views={views} filter={filter} open={opened === 'views'} onFilter={onFilter} onClose={() => setOpened(null)} />
    </>
  );
}

function ToolButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button type="button" onClick={onClick} className="min-h-touch min-w-touch cursor-pointer px-1 font-medium underline decoration-1 underline-offset-[3px]">
      {children}
    </button>
  );
}
