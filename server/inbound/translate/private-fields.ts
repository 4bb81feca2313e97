import type { PrivateField } from '../../../db/schema/inbound';
import type { Segment } from '../../hl7/grammar';
import type { MessageReader } from './reader';

/**
 * What the Z-segments among these say under one meaning, by the link's settings: each text once, in the order of the settings. A meaning that no
 * setting names says nothing: a Z-segment is never guessed at.
 */
export function privateTexts(reader: MessageReader, segments: readonly Segment[], meaning: PrivateField['meaning']): string[] {
  const texts = reader.profile.settings.privateFields
    .filter((field) => field.meaning === meaning)
    .flatMap(({ segment: name, field, component }) =>
      segments
        .filter((segment) => segment.name === name)
        .flatMap((segment) => reader.repetitions(segment, field).map((repetition) => reader.component(repetition, component))),
    );
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** The first of them, `''` when there is none. */
export const privateText = (reader: MessageReader, segments: readonly Segment[], meaning: PrivateField['meaning']): string =>
  privateTexts(reader, segments, meaning)[0] ?? '';
