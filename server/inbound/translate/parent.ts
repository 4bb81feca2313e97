import type { Segment } from '../../hl7/grammar';
import { chooseCoding } from './coding';
import type { MessageReader } from './reader';

interface Parent {
  parentNumber: string;
  parentCode: string;
  parentSubId: string;
  parentText: string;
}

/**
 * Reads which request and which of its results a request follows, as an antibiogram follows its organism. The number is the laboratory's own
 * when both are sent, the code LOINC when one of the two is.
 * @see HL7 2.5 chapter 7.4.1.26 (OBR-26, PRL), 7.4.1.29 (OBR-29, EIP), 4.5.1.8 (ORC-8)
 */
export function parentOf(reader: MessageReader, obr: Segment, orc: Segment | null): Parent {
  const { code } = chooseCoding((position) => reader.key(obr, 26, 1, position), reader.profile.settings.loincSystems);
  return {
    parentNumber: numberOf(reader, obr, 29) || (orc ? numberOf(reader, orc, 8) : ''),
    parentCode: code,
    parentSubId: reader.key(obr, 26, 2),
    parentText: reader.text(obr, 26, 3),
  };
}

const numberOf = (reader: MessageReader, segment: Segment, field: number): string => reader.key(segment, field, 2) || reader.key(segment, field, 1);
