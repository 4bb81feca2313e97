'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { Button } from '../../../_ui/button';
import { Checkbox } from '../../../_ui/checkbox';
import { Dialog } from '../../../_ui/dialog';
import { ErrorLine } from '../../../_ui/error-line';
import { LoadingLine } from '../../../_ui/loading-line';
import { AGE_WORDS, askedOf, EFFECT_WORDS, type ListFilter, NO_FILTER, narrowedBy, PRIORITY_WORDS } from '../_logic/list-filter';

export interface FilterDialogProps {
  filter: ListFilter;
  open: boolean;
  /** How many lines answer, as the list behind says. */
  total: number;
  onFilter: (filter: ListFilter) => void;
  onClose: () => void;
  /** Another way to narrow the list, beside the one that clears it. */
  children: ReactNode;
}

/** What narrows the list: priority, rules, age, ward, chapter. Each box acts at once; nothing ticked in a group means all of it. */
export function FilterDialog({ filter, open, total, onFilter, onClose, children }: FilterDialogProps) {
  const trpc = useTRPC();
  const { tab } = askedOf(filter);
  const choices = useQuery(trpc.validation.worklistChoices.queryOptions({ tab }, { enabled: open, trpc: { context: { background: true } } }));
  const named = (list: readonly { name: string; count: number }[] | undefined, kept: readonly string[]) => [
    ...(list ?? []).map(({ name, count }) => ({ id: name, label: `${name} (${count})` })),
    // What was chosen stays in sight, also when nothing waits for it any more.
    ...kept.filter((name) => !list?.some((choice) => choice.name === name)).map((name) => ({ id: name, label: `${name} (0)` })),
  ];
  return (
    <Dialog title="Filtrer la liste" open={open} onClose={onClose}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto text-s text-ink-2">
          {total === 0 ? 'Aucun dossier ne répond.' : `${total} ${total === 1 ? 'dossier répond' : 'dossiers répondent'}.`}
        </p>
        <Button closed={narrowedBy(filter) === 0} onClick={() => onFilter({ ...NO_FILTER, tab: filter.tab, search: filter.search, siteIds: filter.siteIds })}>
          Effacer les filtres
        </Button>
        {children}
      </div>
      <div className="grid gap-x-8 gap-y-3 tablet:grid-cols-2">
        <Boxes title="Priorité" choices={wordsOf(PRIORITY_WORDS)} value={filter.priorities} onValue={(priorities) => onFilter({ ...filter, priorities })} />
        <Boxes title="Règles du laboratoire" choices={wordsOf(EFFECT_WORDS)} value={filter.effects} onValue={(effects) => onFilter({ ...filter, effects })} />
        <Boxes title="Âge du patient" choices={wordsOf(AGE_WORDS)} value={filter.ages} onValue={(ages) => onFilter({ ...filter, ages })} />
        {choices.isError && <ErrorLine sentence="Services et chapitres n’ont pas pu être lus." onRetry={() => void choices.refetch()} />}
        {choices.isPending && open && <LoadingLine what="Lecture des services…" />}
        <Boxes
          title="Chapitre"
          choices={named(choices.data?.chapters, filter.chapters)}
          value={filter.chapters}
          onValue={(chapters) => onFilter({ ...filter, chapters })}
        />
        <Boxes title="Service" choices={named(choices.data?.wards, filter.wards)} value={filter.wards} onValue={(wards) => onFilter({ ...filter, wards })} />
      </div>
    </Dialog>
  );
}

const wordsOf = <Id extends string>(words: Readonly<Record<Id, string>>) => (Object.keys(words) as Id[]).map((id) => ({ id, label: words[id] }));

interface BoxesProps<Id extends string> {
  title: string;
  choices: readonly { id: Id; label: string }[];
  value: readonly Id[];
  onValue: (value: Id[]) => void;
}

function Boxes<Id extends string>({ title, choices, value, onValue }: BoxesProps<Id>) {
  if (choices.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="font-semibold">{title}</legend>
      <div className="max-h-60 overflow-y-auto">
        {choices.map(({ id, label }) => (
          <Checkbox
            key={id}
            label={label}
            className="flex!"
            checked={value.includes(id)}
            onChange={(event) => onValue(event.target.checked ? [...value, id] : value.filter((one) => one !== id))}
          />
        ))}
      </div>
    </fieldset>
  );
}
