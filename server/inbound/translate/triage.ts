import type { Hl7Message } from '../../hl7/grammar';
import type { MessageProblem, Translation, TranslationProfile } from '../types';
import { ordersByAccession } from './orders';
import { translatePatient } from './patient';
import { LONGEST_KEY, MessageReader } from './reader';
import { structureOf, translate } from './translate';

export interface Triage {
  /** Every problem of severity E that `translate` tells, and of the others those of the message and its patients. */
  problems: MessageProblem[];
  /** As `numbersOf`. */
  accessionNumbers: string[];
}

/**
 * Says whether a message can be used and which dossiers it speaks of, without reading one result: what an answer needs, at a tenth of the cost. Whatever is
 * rare is translated whole, so that both can never disagree on what the answer says.
 * @see contract.md « MLLP in »
 */
export function triage(message: Hl7Message, profile: TranslationProfile): Triage {
  const reader = new MessageReader(message, profile);
  // What kind of line each result is changes nothing here, and asking would read them all.
  const { parts, movement, isControl } = structureOf(reader, () => false);
  if (movement !== null || isControl || mayHoldLongKey(message)) return wholly(message, profile);
  const accessionNumbers: string[] = [];
  const strayNumbers: string[] = [];
  for (const part of parts) {
    const patient = translatePatient(reader, part.pid);
    (patient ? accessionNumbers : strayNumbers).push(...ordersByAccession(reader, part).keys());
  }
  return { problems: reader.problems, accessionNumbers: [...accessionNumbers, ...strayNumbers] };
}

function wholly(message: Hl7Message, profile: TranslationProfile): Triage {
  const translation = translate(message, profile);
  return { problems: translation.problems, accessionNumbers: numbersOf(translation) };
}

/** Every dossier that the message speaks of, also those whose patient it does not tell. */
export const numbersOf = ({ groups, strayNumbers }: Translation): string[] => [
  ...groups.flatMap((group) => group.dossiers.map((dossier) => dossier.accessionNumber)),
  ...strayNumbers,
];

/** Values and notes are no keys, however long; a command of layout (`\.sp9\`) stands for more characters than it has. */
function mayHoldLongKey({ segments, delimiters: { escape } }: Hl7Message): boolean {
  const command = `${escape}.`;
  const isSuspect = (text: string) => text.length > LONGEST_KEY || (escape !== '' && text.includes(command));
  return segments.some((segment) => {
    if (segment.text !== undefined && !isSuspect(segment.text)) return false;
    const free = segment.name === 'OBX' ? 5 : segment.name === 'NTE' ? 3 : null;
    return segment.fields.some((field, index) => index !== free && isSuspect(field));
  });
}
