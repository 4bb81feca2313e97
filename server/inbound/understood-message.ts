import type { LaboratoryRecord } from '../directory/read-directory';
import { textOf } from '../hl7/access';
import { assert } from '../platform/assert';
import { type Bedside, bedsideOf, type KnownDevice } from './device-rules';
import { applyMappings, type Mappings } from './mapping-rules';
import { settingsOf } from './profile-settings';
import { readStoredPart } from './read-alone';
import type { ConnectionProfileRow, InboundMessageRow } from './store';
import { translate } from './translate/translate';
import type { Translation } from './types';

/** What the sender of a message is, and what his texts stand for. */
export interface SenderFacts {
  profile: ConnectionProfileRow;
  laboratory: LaboratoryRecord;
  siteId: string;
  mappings: Mappings;
  devices: readonly KnownDevice[];
}

/** A stored message as it is carried in. */
export interface Understood extends SenderFacts {
  row: InboundMessageRow;
  /** What bedside devices said in it, and whether some of that must wait. */
  bedside: Bedside;
  /** As the sender wrote it, before mapping. */
  sent: Translation;
  translation: Translation;
}

/** Reads a stored message again from its bytes, as it was read when it was received, and puts what its texts stand for in their place. */
export function understood(row: InboundMessageRow, sender: SenderFacts): Understood {
  const { profile, laboratory, mappings, devices } = sender;
  const message = readStoredPart(row.raw, row.part, profile.defaultCharset);
  assert(message, 'a stored message was understood when it was received');
  const [msh] = message.segments;
  const translated = translate(message, {
    timeZone: profile.timeZone,
    defaultCharset: profile.defaultCharset,
    laboratoryFiness: laboratory.finessNumber,
    facility: msh ? textOf(message, msh, 4) : '',
    settings: settingsOf(profile.settings),
  });
  const bedside = bedsideOf(translated, devices);
  const sent = bedside.translation;
  return { ...sender, row, bedside, sent, translation: applyMappings(sent, mappings) };
}
