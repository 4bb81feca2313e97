import { parseHl7Time } from '../../hl7/time';
import { addressOf, amountOf, numericRange, organisationOf, telephoneOf, wordsOf } from './composite';
import { describePerson, personNameOf, personOfRepetition } from './names';
import type { MessageReader } from './reader';

export interface TranslatedValue {
  valueType: string;
  values: string[];
  number: number | null;
  comparator: string | null;
}

/** HL7 has a point and no exponent; French systems write commas, analysers exponents, some a point without digits on one side. */
const DIGITS = String.raw`[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?`;
const NUMBER = new RegExp(`^${DIGITS}$`);
const STRUCTURED = new RegExp(String.raw`^(<>|<=|>=|<|>|=)?\^?\s*(${DIGITS})$`);
const TIME_OF_DAY = /^(?:24(?:00(?:00(?:\.0{1,4})?)?)?|(?:[01]\d|2[0-3])(?:[0-5]\d(?:(?:[0-5]\d|60)(?:\.\d{1,4})?)?)?)(?:[+-]\d{4})?$/;

/**
 * Reads OBX-5 by the type that OBX-2 announces; every repetition is kept as a person reads it, nothing is rounded, and a
 * value that is not what it claims stays, as text, with a warning. `<^10` sent as NM is read as SN. Dates and times stay as sent.
 * @see HL7 2.5 chapter 7.4.2.2, 7.4.2.5; chapter 2.A (data types)
 */
export function translateValue(reader: MessageReader, announced: string, repetitions: readonly string[]): TranslatedValue {
  const as = (read: (repetition: string) => string) => texts(announced, repetitions, read);
  const first = (repetition: string) => reader.component(repetition, 1);
  switch (announced) {
    case 'NM':
      return translateNumber(reader, repetitions);
    case 'SN':
      return structured(reader, repetitions);
    case 'CE':
    case 'CWE':
    case 'CNE':
    case 'CF':
      return as((repetition) => wordsOf(reader, repetition));
    case 'ED':
      return as(
        (repetition) => `Document joint (${[3, 2].map((part) => reader.component(repetition, part)).find((text) => text !== '') ?? 'format non précisé'})`,
      );
    case 'RP':
      return as((repetition) => `Document externe : ${first(repetition)}`);
    case 'XTN':
    case 'TN':
      return as((repetition) => telephoneOf(reader, repetition));
    case 'CX':
    case 'CK':
    case 'EI':
      return as(first);
    case 'HD':
      return as((repetition) => first(repetition) || reader.component(repetition, 2));
    case 'XPN':
    case 'PPN':
    case 'PN':
      return as((repetition) => personNameOf(reader, repetition));
    case 'XCN':
    case 'CN':
    case 'CNN':
      return as((repetition) => describePerson(personOfRepetition(reader, repetition)));
    case 'XON':
      return as((repetition) => organisationOf(reader, repetition));
    case 'AD':
    case 'XAD':
      return as((repetition) => addressOf(reader, repetition));
    case 'MO':
    case 'CP':
    case 'CQ':
      return as((repetition) => amountOf(reader, repetition, announced));
    case 'NR':
    case 'DR':
      return as((repetition) => numericRange(reader, repetition));
    case 'DT':
    case 'TM':
    case 'TS':
    case 'DTM':
      return as((repetition) => dateAsSent(reader, announced, first(repetition)));
    default:
      return as((repetition) => textAsRead(reader, repetition));
  }
}

function translateNumber(reader: MessageReader, repetitions: readonly string[]): TranslatedValue {
  const sent = repetitions.map((repetition) => reader.freeOf(repetition).trim()).filter(isSaid);
  const [first] = sent;
  if (first === undefined) return { valueType: 'NM', values: [], number: null, comparator: null };
  const number = NUMBER.test(first) ? boundOf(first) : null;
  if (number !== null) return { valueType: 'NM', values: sent, number, comparator: null };
  const isStructured = /^(<>|<=|>=|<|>|=)?\^/.test(first) || STRUCTURED.test(first);
  if (isStructured) {
    reader.tell('value_as_structured');
    return structured(reader, repetitions);
  }
  reader.tell('value_not_a_number');
  return { valueType: 'NM', values: sent, number: null, comparator: null };
}

/** SN = comparator ^ number ^ separator ^ number, as `<10`, `1:128`, `2-3`. */
function structured(reader: MessageReader, repetitions: readonly string[]): TranslatedValue {
  const sent = repetitions
    .map((repetition) => ({ repetition, value: [1, 2, 3, 4].map((part) => reader.component(repetition, part)).join('') }))
    .filter(({ value }) => isSaid(value));
  const { repetition = '', value = '' } = sent[0] ?? {};
  const isOneNumber = reader.component(repetition, 3) === '' && reader.component(repetition, 4) === '';
  const match = isOneNumber ? STRUCTURED.exec(value) : null;
  const number = match?.[2] === undefined ? null : boundOf(match[2]);
  return { valueType: 'SN', values: sent.map((each) => each.value), number, comparator: number === null ? null : (match?.[1] ?? null) };
}

function dateAsSent(reader: MessageReader, announced: string, text: string): string {
  const isReadable = announced === 'TM' ? TIME_OF_DAY.test(text) : parseHl7Time(text, reader.profile.timeZone).ok;
  if (text !== '' && !isReadable) reader.tell('value_not_a_date');
  return text;
}

/** ST sent as `R^Résistant` by systems that forget to escape: the part after the code is what a person reads. */
function textAsRead(reader: MessageReader, repetition: string): string {
  const whole = reader.freeOf(repetition);
  const match = /^(S|I|R|SDD|NS)\^(\p{L}.*)$/u.exec(whole);
  return match?.[1] && match[2] ? `${match[1]} (${match[2]})` : whole;
}

function texts(valueType: string, repetitions: readonly string[], read: (repetition: string) => string): TranslatedValue {
  return { valueType, values: repetitions.map(read).filter(isSaid), number: null, comparator: null };
}

const isSaid = (text: string): boolean => text !== '' && text !== '""';

/** Null for digits beyond every number: the text is kept, nothing is compared with infinity. */
function boundOf(text: string): number | null {
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** Reads « 3.5 - 5.1 », « <=0.25 », « > 60 »; any other text has no numeric bounds. */
export function parseRange(range: string): { low: number | null; high: number | null } {
  const between = /^\s*(-?\d+(?:[.,]\d+)?)\s*(?:-|–|à)\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(range);
  if (between?.[1] && between[2]) return { low: boundOf(between[1]), high: boundOf(between[2]) };
  const oneSided = /^\s*(<=?|>=?|≤|≥)\s*(-?\d+(?:[.,]\d+)?)\s*$/.exec(range);
  if (!oneSided?.[1] || !oneSided[2]) return { low: null, high: null };
  return oneSided[1].startsWith('<') || oneSided[1] === '≤' ? { low: null, high: boundOf(oneSided[2]) } : { low: boundOf(oneSided[2]), high: null };
}
