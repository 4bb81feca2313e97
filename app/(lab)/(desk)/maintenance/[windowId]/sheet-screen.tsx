'use client';

import { useQuery } from '@tanstack/react-query';
import { downloadCsv } from '../../../../_client/download';
import { useTRPC } from '../../../../_client/trpc';
import type { MaintenanceSheet } from '../../../../_security/types';
import { csvOf } from '../../../../_text/csv';
import { formatInstant, formatTimeWithSeconds, plural } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { LoadingLine } from '../../../../_ui/loading-line';
import { DeskBar } from '../../_desk/desk-bar';
import { PrintButton } from '../../_desk/print-button';
import { useLiveRefetch } from '../../_desk/use-live-refetch';
import { CommandList } from '../command-list';
import { consentWords, windowWords } from '../maintenance-words';

/** Start, end, who opened, who agreed, the technician, and every command with its second. */
export function SheetScreen({ windowId, serverNow }: { windowId: string; serverNow: string }) {
  const trpc = useTRPC();
  const sheet = useQuery(trpc.maintenance.sheet.queryOptions({ windowId }, { retry: false }));
  useLiveRefetch(['security'], () => void sheet.refetch());
  if (sheet.isError) return <ErrorLine sentence="Cette intervention n’existe pas ou ne vous est pas ouverte." />;
  if (!sheet.data) return <LoadingLine what="Lecture de la fiche…" />;
  const { window, commands } = sheet.data;
  return (
    <>
      <DeskBar title={`Intervention ${window.reference}`} subtitle={windowWords(window)}>
        <div className="flex flex-wrap gap-2" data-print="no">
          <Button onClick={() => downloadCsv(`telemaintenance-${window.askedAt.toISOString().slice(0, 10)}.csv`, csvOf(rowsOf(sheet.data)))}>
            Exporter en CSV
          </Button>
          <PrintButton />
        </div>
      </DeskBar>
      <main className="grid flex-1 content-start gap-4 bg-surface px-4 py-4 desk:px-6">
        <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1">
          {factsOf(sheet.data).map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-ink-2">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h2 className="text-l font-strong">{plural(commands.length, 'commande', 'commandes')}</h2>
        {commands.length > 0 && <CommandList commands={commands} />}
        <p className="hidden text-s print:block">{`Imprimé le ${formatInstant(serverNow)}.`}</p>
      </main>
    </>
  );
}

const factsOf = ({ window }: MaintenanceSheet): [string, string][] => [
  ['Technicien', window.technician],
  ['Motif', window.reason],
  ['Appel au technicien', formatInstant(window.contactedAt)],
  ['Consentement', consentWords(window)],
  ['Début', window.opensAt ? formatInstant(window.opensAt) : 'jamais ouverte'],
  ['Fin', endOf(window)],
];

function endOf({ state, closedAt, closesAt, closer }: MaintenanceSheet['window']): string {
  if (state === 'open') return `prévue le ${closesAt ? formatInstant(closesAt) : ''}`;
  const end = closedAt ?? closesAt;
  return end ? `${formatInstant(end)}${closer ? `, par ${closer}` : ''}` : 'sans objet';
}

const rowsOf = (sheet: MaintenanceSheet): string[][] => [
  ...factsOf(sheet),
  [],
  ['Heure', 'Nature', 'Commande', 'Réponse'],
  ...sheet.commands.map(({ at, kind, command, outcome }) => [
    `${formatInstant(at).slice(0, 10)} ${formatTimeWithSeconds(at)}`,
    kind === 'call' ? 'appel' : 'commande',
    command,
    outcome ?? '',
  ]),
];
