import { freeText, segmentsNamed, textOf } from '../hl7/access';
import type { Hl7Message, Segment } from '../hl7/grammar';

export type ReceivedKind = 'decision' | 'availability' | 'reading' | 'request' | 'other';

export interface ReceivedObservation {
  /** OBR-3 of its group: group, code and sub-id are the key of a result. */
  group: string;
  code: string;
  subId: string;
  label: string;
  value: string;
  status: string;
}

/** What a laboratory technician wants to see of a message at a glance. */
export interface ReceivedSummary {
  kind: ReceivedKind;
  messageType: string;
  sender: string;
  receiver: string;
  /** Dossier number without the ending that tells its groups apart. */
  accessionNumber: string;
  /** The person who decided or read, as far as the message names one. */
  who: string;
  /** When it happened, as written in the message. */
  when: string;
  observations: ReceivedObservation[];
  notes: string[];
}

/**
 * Reads what Relais sends: a decision is an ORU^R01, an availability or a reading has the shape of the French
 * ZAM^Z03 receipt. Takes what it finds and leaves the rest empty: a foreign system doesn't choose what it is sent.
 */
export function summarise(message: Hl7Message): ReceivedSummary {
  const [msh] = segmentsNamed(message, 'MSH');
  const observations = observationsOf(message);
  const type = msh ? textOf(message, msh, 9) : '';
  return {
    kind: kindOf(type, observations),
    messageType: msh ? [1, 2].map((component) => textOf(message, msh, 9, component)).join('^') : '',
    sender: msh ? textOf(message, msh, 4) : '',
    receiver: msh ? textOf(message, msh, 6) : '',
    accessionNumber: accessionOf(message),
    who: whoOf(message),
    when:
      firstText(message, 'OBR', 22) ||
      firstText(message, 'EVN', 6) ||
      firstText(message, 'EVN', 2) ||
      firstText(message, 'OBX', 14) ||
      (msh ? textOf(message, msh, 7) : ''),
    observations,
    notes: segmentsNamed(message, 'NTE').map((segment) => freeText(message, segment.fields[3] ?? '')),
  };
}

/** The two receipts share a message type; what they say tells them apart. */
function kindOf(type: string, observations: readonly ReceivedObservation[]): ReceivedKind {
  if (type === 'ORU') return 'decision';
  if (type === 'OML') return 'request';
  if (type !== 'ZAM') return 'other';
  const said = observations.map(({ code, label, value }) => `${code} ${label} ${value}`).join(' ');
  return /dispo|avail/i.test(said) ? 'availability' : 'reading';
}

function accessionOf(message: Hl7Message): string {
  const filler = firstText(message, 'ORC', 4) || firstText(message, 'ORC', 3) || firstText(message, 'OBR', 3);
  return /^(\d+)-/.exec(filler)?.[1] ?? filler;
}

function whoOf(message: Hl7Message): string {
  const interpreter = firstSegment(message, 'OBR');
  const fromInterpreter = interpreter
    ? [2, 3]
        .map((part) => textOf(message, interpreter, 32, 1, part))
        .join(' ')
        .trim()
    : '';
  if (fromInterpreter !== '') return fromInterpreter;
  for (const obx of segmentsNamed(message, 'OBX')) {
    const name = [2, 3]
      .map((component) => textOf(message, obx, 16, component))
      .join(' ')
      .trim();
    if (name !== '') return name;
    if (textOf(message, obx, 2) === 'XTN') return textOf(message, obx, 5, 4) || textOf(message, obx, 5);
  }
  return interpreter ? textOf(message, interpreter, 32) : '';
}

function observationsOf(message: Hl7Message): ReceivedObservation[] {
  let group = '';
  return message.segments.flatMap((segment) => {
    if (segment.name === 'OBR') group = textOf(message, segment, 3);
    if (segment.name !== 'OBX') return [];
    return [
      {
        group,
        code: textOf(message, segment, 3),
        subId: textOf(message, segment, 4),
        label: textOf(message, segment, 3, 2),
        value: freeText(message, segment.fields[5] ?? ''),
        status: textOf(message, segment, 11),
      },
    ];
  });
}

function firstSegment(message: Hl7Message, name: string): Segment | null {
  return segmentsNamed(message, name)[0] ?? null;
}

function firstText(message: Hl7Message, name: string, field: number): string {
  const segment = firstSegment(message, name);
  return segment ? textOf(message, segment, field) : '';
}
