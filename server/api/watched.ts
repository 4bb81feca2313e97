import { recordCommand } from '../access/record-command';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';

/** What the console itself asks for all the time, with the reason why it says nothing about what the technician did. */
const QUIET: Readonly<Record<string, string>> = {
  'session.me': 'who he is',
  'session.keep': 'that he is there',
  'session.askProof': 'a challenge; what it serves is recorded',
  'live.changes': 'that something changed',
  'security.urgent': 'the strip over his page',
  'maintenance.console': 'how long his window is open',
  'maintenance.run': 'recorded as the command itself',
};

/** Writes down every door that a remote maintainer opens besides his console, by its name alone, also one that does not open to him. */
export async function watched(useCase: Context, path: string): Promise<void> {
  if (isMaintainer(useCase) && QUIET[path] === undefined) await recordCommand(useCase, { kind: 'call', command: path });
}

const isMaintainer = (useCase: Context): useCase is Context<ProfessionalActor> =>
  useCase.actor.kind === 'professional' && useCase.actor.roles.includes('remote_maintainer');
