'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { type ListFilter, NO_FILTER } from '../_logic/list-filter';

/** The views that this person keeps with her account, and how to keep, order and drop them. Nothing of them stays on the device. */
export function useViews() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data, isError, isPending } = useQuery(trpc.list.views.queryOptions(undefined, { gcTime: 0, trpc: { context: { background: true } } }));
  const onSuccess = () => client.invalidateQueries({ queryKey: trpc.list.views.queryKey() });
  const keep = useMutation(trpc.list.keepView.mutationOptions({ onSuccess }));
  const drop = useMutation(trpc.list.dropView.mutationOptions({ onSuccess }));
  const order = useMutation(trpc.list.orderViews.mutationOptions({ onSuccess }));
  return { views: data ?? [], isError, isPending, keep, drop, order };
}

export type Views = ReturnType<typeof useViews>;

/** What the list is narrowed to; the person's own view comes up by itself, once, when she has one and has chosen nothing yet. */
export function useListFilter({ views, isPending }: Pick<Views, 'views' | 'isPending'>): [ListFilter, (filter: ListFilter) => void] {
  const [chosen, setChosen] = useState<ListFilter | null>(null);
  const own = views.find(({ isDefault }) => isDefault);
  if (chosen === null && !isPending && own) setChosen(own.filters);
  return [chosen ?? own?.filters ?? NO_FILTER, setChosen];
}
