'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../_client/trpc';
import { Select } from '../../../_ui/select';

const KEPT = 'relais.rules.laboratory';

/** The laboratory whose rules are looked at: one choice for all parts of the page, kept while the window lives. */
export function useLaboratory() {
  const trpc = useTRPC();
  const list = useQuery(trpc.rules.list.queryOptions());
  const [wanted, setWanted] = useState(() => (typeof window === 'undefined' ? '' : (sessionStorage.getItem(KEPT) ?? '')));
  const choose = (laboratoryId: string) => {
    sessionStorage.setItem(KEPT, laboratoryId);
    setWanted(laboratoryId);
  };
  const sets = list.data ?? [];
  const set = sets.find(({ laboratoryId }) => laboratoryId === wanted) ?? sets[0];
  const choice = sets.length > 1 && (
    <Select
      label="Laboratoire"
      value={set?.laboratoryId ?? ''}
      onChange={(event) => choose(event.target.value)}
      options={sets.map(({ laboratoryId, laboratory }) => ({ value: laboratoryId, label: laboratory }))}
    />
  );
  return { list, set, laboratoryId: set?.laboratoryId ?? '', choice };
}
