'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC } from '../../../_client/trpc';
import type { MaintenanceWindow } from '../../../_security/types';
import { formatDuration } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { useLiveRefetch } from '../_desk/use-live-refetch';
import { CommandList } from './command-list';
import { consentWords, windowWords } from './maintenance-words';

interface Props {
  window: MaintenanceWindow;
  now: Date;
  /** Null for whoever may not. */
  onAgree: (() => void) | null;
  onClose: (() => void) | null;
  isPending: boolean;
}

/** A window that is open or asked for: time left, what is done in it as it is done, and the way to end it at once. */
export function RunningWindow({ window, now, onAgree, onClose, isPending }: Props) {
  const isOpen = window.state === 'open';
  return (
    <section
      aria-label={`Télémaintenance ${window.reference}`}
      className={`border-b border-line-strong border-l-[6px] ${isOpen ? 'border-l-critical' : 'border-l-abnormal'}`}
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3 desk:px-6">
        <div className="min-w-0 flex-1 basis-72">
          <p className="text-l font-strong">
            {window.technician}, {window.reference}
          </p>
          <p>
            {windowWords(window)}
            {isOpen && window.closesAt && <b className="figures">{`, encore ${formatDuration(Math.max(0, window.closesAt.getTime() - now.getTime()))}`}</b>}
          </p>
          <p className="text-s text-ink-2">{consentWords(window)}</p>
          <p className="text-s text-ink-2">
            {window.reason}, {window.minutes} min demandées.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {onAgree && (
            <Button variant="primary" onClick={onAgree} pending={isPending}>
              Donner mon accord
            </Button>
          )}
          {onClose && (
            <Button onClick={onClose} pending={isPending}>
              {isOpen ? 'Fermer maintenant' : 'Retirer la demande'}
            </Button>
          )}
        </div>
      </div>
      {isOpen && <LiveCommands windowId={window.id} />}
    </section>
  );
}

function LiveCommands({ windowId }: { windowId: string }) {
  const trpc = useTRPC();
  const sheet = useQuery(trpc.maintenance.sheet.queryOptions({ windowId }, { trpc: { context: { background: true } } }));
  useLiveRefetch(['security'], () => void sheet.refetch(), 500);
  const commands = sheet.data?.commands ?? [];
  return (
    <div className="px-4 pb-3 desk:px-6">
      {commands.length === 0 ? <p className="text-ink-2">Aucune commande encore.</p> : <CommandList commands={commands.toReversed()} />}
      <Link href={`/maintenance/${windowId}`} prefetch={false} className="inline-flex min-h-touch items-center text-action underline underline-offset-[3px]">
        Fiche de l’intervention
      </Link>
    </div>
  );
}
