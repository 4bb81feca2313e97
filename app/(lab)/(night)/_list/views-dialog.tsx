'use client';

import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../_client/sentence-of';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { Field } from '../../../_ui/field';
import { askedOf, filterWords, keyOf, type ListFilter } from '../_logic/list-filter';
import type { Views } from '../worklist/use-views';

export interface ViewsDialogProps {
  views: Views;
  filter: ListFilter;
  open: boolean;
  onFilter: (filter: ListFilter) => void;
  onClose: () => void;
}

/** The views of the list that a person keeps: to take one up, to keep what is on the screen, to put them in order. */
export function ViewsDialog({ views: { views, isError, keep, drop, order }, filter, open, onFilter, onClose }: ViewsDialogProps) {
  const [name, setName] = useState('');
  const [isDefault, setDefault] = useState(false);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    keep.mutate(
      { viewId: null, name, filters: askedOf(filter), isDefault },
      {
        onSuccess: () => {
          setName('');
          setDefault(false);
        },
      },
    );
  };
  const move = (index: number, step: 1 | -1) => {
    const ids = views.map(({ id }) => id);
    const [moved] = ids.splice(index, 1);
    if (moved) ids.splice(index + step, 0, moved);
    order.mutate({ viewIds: ids });
  };
  const problem = keep.error ?? drop.error ?? order.error;
  return (
    <Dialog title="Mes vues" open={open} onClose={onClose}>
      <p className="text-s text-ink-2">Gardées avec votre compte : elles vous suivent, et personne d’autre ne les voit sur un poste partagé.</p>
      {isError && <ErrorLine sentence="Vos vues n’ont pas pu être lues." />}
      {problem && <ErrorLine sentence={sentenceOf(problem)} />}
      {views.length === 0 && !isError && <p className="py-2">Aucune vue gardée.</p>}
      <ul className="grid gap-1 py-2">
        {views.map((view, index) => (
          <li key={view.id} className="flex flex-wrap items-center gap-2 border-b border-line pb-1">
            <span className="min-w-40 flex-1">
              <b className="font-semibold">{view.name}</b>
              {view.isDefault && <span className="text-s text-fresh"> · à l’ouverture</span>}
              <span className="block text-s text-ink-2">{viewWords(view.filters)}</span>
            </span>
            <Button
              variant={keyOf(view.filters) === keyOf(filter) ? 'primary' : undefined}
              onClick={() => {
                onFilter(view.filters);
                onClose();
              }}
            >
              Prendre
            </Button>
            <Button
              onClick={() => keep.mutate({ viewId: view.id, name: view.name, filters: view.filters, isDefault: !view.isDefault })}
              pending={keep.isPending && keep.variables.viewId === view.id}
            >
              {view.isDefault ? 'Ne plus ouvrir avec' : 'Ouvrir avec'}
            </Button>
            <Button aria-label={`Monter ${view.name}`} closed={index === 0} onClick={() => move(index, -1)}>
              ↑
            </Button>
            <Button aria-label={`Descendre ${view.name}`} closed={index === views.length - 1} onClick={() => move(index, 1)}>
              ↓
            </Button>
            <Button aria-label={`Supprimer ${view.name}`} onClick={() => drop.mutate({ viewId: view.id })}>
              Supprimer
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={save} className="grid gap-2 border-t border-line pt-2">
        <Field
          label="Garder ce qui est à l’écran sous le nom"
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <p className="text-s text-ink-2">{viewWords(askedOf(filter))}</p>
        <Checkbox label="Ouvrir la liste avec cette vue" checked={isDefault} onChange={(event) => setDefault(event.target.checked)} />
        <div>
          <Button type="submit" variant="primary" closed={name.trim() === ''} pending={keep.isPending}>
            Garder la vue
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What a view shows, in words. */
function viewWords(filters: ListFilter): string {
  const parts = [
    filters.tab === 'held' ? 'En attente' : 'À valider',
    filters.siteIds.length > 0 ? `${filters.siteIds.length} ${filters.siteIds.length === 1 ? 'laboratoire' : 'laboratoires'}` : '',
    filters.search.trim() ? `« ${filters.search.trim()} »` : '',
    filterWords(filters),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
