'use client';

import { useTRPCClient } from '../../../_client/trpc';
import { formatInstant, NBSP } from '../../../_text/format';
import { Button } from '../../../_ui/button';
import { standingWords, terminalName } from '../_logic/terminal-facts';
import type { Terminal, Terminals } from '../_logic/types';
import { DeclareForm } from './declare-form';
import type { Acts } from './use-acts';

interface TerminalPanelProps {
  terminal: Terminal;
  sites: Terminals['sites'];
  mayManage: boolean;
  acts: Acts;
  onClose: () => void;
}

/** One terminal: what is known of it, and what an administrator may do with it. */
export function TerminalPanel({ terminal, sites, mayManage, acts, onClose }: TerminalPanelProps) {
  const { words, isShut } = standingWords(terminal);
  return (
    <section aria-label={`Poste ${terminalName(terminal)}`} className="grid gap-4 px-4 py-4 max-desk:border-b max-desk:border-line-strong desk:px-5">
      <header className="flex items-start justify-between gap-3">
        <div>
          <h2 className="text-l font-strong">{terminalName(terminal)}</h2>
          <p className={isShut ? 'font-strong text-critical' : 'text-ink-2'}>{words}</p>
        </div>
        <Button onClick={onClose}>Fermer</Button>
      </header>
      <p className="text-s break-words text-ink-2">
        {terminal.hasKey ? 'Reconnu par sa propre clé.' : 'Sans clé propre, reconnu par son adresse et son navigateur.'} Vu le{' '}
        {formatInstant(terminal.lastSeenAt)}, {terminal.address}. {terminal.browser}
      </p>
      {mayManage && terminal.state !== 'revoked' && <DeclareForm terminal={terminal} sites={sites} acts={acts} />}
      {mayManage && <StateActs terminal={terminal} acts={acts} />}
    </section>
  );
}

function StateActs({ terminal, acts: { act } }: { terminal: Terminal; acts: Acts }) {
  const client = useTRPCClient();
  const name = terminalName(terminal);
  const terminalId = terminal.id;
  const passivate = () =>
    act(
      { terminalId, to: 'passivated' as const },
      {
        title: `Bloquer le poste ${name}`,
        lines: [`Qui y est connecté est déconnecté aussitôt${NBSP}; l’écran reste neutre jusqu’à ce qu’un administrateur le rétablisse.`],
      },
      (input) => client.terminal.passivate.mutate(input),
    );
  const reactivate = () =>
    act({ terminalId, to: 'active' as const }, { title: `Rétablir le poste ${name}`, lines: ['On pourra de nouveau y entrer, avec trois essais.'] }, (input) =>
      client.terminal.reactivate.mutate(input),
    );
  const revoke = () =>
    act(
      { terminalId, to: 'revoked' as const },
      {
        title: `Révoquer le poste ${name}`,
        lines: ['Pour un appareil perdu, volé ou mis au rebut. Sa clé n’ouvrira plus jamais rien, et cela ne se défait pas.'],
      },
      (input) => client.terminal.revoke.mutate(input),
    );
  if (terminal.state === 'revoked') return null;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      {terminal.state === 'passivated' ? (
        <Button variant="primary" onClick={() => void reactivate()}>
          Rétablir
        </Button>
      ) : (
        <Button closed={terminal.isOwn && 'c’est le vôtre'} onClick={() => void passivate()}>
          Bloquer
        </Button>
      )}
      <Button closed={terminal.isOwn && 'c’est le vôtre'} onClick={() => void revoke()}>
        Révoquer
      </Button>
    </div>
  );
}
