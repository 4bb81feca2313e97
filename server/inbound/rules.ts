import { textOf } from '../hl7/access';
import type { Hl7Message } from '../hl7/grammar';
import { problem } from './problems';
import type { ProfileSettings } from './profile-settings';
import { movementOf } from './translate/place';
import { BEDSIDE_EVENT, type MessageProblem } from './types';

export interface Reception {
  answer: 'AA' | 'AE' | 'AR';
  state: 'stored' | 'refused' | 'quarantined';
  problems: MessageProblem[];
}

/** What the header alone says, before anything is translated. Null = go on. */
export function refuseByHeader(message: Hl7Message, facts: { isSenderKnown: boolean; acceptsTests: boolean; settings: ProfileSettings }): Reception | null {
  const [msh] = message.segments;
  const read = (field: number, component = 1) => (msh ? textOf(message, msh, field, component) : '');
  if (!facts.isSenderKnown) return refused(problem('unknown_sender'));
  const isTaken = (isResult(read(9), read(9, 2)) || movementOf(message) !== null) && facts.settings.messageTypes.some((type) => type === read(9));
  if (!isTaken) return refused(problem('unsupported_type'));
  if (!read(12).startsWith('2.') && read(12) !== '') return refused(problem('unsupported_version'));
  if (read(11) !== 'P' && read(11) !== '' && !facts.acceptsTests) return refused(problem('unsupported_processing'));
  if (read(10) === '') return { answer: 'AE', state: 'quarantined', problems: [problem('no_control_id')] };
  if (read(10).length > 199) return { answer: 'AE', state: 'quarantined', problems: [problem('long_control_id')] };
  return null;
}

/** Only a problem of severity E changes the answer; a warning is told and the message goes in. */
export function receptionOf(problems: MessageProblem[]): Reception {
  const isUnusable = problems.some((told) => told.severity === 'E');
  return { answer: isUnusable ? 'AE' : 'AA', state: isUnusable ? 'quarantined' : 'stored', problems };
}

export const isTestMessage = (processingId: string): boolean => processingId !== 'P' && processingId !== '';

/** R32: a result of the bedside whose order is known. R30 and R31 ask for an order to be made or found, which is the LIS's to do. */
const isResult = (type: string, event: string): boolean => type === 'ORU' && (event === 'R01' || event === '' || event === BEDSIDE_EVENT);

const refused = (why: MessageProblem): Reception => ({ answer: 'AR', state: 'refused', problems: [why] });
