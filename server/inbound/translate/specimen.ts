import type { IncomingSpecimen } from '../../dossier/types';
import type { Segment } from '../../hl7/grammar';
import { wordsOf } from './composite';
import type { SpecimenPart } from './patient-parts';
import { centrifugedIn } from './private-fields';
import type { MessageReader } from './reader';

/**
 * Reads one sample. Its number is the laboratory's (the filler's part of SPM-2), else the placer's, else its rank; a sample of the patient has no role
 * worth telling, any other (quality control, calibrator) has.
 * @see HL7 2.5 chapter 7.4.3 (SPM)
 */
export function translateSpecimen(reader: MessageReader, { spm, notes, privates }: SpecimenPart): IncomingSpecimen {
  const condition = [24, 21].flatMap((field) => words(reader, spm, field)).join(', ');
  const role = reader.text(spm, 11).toUpperCase();
  return {
    identifier: reader.key(spm, 2, 2) || reader.key(spm, 2) || reader.key(spm, 1),
    kind: [specimenKind(reader, spm), ...words(reader, spm, 5)].filter((text) => text !== '').join(', '),
    site: [...words(reader, spm, 8), ...words(reader, spm, 9)].join(', '),
    role: role === '' || role === 'P' ? '' : words(reader, spm, 11).join(', '),
    description: reader.free(spm, 14).trim(),
    condition: condition === '' ? null : condition,
    collectedAt: reader.instant(spm, 17),
    receivedAt: reader.instant(spm, 18),
    notes,
    centrifugedAt: centrifugedIn(reader, [spm, ...privates]),
  };
}

/** SPM-4 as a person reads it. */
export const specimenKind = (reader: MessageReader, spm: Segment): string => words(reader, spm, 4)[0] ?? '';

/** Every repetition of a coded field as a person reads it: its text, else its other text, else its code. */
function words(reader: MessageReader, spm: Segment, field: number): string[] {
  return reader
    .repetitions(spm, field)
    .map((repetition) => wordsOf(reader, repetition))
    .filter((text) => text !== '');
}
