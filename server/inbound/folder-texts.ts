import type { AckRead } from '../hl7/ack';
import { MAX_FILE_BYTES } from './folder-rules';

const REFUSED = new Set(['AE', 'AR', 'CE', 'CR']);
const MEBIBYTE = 1024 * 1024;

export const isRefusal = ({ code }: Pick<AckRead, 'code'>): boolean => code === null || REFUSED.has(code);

/** What stands beside a file that did not go in: why, message by message, and what to do. Places and sentences only, nothing of what the message says. */
export function errorText(answers: readonly AckRead[]): string {
  const isRepairable = answers.some(({ code }) => code === 'AE' || code === 'CE');
  const isTurnedAway = answers.some(({ code }) => code !== 'AE' && code !== 'CE' && isRefusal({ code }));
  return lines(
    answers.length > 1 ? 'Un ou plusieurs messages de ce fichier ne sont pas entrés dans Relais.' : 'Le message de ce fichier n’est pas entré dans Relais.',
    answers.flatMap((answer, index) => (isRefusal(answer) ? [`message ${index + 1}, réponse ${answer.code ?? 'illisible'} : ${whyOf(answer)}`] : [])),
    [
      ...(isRepairable
        ? [
            'Réponse AE : le message est gardé. Le référent peut le reprendre dans Relais (Échanges, À réparer), ou le laboratoire le corrige et le dépose à nouveau.',
          ]
        : []),
      ...(isTurnedAway
        ? [
            'Réponse AR : corrigez l’émetteur ou le type du message, ou déclarez sa liaison dans Relais (Échanges, Liaisons), puis déposez à nouveau ce fichier.',
          ]
        : []),
    ],
  );
}

export const tooLargeText = (): string =>
  lines(
    'Ce fichier n’a pas été lu par Relais.',
    [`il dépasse ${MAX_FILE_BYTES / MEBIBYTE} Mio`],
    ['Coupez-le en plusieurs fichiers, chacun avec des messages entiers, puis déposez-les.'],
  );

function whyOf({ problems, text }: AckRead): string {
  const told = problems
    .filter(({ severity }) => severity === 'E')
    .map((problem) => `${problem.segment} ${problem.field ?? ''} `.trim().concat(' ', problem.text).trim());
  return told.length > 0 ? told.join(' ; ') : text || 'sans précision';
}

/** With the mark and the line ends that every editor of Windows reads. */
function lines(title: string, why: readonly string[], todo: readonly string[]): string {
  return `\uFEFF${[title, '', 'Pourquoi :', ...why.map((one) => `- ${one}`), '', 'Que faire :', ...todo.map((one) => `- ${one}`), ''].join('\r\n')}`;
}
