import { closeMaintenance } from '../access/close-maintenance';
import { readOwnWindow } from '../access/read-maintenance';
import { countOpenSessions } from '../access/read-session';
import { recordCommand, recordOutcome } from '../access/record-command';
import type { WebDatabase } from '../access/web-connection';
import { readLaboratories } from '../directory/read-directory';
import { readInboundLinks } from '../inbound/read-exchanges';
import { readOutbound, readOutboundLinks } from '../outbound/read-exchanges';
import { retryMessage } from '../outbound/retry-message';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { countOpenTasks } from '../platform/open-tasks';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { dayOf, startOf } from '../platform/paris-days';
import { readReadiness } from '../platform/readiness';
import { helpLines, linkLines, queueLines, readinessLines, refusedLines } from './maintenance-words';

interface Given {
  db: WebDatabase;
  ctx: Context<ProfessionalActor>;
  argument: string;
}

type Command = (given: Given) => Promise<readonly string[]>;

/** Everything that a remote maintainer can do at his console. Counts, states and codes: no result, no name of a patient, no text of a message, ever. */
const COMMANDS: Readonly<Record<string, Command>> = {
  aide: () => Promise.resolve(helpLines()),
  etat: async ({ db, ctx }) => readinessLines(await readReadiness(db, () => ctx.now())),
  liaisons: ({ ctx }) => ctx.transaction((tx) => links(ctx, tx)),
  files: ({ ctx }) => ctx.transaction(async (tx) => queueLines(await countOpenTasks(tx))),
  refus: ({ ctx }) => ctx.transaction(async (tx) => refusedLines(await readOutbound(tx, { ...ANY, states: ['refused'] }))),
  relancer: retry,
  sessions: ({ ctx }) =>
    ctx.transaction(async (tx) => {
      const open = await countOpenSessions(tx, ctx.now());
      return [`professionnels : ${open.professional}`, `patients : ${open.patient}`];
    }),
  version: () => Promise.resolve([`Relais ${process.env['npm_package_version'] ?? 'sans numéro'}, Node ${process.versions.node}`]),
  fin: leave,
};

const ANY = { laboratoryId: null, states: null, from: null, to: null, accessionNumber: null, controlId: null, before: null, limit: 20 };

/**
 * Runs one line of the console: writes it down first, runs it, writes down what came of it. A word that is no command is written down too, and does nothing.
 * @see GBUI II-5d
 */
export async function runMaintenanceCommand(
  db: WebDatabase,
  ctx: Context<ProfessionalActor>,
  line: string,
): Promise<Outcome<{ lines: string[]; ended: boolean }, Refusal<'not-found'>>> {
  const recorded = await recordCommand(ctx, { kind: 'command', command: line });
  if (!recorded.ok) return recorded;
  const { commandId } = recorded.value;
  const [name = '', argument = ''] = line.split(/\s+/);
  const command = Object.hasOwn(COMMANDS, name.toLowerCase()) ? COMMANDS[name.toLowerCase()] : undefined;
  try {
    const lines = command ? [...(await command({ db, ctx, argument }))] : [`« ${name} » n’est pas une commande. Tapez « aide ».`];
    await recordOutcome(ctx, commandId, lines.join('\n'));
    return done({ lines, ended: name.toLowerCase() === 'fin' });
  } catch (error) {
    await recordOutcome(ctx, commandId, 'échec');
    throw error;
  }
}

async function links(ctx: Context<ProfessionalActor>, tx: Parameters<typeof readLaboratories>[0]): Promise<string[]> {
  const laboratories = await readLaboratories(tx);
  const ids = laboratories.map(({ id }) => id);
  const inbound = await readInboundLinks(tx, ids, ctx.now(), startOf(dayOf(ctx.now())));
  const outbound = await readOutboundLinks(tx, ids);
  return linkLines(laboratories, inbound, outbound);
}

/** The same bytes again, of a message that the laboratory refused; named by its control number, which `refus` shows. */
async function retry({ ctx, argument }: Given): Promise<string[]> {
  if (argument === '') return ['Quel envoi ? Exemple : relancer RELAIS-123. « refus » en donne la liste.'];
  const [message] = await ctx.transaction((tx) => readOutbound(tx, { ...ANY, controlId: argument }));
  const outcome = message ? await retryMessage(ctx, { messageId: message.id }) : null;
  if (!outcome) return [`Aucun envoi ${argument}.`];
  return outcome.ok ? [`${argument} : relancé, avec ce qui attendait derrière lui.`] : [`${argument} : n’est pas refusé. Rien n’a été relancé.`];
}

async function leave({ ctx }: Given): Promise<string[]> {
  const own = await readOwnWindow(ctx);
  const closed = own.ok ? await closeMaintenance(ctx, { windowId: own.value.windowId }) : own;
  return [closed.ok ? 'Télémaintenance fermée.' : 'Aucune télémaintenance n’est ouverte.'];
}
