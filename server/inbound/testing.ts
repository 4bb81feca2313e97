import { readFileSync } from 'node:fs';
import type { IncomingDossier, IncomingObservation } from '../dossier/types';
import { decodeBytes } from '../hl7/charset';
import { parseMessage } from '../hl7/grammar';
import { assert } from '../platform/assert';
import { GENERIC_SETTINGS } from './profile-settings';
import { translate } from './translate/translate';
import type { Translation, TranslationProfile } from './types';

/** The link of the laboratory of Valmont. */
export const VALMONT: TranslationProfile = {
  timeZone: 'Europe/Paris',
  defaultCharset: 'UNICODE UTF-8',
  laboratoryFiness: '880000789',
  facility: 'LBM-VALMONT',
  settings: GENERIC_SETTINGS,
};

export const fixture = (name: string): Buffer => readFileSync(`server/simulator/fixtures/${name}.hl7`);

/** Translates the bytes of one message as the gateway does. */
export function translated(bytes: Buffer | string, profile: TranslationProfile = VALMONT): Translation {
  const parsed = parseMessage(decodeBytes(Buffer.from(bytes), profile.defaultCharset).text);
  assert(parsed.ok, 'the test message can be parsed');
  return translate(parsed.message, profile);
}

const HEADER = 'MSH|^~\\&|SIL|LBM-VALMONT|RELAIS|GCS|20261121031412||ORU^R01^ORU_R01|TEST1|P|2.5|||AL|NE|FRA|UNICODE UTF-8';
const PERSON = 'PID|1||0004711^^^CH-VALMONT&880000123&FINEJ^PI||PAT-TROIS^DOMINIQUE^^^^^L||19790328|F';

/** An ORU^R01 of an ordinary patient around the given segments; one that starts with PID replaces hers. */
export function oru(...segments: readonly string[]): string {
  const hasPatient = segments.some((segment) => segment.startsWith('PID'));
  return [HEADER, ...(hasPatient ? [] : [PERSON]), ...segments].join('\r');
}

export const ORDER = 'ORC|RE|P1||26112100001';
export const REQUEST = 'OBR|1|P1|26112100001-BIOCH|IONO^Ionogramme sanguin^LOCAL|||20261121024500';

/** The message's only dossier. */
export function onlyDossier({ groups }: Translation): IncomingDossier {
  const dossiers = groups.flatMap((group) => group.dossiers);
  assert(dossiers.length === 1 && dossiers[0], 'the message has one dossier');
  return dossiers[0];
}

/** Every result of the message, in its order. */
export const resultsOf = ({ groups }: Pick<Translation, 'groups'>): IncomingObservation[] =>
  groups.flatMap((group) => group.dossiers.flatMap((dossier) => dossier.requests.flatMap((request) => request.observations)));

/** A segment from its fields by number, delimiters written as a sender writes them. */
export function raw(name: string, fields: Readonly<Record<number, string>>): string {
  const last = Math.max(...Object.keys(fields).map(Number));
  return [name, ...Array.from({ length: last }, (_, index) => fields[index + 1] ?? '')].join('|');
}

/** An OBX of an ordinary unvalidated potassium, with other fields where they are given. */
export const obx = (fields: Readonly<Record<number, string>> = {}): string =>
  raw('OBX', { 1: '1', 2: 'NM', 3: '2823-3^Potassium [Moles/Volume]^LN^K^Potassium^LOCAL', 5: '4.1', 6: 'mmol/L', 7: '3.5 - 5.1', 11: 'R', ...fields });

/** The one result of a message with that OBX, and what was told about it. */
export function resultOf(fields: Readonly<Record<number, string>>): { result: IncomingObservation; told: string[] } {
  const translation = translated(oru(ORDER, REQUEST, obx(fields)));
  const [result] = resultsOf(translation);
  assert(result, 'the line is a result');
  return { result, told: translation.problems.map(({ segment, field, code }) => `${segment}-${field ?? ''}:${code}`) };
}
