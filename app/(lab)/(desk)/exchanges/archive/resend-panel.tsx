'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_client/trpc';
import { formatMoment, formatNumber, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import type { Resend } from '../../_logic/types';
import { ResendDialog } from './resend-dialog';

const EXCHANGES = ['exchanges'] as const;

interface ResendPanelProps {
  laboratories: readonly { id: string; name: string }[];
  now: Date;
  mayResend: boolean;
}

/** « Renvoyer »: for a référent, what the LIS has already taken; for everybody who sees exchanges, how far each resend is. */
export function ResendPanel({ laboratories, now, mayResend }: ResendPanelProps) {
  const [isOpen, setOpen] = useState(false);
  const { data, refetch } = useQuery(useTRPC().transmissions.resends.queryOptions());
  useLiveRefetch(EXCHANGES, () => void refetch());
  const shown = (data ?? []).filter(({ waiting, at }) => waiting > 0 || now.getTime() - at.getTime() < 24 * 3_600_000).slice(0, 5);
  if (!mayResend && shown.length === 0) return null;
  return (
    <section
      aria-label="Renvois au SIL"
      data-print="no"
      className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-line bg-paper px-4 py-2"
    >
      <ul className="min-w-0 flex-1 basis-72 text-s leading-5">
        {shown.length === 0 && <li className="py-2 text-ink-2">Aucun renvoi depuis 24 heures.</li>}
        {shown.map((resend) => (
          <li key={resend.id}>
            <b className="font-strong">{progressWords(resend)}</b>
            <span className="text-ink-2">
              {' '}
              · {laboratories.find(({ id }) => id === resend.laboratoryId)?.name ?? ''} · {resend.reason} · {resend.by}, {formatMoment(resend.at, now)}
            </span>
          </li>
        ))}
      </ul>
      {mayResend && <Button onClick={() => setOpen(true)}>Renvoyer au SIL…</Button>}
      {isOpen && (
        <ResendDialog
          laboratories={laboratories}
          onClose={() => setOpen(false)}
          onSent={() => {
            setOpen(false);
            void refetch();
          }}
        />
      )}
    </section>
  );
}

function progressWords({ total, waiting, refused }: Resend): string {
  const done = formatNumber(total - waiting - refused);
  return `Renvoi : ${done} sur ${plural(total, 'message repris', 'messages repris')}${waiting > 0 ? `, ${formatNumber(waiting)} en file` : ''}${refused > 0 ? `, ${plural(refused, 'refusé', 'refusés')}` : ''}`;
}
