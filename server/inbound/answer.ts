import { textOf } from '../hl7/access';
import { type AckCode, type AckProblem, buildAck } from '../hl7/ack';
import { messagesIn } from '../hl7/batch';
import { encodeText } from '../hl7/charset';
import { type Hl7Message, printMessage } from '../hl7/grammar';
import type { ProfileSettings } from './profile-settings';

export interface AnswerInput {
  /** Null when what came is no message: it then gets the one answer of the original mode. */
  readonly original: Hl7Message | null;
  readonly answer: 'AA' | 'AE' | 'AR';
  readonly mode: ProfileSettings['acknowledgement'];
  /** MSH-10 of the answer: at most 20 characters, the same for the same message. */
  readonly controlId: string;
  readonly answeredControlId: string;
  readonly problems: readonly AckProblem[];
  readonly at: Date;
  readonly zone: string;
}

type Code = { readonly code: AckCode; readonly controlId: string };

/**
 * Gives the bytes of every answer to one message, in the order to send them: the application's alone (AA, AE, AR), or, when the link is set so and MSH-15 or
 * MSH-16 asks, a commit answer (CA, CE, CR), an application answer, both, or none. What is stored never depends on it.
 *
 * A commit answer says CA for what is kept and goes in, CR for what the header alone refuses; an error that no application answer was asked to tell is
 * told as CE, since nobody would hear of it otherwise.
 * @see HL7 2.5 chapter 2.9.2 (original mode), 2.9.3 (enhanced mode), table 0155
 */
export function answersTo(input: AnswerInput): Buffer[] {
  return codesOf(input).map(({ code, controlId }) => {
    const answer = buildAck({ ...input, code, controlId });
    const [msh] = answer.segments;
    const charset = msh ? textOf(answer, msh, 18) : '';
    return encodeText(printMessage(answer), charset === '' ? 'UNICODE UTF-8' : charset);
  });
}

/** The answers as one stored value, and back: each starts with its MSH; none is an empty value. */
export const joinAnswers = (answers: readonly Buffer[]): Buffer => Buffer.concat(answers);
export function answersIn(stored: Buffer): Buffer[] {
  return stored.length === 0 ? [] : messagesIn(stored);
}

function codesOf({ original, answer, mode, controlId }: AnswerInput): Code[] {
  const asks = original && mode === 'as-asked' ? { commit: header(original, 15), application: header(original, 16) } : { commit: '', application: '' };
  if (asks.commit === '' && asks.application === '') return [{ code: answer, controlId }];
  const isToldByApplication = isAsked(asks.application, answer === 'AA');
  const commit = commitCode(answer, isToldByApplication);
  return [
    // Each answer has a number of its own; the application's is the one that the original mode gives.
    ...(isAsked(asks.commit, commit === 'CA') ? [{ code: commit, controlId: `C${controlId.slice(1)}` }] : []),
    ...(isToldByApplication ? [{ code: answer, controlId }] : []),
  ];
}

function commitCode(answer: AnswerInput['answer'], isToldByApplication: boolean): 'CA' | 'CE' | 'CR' {
  if (answer === 'AR') return 'CR';
  return answer === 'AE' && !isToldByApplication ? 'CE' : 'CA';
}

/** Table 0155; an unknown word asks always, an empty field never. */
function isAsked(condition: string, isSuccess: boolean): boolean {
  switch (condition) {
    case '':
    case 'NE':
      return false;
    case 'ER':
      return !isSuccess;
    case 'SU':
      return isSuccess;
    default:
      return true;
  }
}

function header(message: Hl7Message, field: number): string {
  const [msh] = message.segments;
  return msh ? textOf(message, msh, field).toUpperCase() : '';
}
