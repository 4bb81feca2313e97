import type { MessageReader } from './reader';

/** A coded value for a person: its text, its other text, the words it was coded from, else the bare code. @see HL7 2.5 chapter 2.A.13 (CWE) */
export const wordsOf = (reader: MessageReader, repetition: string): string => firstSaid(reader, repetition, [2, 5, 9, 1, 4]);

/**
 * A telephone or an address on a network: XTN-12 or XTN-1 whole, else country, area, number and extension of the newer form.
 * @see HL7 2.5 chapter 2.A.89 (XTN)
 */
export function telephoneOf(reader: MessageReader, repetition: string): string {
  const [country, area, local, extension] = [5, 6, 7, 8].map((part) => reader.component(repetition, part));
  const whole = reader.component(repetition, 12) || (local === '' ? reader.component(repetition, 1) : '');
  if (whole !== '') return whole;
  if (local === '') return firstSaid(reader, repetition, [4, 9]);
  const prefix = country === '' || country?.startsWith('+') ? country : `+${country}`;
  return [prefix, area, local, extension === '' ? '' : `poste ${extension}`].filter((text) => text !== '').join(' ');
}

/** XON: the organisation's name, else its number. */
export const organisationOf = (reader: MessageReader, repetition: string): string => firstSaid(reader, repetition, [1, 10, 3]);

/** AD, XAD on one line: street, further line, « code commune », pays. */
export function addressOf(reader: MessageReader, repetition: string): string {
  const part = (position: number) => reader.component(repetition, position);
  const town = [part(5), part(3)].filter((text) => text !== '').join(' ');
  return [part(1), part(2), town, part(4), part(6)].filter((text) => text !== '').join(', ');
}

/** MO and CQ: quantity and unit; CP holds an MO in its first component. */
export function amountOf(reader: MessageReader, repetition: string, type: 'MO' | 'CP' | 'CQ'): string {
  const parts =
    type === 'CP' ? [reader.component(repetition, 1, 1), reader.component(repetition, 1, 2)] : [1, 2].map((position) => reader.component(repetition, position));
  return parts.filter((text) => text !== '').join(' ');
}

/** NR and DR: « low – high », one bound alone when the other is open. */
export function numericRange(reader: MessageReader, repetition: string): string {
  const [low = '', high = ''] = [1, 2].map((position) => reader.component(repetition, position));
  if (low === '' || high === '') return low === '' ? high && `≤ ${high}` : `≥ ${low}`;
  return `${low} – ${high}`;
}

function firstSaid(reader: MessageReader, repetition: string, components: readonly number[]): string {
  for (const component of components) {
    const text = reader.component(repetition, component);
    if (text !== '') return text;
  }
  return '';
}
