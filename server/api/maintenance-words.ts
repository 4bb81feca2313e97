import type { InboundLink } from '../inbound/read-exchanges';
import type { OutboundLink, OutboundMetadata } from '../outbound/read-exchanges';
import type { Readiness } from '../platform/readiness';

const HOUR = new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' });
const NEVER = 'jamais';

const STATES = { up: 'en marche', down: 'arrêté', late: 'en retard', unknown: 'inconnu' } as const;
const PARTS: Record<keyof Readiness['parts'], string> = {
  database: 'base de données',
  gateway: 'réception des messages',
  worker: 'automates',
  queue: 'file des tâches',
  outbound: 'envois aux SIL',
};

export const helpLines = (): string[] => [
  'aide             cette liste',
  'etat             chaque partie de Relais, en marche ou non',
  'liaisons         chaque laboratoire : dernier message reçu, envois en attente et refusés',
  'files            tâches à faire, par automate',
  'refus            les 20 derniers envois refusés par un SIL',
  'relancer ENVOI   renvoie un envoi refusé, à l’identique',
  'sessions         combien de personnes sont entrées',
  'version          version de Relais',
  'fin              ferme la télémaintenance et cette session',
];

export const readinessLines = ({ ready, parts }: Readiness): string[] => [
  ready ? 'tout fonctionne' : 'une partie ne fonctionne pas',
  ...Object.entries(parts).map(([name, part]) => `${PARTS[name as keyof Readiness['parts']]} : ${STATES[part.state]}${waitingOf(part)}`),
];

function waitingOf(part: Readiness['parts'][keyof Readiness['parts']]): string {
  const waiting = 'due' in part ? part.due : 'waiting' in part ? part.waiting : 0;
  return waiting > 0 && 'oldestSeconds' in part ? `, ${waiting} en attente, la plus ancienne depuis ${part.oldestSeconds} s` : '';
}

export function linkLines(
  laboratories: readonly { id: string; shortName: string }[],
  inbound: readonly InboundLink[],
  outbound: readonly OutboundLink[],
): string[] {
  return laboratories.map(({ id, shortName }) => {
    const received = inbound.find((link) => link.laboratoryId === id);
    const sent = outbound.find((link) => link.laboratoryId === id);
    const last = received?.lastReceivedAt ? HOUR.format(received.lastReceivedAt) : NEVER;
    const mute = received?.muteSince ? `, muet depuis ${HOUR.format(received.muteSince)}` : '';
    return `${shortName} : dernier message reçu ${last}${mute} ; envois en attente ${sent?.waiting ?? 0}, refusés ${sent?.refused ?? 0}`;
  });
}

export const queueLines = (tasks: readonly { handler: string; open: number; failed: number }[]): string[] =>
  tasks.length === 0 ? ['aucune tâche en attente'] : tasks.map(({ handler, open, failed }) => `${handler} : ${open} en attente, dont ${failed} déjà essayées`);

/** By control number, kind and answer: a dossier's number is not the technician's business. */
export const refusedLines = (messages: readonly OutboundMetadata[]): string[] =>
  messages.length === 0
    ? ['aucun envoi refusé']
    : messages.map(
        (message) =>
          `${message.controlId} : ${message.kind}, ${HOUR.format(message.createdAt)}, réponse ${message.answerCode ?? 'aucune'}, ${message.attempts} essais`,
      );
