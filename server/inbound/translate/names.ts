import type { Segment } from '../../hl7/grammar';
import type { MessageReader } from './reader';

const RPPS_AUTHORITY = '1.2.250.1.71.4.2.1';

export interface Person {
  identifier: string;
  isRpps: boolean;
  familyName: string;
  givenName: string;
  prefix: string;
  degree: string;
  /** « Prénom NOM », empty when neither is there. */
  name: string;
}

/** Reads XCN and CNN-like fields, in their component form or, inside NDL, in their subcomponent form. */
export function personOf(reader: MessageReader, segment: Segment, field: number): Person {
  const first = reader.repetitions(segment, field)[0] ?? '';
  return personOfRepetition(reader, first);
}

export function personOfRepetition(reader: MessageReader, repetition: string): Person {
  // NDL (OBR-32 to 35): the person sits in the subcomponents of the first component.
  const isNested = reader.component(repetition, 1, 2) !== '' && reader.component(repetition, 2) === '';
  const part = (position: number) => (isNested ? reader.component(repetition, 1, position) : reader.component(repetition, position));
  const identifier = part(1);
  const familyName = part(2);
  const givenName = part(3);
  const degree = [isNested ? part(7) : part(21), part(5), part(6)].map(plainDegree).find((text) => text !== '') ?? '';
  return {
    identifier,
    isRpps: isRppsOf(reader, repetition, identifier),
    familyName,
    givenName,
    prefix: part(6),
    degree,
    name: [givenName, familyName].filter((text) => text !== '').join(' '),
  };
}

/** XPN, PN: « Prénom NOM », with the further given names. */
export function personNameOf(reader: MessageReader, repetition: string): string {
  return [2, 3, 1]
    .map((part) => reader.component(repetition, part))
    .filter((text) => text !== '')
    .join(' ');
}

/** « Luc PERRIN, IDE »: French systems write the profession as a degree, a suffix or a prefix (XCN-21, 5 or 6). */
export function describePerson(person: Person): string {
  if (person.name === '') return person.identifier;
  return person.degree === '' ? person.name : `${person.name}, ${person.degree}`;
}

function isRppsOf(reader: MessageReader, repetition: string, identifier: string): boolean {
  if (!/^\d{11}$/.test(identifier)) return false;
  return reader.component(repetition, 9, 2) === RPPS_AUTHORITY || reader.component(repetition, 13) === 'RPPS' || reader.component(repetition, 9, 1) === 'RPPS';
}

const plainDegree = (suffix: string): string => (/^(dr|pr|m|mme|mlle)\.?$/i.test(suffix) ? '' : suffix);
