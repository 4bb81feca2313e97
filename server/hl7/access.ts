import { type Charset, charsetNamed } from './charset';
import { decodeEscapes } from './escapes';
import type { Hl7Message, Segment } from './grammar';

/** What a sender writes to delete a value, as opposed to leaving it unchanged by an empty field (HL7 2.5 chapter 2.5.3). */
export const DELETE_VALUE = '""';

/** Every segment of that name, in the order of the message; none gives an empty list. */
export function segmentsNamed(message: Hl7Message, name: string): Segment[] {
  return message.segments.filter((segment) => segment.name === name);
}

/** The raw repetitions of a field, for `componentText` and `freeText`; an absent or empty field has none. */
export function repetitionsOf(message: Hl7Message, segment: Segment, field: number): string[] {
  const raw = segment.fields[field] ?? '';
  if (raw === '') return [];
  return holdsDelimiters(segment, field) ? [raw] : split(raw, message.delimiters.repetition);
}

/**
 * The decoded text of one subcomponent, `''` when it is absent. Field, component and subcomponent count from 1,
 * repetition from 0. Not for free texts (TX, FT, NTE-3), where a raw `^` or `&` belongs to the text: see `freeText`.
 */
export function textOf(message: Hl7Message, segment: Segment, field: number, component = 1, subcomponent = 1, repetition = 0): string {
  const raw = segment.fields[field] ?? '';
  if (raw === '') return '';
  if (holdsDelimiters(segment, field)) return repetition === 0 ? raw : '';
  return componentText(message, piece(raw, message.delimiters.repetition, repetition), component, subcomponent);
}

/** The decoded text of one subcomponent of a raw repetition, `''` when it is absent; both count from 1. */
export function componentText(message: Hl7Message, rawRepetition: string, component: number, subcomponent = 1): string {
  if (rawRepetition === '') return '';
  const rawComponent = piece(rawRepetition, message.delimiters.component, component - 1);
  return freeText(message, piece(rawComponent, message.delimiters.subcomponent, subcomponent - 1));
}

/** One part, counted from 0, of what `split` gives; `''` when there are not so many. Most fields are read part by part: cutting them whole each time is what costs. */
function piece(raw: string, delimiter: string, index: number): string {
  if (index < 0 || raw === '') return '';
  if (delimiter === '') return index === 0 ? raw : '';
  let start = 0;
  for (let skipped = 0; skipped < index; skipped += 1) {
    const next = raw.indexOf(delimiter, start);
    if (next < 0) return '';
    start = next + delimiter.length;
  }
  const end = raw.indexOf(delimiter, start);
  return end < 0 ? raw.slice(start) : raw.slice(start, end);
}

/** The decoded text of a whole raw repetition or field, with delimiters that its sender forgot to escape left in it. */
export function freeText(message: Hl7Message, raw: string): string {
  return raw !== '' && raw.includes(message.delimiters.escape) ? decodeEscapes(raw, message.delimiters, charsetOf(message)) : raw;
}

/** Cuts at a delimiter; a message that names no such delimiter has nothing to cut. */
export function split(raw: string, delimiter: string): string[] {
  return delimiter === '' ? [raw] : raw.split(delimiter);
}

function holdsDelimiters(segment: Segment, field: number): boolean {
  return segment.name === 'MSH' && field <= 2;
}

function charsetOf(message: Hl7Message): Charset | null {
  const declared = message.segments[0]?.fields[18] ?? '';
  return charsetNamed(split(declared, message.delimiters.repetition)[0] ?? '');
}
