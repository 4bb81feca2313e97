'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../../_client/trpc';
import { formatTimeWithSeconds } from '../../../../_text/format';
import { Dialog } from '../../../../_ui/dialog';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import type { BehindAsked } from '../../_logic/types';

/** What stands behind one number: numbers of dossiers, codes and hours; never a value. */
export function BehindDialog({ asked, title, onClose }: { asked: BehindAsked; title: string; onClose: () => void }) {
  const trpc = useTRPC();
  const { data, isError, refetch } = useQuery(trpc.reconciliation.behind.queryOptions(asked));
  return (
    <Dialog title={title} open onClose={onClose}>
      {isError && <ErrorLine sentence="La liste n’a pas pu être lue." onRetry={() => void refetch()} />}
      {!data && !isError && <LoadingLine what="Lecture de la liste…" />}
      {data?.length === 0 && <p className="text-ink-2">Plus rien ici{'\u202f'}: ce qui y était a avancé.</p>}
      <ul>
        {data?.map((row, index) => (
          <li key={`${row.code}-${row.accessionNumbers.join()}-${index}`} className="figures flex flex-wrap gap-x-4 border-b border-line py-1.5">
            {row.at && <time dateTime={row.at.toISOString()}>{formatTimeWithSeconds(row.at)}</time>}
            {row.accessionNumbers.length > 0 && <b className="font-strong">{row.accessionNumbers.join(', ')}</b>}
            {row.code && <span>{row.code}</span>}
            {row.problem && <span className="basis-full text-s text-ink-2">{row.problem}</span>}
          </li>
        ))}
      </ul>
      {data?.length === 300 && <p className="pt-2 text-s text-ink-2">Les 300 premiers sont montrés.</p>}
    </Dialog>
  );
}
