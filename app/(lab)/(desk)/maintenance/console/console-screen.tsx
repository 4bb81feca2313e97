'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLive } from '../../../../_client/live';
import { useTRPC } from '../../../../_client/trpc';
import { formatDuration, formatTime } from '../../../../_text/format';
import { Button } from '../../../../_ui/button';
import { ErrorLine } from '../../../../_ui/error-line';
import { Field } from '../../../../_ui/field';
import { useNow } from '../../../../_ui/use-now';
import { DeskBar } from '../../_desk/desk-bar';

interface Line {
  id: number;
  command: string;
  lines: readonly string[];
}

/** A command line of fixed commands, with what is left of the time; when the window closes the page is left. */
export function ConsoleScreen({ serverNow }: { serverNow: string }) {
  const trpc = useTRPC();
  const now = useNow(serverNow, 1_000);
  const own = useQuery(trpc.maintenance.console.queryOptions(undefined, { trpc: { context: { background: true } }, refetchInterval: 5_000 }));
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<readonly Line[]>([]);
  const run = useMutation(trpc.maintenance.run.mutationOptions());
  useLive(['security'], () => void own.refetch());
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown.length > 0) end.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const closesAt = own.data?.closesAt;
  const go = (event: FormEvent) => {
    event.preventDefault();
    const command = typed.trim();
    if (command === '' || run.isPending) return;
    run.mutate(
      { line: command },
      {
        onSuccess: ({ lines, ended }) => {
          setShown((before) => [...before, { id: before.length, command, lines }]);
          setTyped('');
          if (ended) window.location.replace('/login');
        },
      },
    );
  };
  return (
    <>
      <DeskBar
        title="Console de télémaintenance"
        subtitle={
          closesAt &&
          `${own.data?.reference}, ouverte jusqu’à ${formatTime(closesAt)}, encore ${formatDuration(Math.max(0, closesAt.getTime() - now.getTime()))}`
        }
      />
      <main className="flex flex-1 flex-col gap-4 bg-surface px-4 py-4 desk:px-6">
        <p className="text-ink-2">Chaque commande est enregistrée avant d’être exécutée, et vue par le laboratoire. Tapez « aide » pour en avoir la liste.</p>
        <div role="log" aria-label="Réponses" className="flex flex-col gap-3">
          {shown.map((line) => (
            <div key={line.id}>
              <p className="font-mono font-strong">{`› ${line.command}`}</p>
              <pre className="font-mono whitespace-pre-wrap">{line.lines.join('\n')}</pre>
            </div>
          ))}
          <div ref={end} />
        </div>
        {run.isError && <ErrorLine sentence="La commande n’a pas abouti. Elle est enregistrée comme telle." />}
        <form onSubmit={go} className="flex flex-wrap items-end gap-2">
          <div className="min-w-0 flex-1 basis-64">
            <Field
              label="Commande"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={200}
              className="font-mono"
            />
          </div>
          <Button type="submit" variant="primary" pending={run.isPending}>
            Exécuter
          </Button>
        </form>
      </main>
    </>
  );
}
