import { componentText, repetitionsOf, split } from './access';
import { encodeEscapes, isPlain } from './escapes';
import { DEFAULT_DELIMITERS, type Hl7Message, type Segment } from './grammar';

/** A component: its text, or its subcomponents. */
export type Component = string | readonly string[];
/** One occurrence of a field: its text, or its components. */
export type Occurrence = string | readonly Component[];
/** What a field can hold; several occurrences are made by `repeat`. Null and undefined leave the field empty. */
export type FieldValue = Occurrence | Repetitions | null | undefined;

export interface Repetitions {
  readonly repetitions: readonly Occurrence[];
}

const HIGHEST_FIELD = 200;
const { component, repetition, subcomponent, field: fieldDelimiter, escape } = DEFAULT_DELIMITERS;

/**
 * Builds a segment whose number of fields depends on `fields` alone, never on what a text contains: each text is
 * escaped, line breaks and framing bytes included (threat 16). MSH-1 and MSH-2 are filled in, empty fields at the end
 * left out.
 * @example segment('OBX', { 1: '1', 2: 'NM', 3: ['2823-3', 'Potassium', 'LN'], 5: '6.9' })
 */
export function segment(name: string, fields: Readonly<Record<number, FieldValue>>): Segment {
  if (!/^[A-Z][A-Z0-9]{2}$/.test(name)) throw new RangeError('A segment name is three capitals or digits');
  const printed: string[] = name === 'MSH' ? [name, fieldDelimiter, component + repetition + escape + subcomponent] : [name];
  const firstFree = printed.length;
  for (const [key, value] of Object.entries(fields)) {
    const number = Number(key);
    if (!Number.isInteger(number) || number < firstFree || number > HIGHEST_FIELD) {
      throw new RangeError(`${name} has no field to fill at ${key}`);
    }
    while (printed.length < number) printed.push('');
    printed[number] = printField(value);
  }
  const last = printed.findLastIndex((text) => text !== '');
  return { name, fields: printed.slice(0, last + 1) };
}

/** Builds a message with the default delimiters from segments made by `segment`; the first must be MSH. */
export function message(...segments: Segment[]): Hl7Message {
  if (segments[0]?.name !== 'MSH') throw new RangeError('A message starts with MSH');
  return { delimiters: DEFAULT_DELIMITERS, segments };
}

/** Several occurrences of one field. */
export function repeat(...occurrences: Occurrence[]): Repetitions {
  return { repetitions: occurrences };
}

/** A field of a received message as a value to build with, the same text for text, whatever delimiters it came with. */
export function fieldValueOf(received: Hl7Message, from: Segment, field: number): FieldValue {
  const whole = from.fields[field] ?? '';
  if (isPlain(whole)) return whole;
  return repeat(
    ...repetitionsOf(received, from, field).map((raw) =>
      split(raw, received.delimiters.component).map((rawComponent, index) =>
        split(rawComponent, received.delimiters.subcomponent).map((_, position) => componentText(received, raw, index + 1, position + 1)),
      ),
    ),
  );
}

function printField(value: FieldValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || !('repetitions' in value)) return printOccurrence(value);
  return value.repetitions.map(printOccurrence).join(repetition);
}

function printOccurrence(value: Occurrence): string {
  return typeof value === 'string' ? encode(value) : joinTrimmed(value.map(printComponent), component);
}

function printComponent(value: Component): string {
  return typeof value === 'string' ? encode(value) : joinTrimmed(value.map(encode), subcomponent);
}

function encode(text: string): string {
  return encodeEscapes(text, DEFAULT_DELIMITERS);
}

function joinTrimmed(parts: string[], delimiter: string): string {
  const last = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, last + 1).join(delimiter);
}
