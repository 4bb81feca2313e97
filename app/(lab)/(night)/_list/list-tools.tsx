'use client';

import { useState } from 'react';
import { Button } from '../../../_ui/button';
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
  /** Lines are being picked, to be read and signed together. */
  isPicking: boolean;
  onPicking: (isPicking: boolean) => void;
}

/** Search, filters and views over the lines, in one row; what narrows the list is always said. */
export function ListTools({ filter, total, views, onFilter, isPicking, onPicking }: ListToolsProps) {
  const [opened, setOpened] = useState<'filters' | 'views' | null>(null);
  const narrowed = narrowedBy(filter);
  const words = filterWords(filter);
  // A dialog that closes because the other one opens takes nothing with it.
  const closer = (id: 'filters' | 'views') => () => setOpened((now) => (now === id ? null : now));
  return (
    <div className="@container">
      <div className="flex items-center gap-x-1 py-0.5 pr-1 pl-3">
        <search className="min-w-0 flex-1">
          <Field
            label="Chercher un nom, un numéro, un service"
            labelHidden
            placeholder="Nom, n°…"
            type="search"
            autoComplete="off"
            value={filter.search}
            onChange={(event) => onFilter({ ...filter, search: event.target.value })}
          />
        </search>
        <ToolButton onClick={() => setOpened('filters')}>{narrowed > 0 ? `Filtres (${narrowed})` : 'Filtres'}</ToolButton>
        {!isPicking && <ToolButton onClick={() => onPicking(true)}>Choisir</ToolButton>}
        {/* In a narrow column the filters' dialog has the way to them. */}
        <span className="hidden @min-[22rem]:block">
          <ToolButton onClick={() => setOpened('views')}>Mes vues</ToolButton>
        </span>
      </div>
      {words !== '' && <p className="px-3 pb-1 text-s text-ink-2">Seulement : {words}.</p>}
      <FilterDialog filter={filter} total={total} open={opened === 'filters'} onFilter={onFilter} onClose={closer('filters')}>
        <Button onClick={() => setOpened('views')}>Mes vues</Button>
      </FilterDialog>
      <ViewsDialog views={views} filter={filter} open={opened === 'views'} onFilter={onFilter} onClose={closer('views')} />
    </div>
  );
}

function ToolButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-touch min-w-touch cursor-pointer px-2 font-medium whitespace-nowrap underline decoration-1 underline-offset-[3px]"
    >
      {children}
    </button>
  );
}
