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
  const type = isOfControls(message) ? 'ORU' : read(9);
  const isTaken =
    (isResult(type, isOfControls(message) ? 'R01' : read(9, 2)) || movementOf(message) !== null) && facts.settings.messageTypes.some((one) => one === type);
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

/**
 * OUL^R22, the message in which samples come first: taken where every sample of it is a control material and nobody is named, as IHE LAW and middlewares send them. Of a patient it is no
 * message of ours.
 * @see HL7 2.5.1 chapter 7.3.5 (OUL^R22); IHE PaLM TF-2b, LAB-29
 */
function isOfControls(message: Hl7Message): boolean {
  const [msh] = message.segments;
  if (!msh || textOf(message, msh, 9) !== 'OUL' || textOf(message, msh, 9, 2) !== 'R22') return false;
  const specimens = message.segments.filter(({ name }) => name === 'SPM');
  const people = message.segments.filter(({ name }) => name === 'PID');
  return (
    specimens.length > 0 &&
    specimens.every((spm) => textOf(message, spm, 11).toUpperCase() === 'Q') &&
    people.every((pid) => textOf(message, pid, 3) === '' && textOf(message, pid, 5) === '')
  );
}

const refused = (why: MessageProblem): Reception => ({ answer: 'AR', state: 'refused', problems: [why] });
