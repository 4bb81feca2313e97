import { type FieldValue, fieldValueOf, segment } from '../hl7/build';
import { DEFAULT_DELIMITERS, type Hl7Message, type Segment } from '../hl7/grammar';

/** A field to be written exactly as it was received. */
export interface Copy {
  copyOf: Segment;
  field: number;
}

/** Where copies are taken from: the delimiters are the message's. */
export type CopyOrValue = FieldValue | Copy;

/**
 * Builds a segment in which copied fields are, character for character, what the LIS sent: a value, a code or a unit that
 * went through Relais cannot have changed on the way. A field with control characters, or written with other delimiters, is
 * taken apart and written anew with the same texts.
 */
export function segmentWithCopies(received: Hl7Message, name: string, fields: Readonly<Record<number, CopyOrValue>>): Segment {
  const values: Record<number, FieldValue> = {};
  const raw = new Map<number, string>();
  for (const [key, value] of Object.entries(fields)) {
    const number = Number(key);
    if (!isCopy(value)) values[number] = value;
    else if (isVerbatim(received, value)) raw.set(number, value.copyOf.fields[value.field] ?? '');
    else values[number] = fieldValueOf(received, value.copyOf, value.field);
  }
  const printed = [...segment(name, values).fields];
  for (const [number, text] of raw) {
    if (text === '') continue;
    while (printed.length <= number) printed.push('');
    printed[number] = text;
  }
  return { name, fields: printed };
}

const isCopy = (value: CopyOrValue): value is Copy => typeof value === 'object' && value !== null && 'copyOf' in value;

/** `|`, control characters and foreign delimiters would change what the text means in our message. */
function isVerbatim({ delimiters }: Hl7Message, { copyOf, field }: Copy): boolean {
  const isOurs =
    delimiters.field === DEFAULT_DELIMITERS.field &&
    delimiters.component === DEFAULT_DELIMITERS.component &&
    delimiters.repetition === DEFAULT_DELIMITERS.repetition &&
    delimiters.escape === DEFAULT_DELIMITERS.escape &&
    delimiters.subcomponent === DEFAULT_DELIMITERS.subcomponent;
  return isOurs && !/[\u0000-\u001f]/.test(copyOf.fields[field] ?? '');
}
