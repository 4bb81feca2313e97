import type { PrivateField } from '../../../db/schema/inbound';
import type { Segment } from '../../hl7/grammar';
import { parseHl7Time } from '../../hl7/time';
import { isPlausible, type MessageReader } from './reader';

/**
 * What these segments say under one meaning, by the link's settings: each text once, in the order of the settings. A meaning that no
 * setting names says nothing: a Z-segment is never guessed at.
 */
export function privateTexts(reader: MessageReader, segments: readonly Segment[], meaning: PrivateField['meaning']): string[] {
  const { privateFields } = reader.profile.settings;
  if (privateFields.length === 0) return [];
  const texts = privateFields
    .filter((field) => field.meaning === meaning)
    .flatMap((field) =>
      segments
        .filter((segment) => segment.name === field.segment)
        .flatMap((segment) =>
          reader
            .repetitions(segment, field.field)
            .filter((_, index) => isOf(field, index))
            .map((repetition) => reader.component(repetition, field.component)),
        ),
    );
  return [...new Set(texts.filter((text) => text !== ''))];
}

/** The first of them, `''` when there is none. */
export const privateText = (reader: MessageReader, segments: readonly Segment[], meaning: PrivateField['meaning']): string =>
  privateTexts(reader, segments, meaning)[0] ?? '';

/** The repetitions of a field of OBX that no setting takes for something else: what stands in the others is no value and no flag. */
export function unclaimed(reader: MessageReader, obx: Segment, field: number): string[] {
  const claims = reader.profile.settings.privateFields.filter((claim) => claim.segment === 'OBX' && claim.field === field);
  const all = reader.repetitions(obx, field);
  return claims.length === 0 ? all : all.filter((_, index) => !claims.some((claim) => isOf(claim, index)));
}

/** When a sample was centrifuged, by these segments. */
export function centrifugedIn(reader: MessageReader, segments: readonly Segment[]): Date | null {
  const text = privateText(reader, segments, 'centrifuged-at');
  if (text === '') return null;
  const result = parseHl7Time(text, reader.profile.timeZone);
  return result.ok && isPlausible(result.time.instant) ? result.time.instant : null;
}

const isOf = ({ repetition }: PrivateField, index: number): boolean => repetition === undefined || repetition === index + 1;
