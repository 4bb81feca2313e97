import { componentText, repetitionsOf } from '../hl7/access';
import { type FieldValue, message, type Occurrence, repeat, segment } from '../hl7/build';
import type { Hl7Message, Segment } from '../hl7/grammar';
import { segmentWithCopies } from './copy-field';
import { type DecisionMessage, proof, resultGroups } from './decision-message';
import { headerTo } from './message-parts';
import type { ReceivedMessage } from './types';

/** Who the patient is, as the biologist signed it. */
export interface SignedPerson {
  assigningAuthority: string;
  identifier: string;
  birthFamilyName: string;
  usedFamilyName: string | null;
  givenNames: string;
  firstGivenName: string;
  birthDateText: string;
  sex: string;
  /** Null unless it is qualified: no other travels. */
  ins: { value: string; authority: string } | null;
  identityReliability: string;
}

export interface AmendmentMessage extends DecisionMessage {
  person: SignedPerson;
  /** What changed, one sentence for each trait. */
  changes: readonly string[];
}

/**
 * Builds the ORU^R01 that takes a corrected identity home: the identity as it was signed again, what was changed in it, and every result in force once
 * more as a correction (`C`), its value as the LIS sent it, with who signed, when, and on exactly what (ZRV).
 * @see docs/interfaces.md « Amendment »; interop.md « HL7 v2 out »; pain point 13
 */
export function amendmentMessage(input: AmendmentMessage): Hl7Message {
  const header = headerTo(input.newest, {
    controlId: input.controlId,
    at: input.at,
    type: ['ORU', 'R01', 'ORU_R01'],
    version: '2.5',
    profile: ['RELAIS_AMENDMENT', '1.0'],
  });
  const notes = input.changes.map((change, index) => segment('NTE', { 1: String(index + 1), 2: 'L', 3: change, 4: ['RE', 'Remark', 'HL70364'] }));
  return message(header, identityOf(input), ...notes, ...resultGroups(input), proof(input));
}

/** PID as signed: what the LIS wrote of the number's authority and of the reliability is kept where it speaks of the same number. */
function identityOf({ newest, pid, person }: AmendmentMessage): Segment {
  const names: Occurrence[] = [[person.birthFamilyName, person.firstGivenName, person.givenNames, '', '', '', 'L']];
  if (person.usedFamilyName !== null) names.push([person.usedFamilyName, person.firstGivenName, '', '', '', '', 'D']);
  return segmentWithCopies(newest.message, 'PID', {
    1: '1',
    3: numbersOf(newest, pid, person),
    5: repeat(...names),
    7: person.birthDateText,
    8: person.sex,
    32: person.identityReliability,
  });
}

function numbersOf(newest: ReceivedMessage, pid: Segment, person: SignedPerson): FieldValue {
  const { message: from } = newest;
  const sent = repetitionsOf(from, pid, 3).find((repetition) => componentText(from, repetition, 1) === person.identifier);
  const authority = sent ? [componentText(from, sent, 4, 1), componentText(from, sent, 4, 2), componentText(from, sent, 4, 3)] : [person.assigningAuthority];
  const numbers: Occurrence[] = [[person.identifier, '', '', authority, (sent && componentText(from, sent, 5)) || 'PI']];
  if (person.ins) numbers.push([person.ins.value, '', '', ['ASIP-SANTE-INS', person.ins.authority, 'ISO'], 'INS']);
  return repeat(...numbers);
}
