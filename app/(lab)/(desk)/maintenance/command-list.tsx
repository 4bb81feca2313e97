import type { MaintenanceSheet } from '../../../_security/types';
import { formatTimeWithSeconds } from '../../../_text/format';

type Command = MaintenanceSheet['commands'][number];

/** What was done, in order, each with its second and what came of it. */
export function CommandList({ commands }: { commands: readonly Command[] }) {
  return (
    <ol aria-label="Commandes" className="border-t border-line">
      {commands.map((command) => (
        <li key={command.id} className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5">
          <time dateTime={command.at.toISOString()} className="figures text-ink-2">
            {formatTimeWithSeconds(command.at)}
          </time>
          <div className="min-w-0">
            <p className="font-mono break-words">{command.kind === 'call' ? `(appel) ${command.command}` : command.command}</p>
            {command.kind === 'command' && <p className="font-mono text-s break-words whitespace-pre-wrap text-ink-2">{command.outcome ?? 'en cours…'}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
