import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { splitMessages } from '../../hl7/batch';
import { decodeBytes } from '../../hl7/charset';
import { parseMessage } from '../../hl7/grammar';
import { GENERIC_SETTINGS } from '../profile-settings';
import { sourcedObservations } from './orders';
import { patientParts } from './patient-parts';
import { MessageReader } from './reader';
import { translate } from './translate';

const FIXTURES = join(import.meta.dirname, '../../hl7/fixtures');
const PROFILE = { timeZone: 'Europe/Paris', defaultCharset: 'UNICODE UTF-8', laboratoryFiness: '', facility: '', settings: GENERIC_SETTINGS };

test.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.hl7')))('every result of %s leads back to its own line', (name) => {
  for (const text of splitMessages(decodeBytes(readFileSync(join(FIXTURES, name)), 'UNICODE UTF-8').text)) {
    const parsed = parseMessage(text);
    if (!parsed.ok) continue;
    const reader = new MessageReader(parsed.message, PROFILE);
    const sourced = patientParts(reader).flatMap((part) => sourcedObservations(reader, part));
    const translated = translate(parsed.message, PROFILE).groups.flatMap((group) => group.dossiers);
    const keys = translated.flatMap((dossier) =>
      dossier.requests.flatMap((request) => request.observations.map((observation) => [dossier.accessionNumber, observation.observationKey])),
    );
    expect(sourced.map((line) => [line.accessionNumber, line.observationKey])).toEqual(keys);
    expect(new Set(sourced.map((line) => line.obx)).size).toBe(sourced.length);
  }
});
