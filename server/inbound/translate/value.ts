import type { MessageReader } from './reader';

export interface TranslatedValue {
  valueType: string;
  values: string[];
  number: number | null;
  comparator: string | null;
}

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const STRUCTURED = /^(<|>|<=|>=|=|<>)?\^?\s*([+-]?\d+(?:[.,]\d+)?)$/;

/**
 * Reads OBX-5 by the type that OBX-2 announces; every repetition is kept as a person reads it, nothing is rounded, and a
 * value that is not what it claims stays, as text, with a warning. `<^10` sent as NM is read as SN.
 * @see HL7 2.5 chapter 7.4.2.2, 7.4.2.5; chapter 2.A (NM, SN, CE, CWE, TX, FT, ED, RP)
 */
export function translateValue(reader: MessageReader, announced: string, repetitions: readonly string[]): TranslatedValue {
  switch (announced) {
    case 'NM':
      return translateNumber(reader, repetitions);
    case 'SN':
      return structured(reader, repetitions);
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
      return texts(announced, repetitions, (repetition) => codedText(reader, repetition));
    case 'ED':
      return texts(
        announced,
        repetitions,
        (repetition) =>
          `Document joint (${[reader.component(repetition, 3), reader.component(repetition, 2)].find((text) => text !== '') ?? 'format non précisé'})`,
      );
    case 'RP':
      return texts(announced, repetitions, (repetition) => `Document externe : ${reader.component(repetition, 1)}`);
    case 'XTN':
      return texts(announced, repetitions, (repetition) => [1, 12, 7, 4].map((part) => reader.component(repetition, part)).find((text) => text !== '') ?? '');
    case 'CX':
    case 'EI':
      return texts(announced, repetitions, (repetition) => reader.component(repetition, 1));
    case 'DT':
    case 'TM':
    case 'TS':
    case 'DTM':
      return texts(announced, repetitions, (repetition) => reader.component(repetition, 1));
    default:
      return texts(announced, repetitions, (repetition) => textAsRead(reader, repetition));
  }
}

function translateNumber(reader: MessageReader, repetitions: readonly string[]): TranslatedValue {
  const sent = repetitions.map((repetition) => reader.freeOf(repetition).trim());
  const [first = ''] = sent;
  if (sent.every((text) => text === '' || text === '""')) return { valueType: 'NM', values: [], number: null, comparator: null };
  if (NUMBER.test(first) && Number.isFinite(numberOf(first))) return { valueType: 'NM', values: sent, number: numberOf(first), comparator: null };
  const isStructured = /^(<|>|<=|>=|=|<>)?\^/.test(first) || STRUCTURED.test(first);
  if (isStructured) {
    reader.tell('value_as_structured');
    return structured(reader, repetitions);
  }
  reader.tell('value_not_a_number');
  return { valueType: 'NM', values: sent, number: null, comparator: null };
}

/** SN = comparator ^ number ^ separator ^ number, as `<10`, `1:128`, `2-3`. */
function structured(reader: MessageReader, repetitions: readonly string[]): TranslatedValue {
  const values = repetitions.map((repetition) => [1, 2, 3, 4].map((part) => reader.component(repetition, part)).join(''));
  const [first = ''] = repetitions;
  const isOneNumber = reader.component(first, 3) === '' && reader.component(first, 4) === '';
  const match = STRUCTURED.exec(values[0] ?? '');
  const number = isOneNumber && match?.[2] && Number.isFinite(numberOf(match[2])) ? numberOf(match[2]) : null;
  return { valueType: 'SN', values: values.filter((value) => value !== ''), number, comparator: number === null ? null : (match?.[1] ?? null) };
}

function codedText(reader: MessageReader, repetition: string): string {
  return [2, 5, 9, 1, 4].map((part) => reader.component(repetition, part)).find((text) => text !== '') ?? '';
}

/** ST sent as `R^Résistant` by systems that forget to escape: the part after the code is what a person reads. */
function textAsRead(reader: MessageReader, repetition: string): string {
  const whole = reader.freeOf(repetition);
  const match = /^(S|I|R|SDD|NS)\^(\p{L}.*)$/u.exec(whole);
  return match?.[1] && match[2] ? `${match[1]} (${match[2]})` : whole;
}

function texts(valueType: string, repetitions: readonly string[], read: (repetition: string) => string): TranslatedValue {
  return { valueType, values: repetitions.map(read).filter((text) => text !== '' && text !== '""'), number: null, comparator: null };
}

const numberOf = (text: string): number => Number(text.replace(',', '.'));

/** Null for digits beyond every number: the text is kept, nothing is compared with infinity. */
function boundOf(text: string): number | null {
  const number = numberOf(text);
  return Number.isFinite(number) ? number : null;
}

/** Reads « 3.5 - 5.1 », « <=0.25 », « > 60 »; any other text has no numeric bounds. */
export function parseRange(range: string): { low: number | null; high: number | null } {
  const between = /^\s*(-?\d+(?:[.,]\d+)?)\s*(?:-|–|à)\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(range);
  if (between?.[1] && between[2]) return { low: boundOf(between[1]), high: boundOf(between[2]) };
  const oneSided = /^\s*(<=?|>=?)\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(range);
  if (!oneSided?.[1] || !oneSided[2]) return { low: null, high: null };
  return oneSided[1].startsWith('<') ? { low: null, high: boundOf(oneSided[2]) } : { low: boundOf(oneSided[2]), high: null };
}
