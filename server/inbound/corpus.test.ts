import { Hl7Message as ForeignMessage } from '@medplum/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { componentText, repetitionsOf, segmentsNamed } from '../hl7/access';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import { Deframer } from '../hl7/mllp';
import { explain } from './explain';
import { fixture, resultsOf, translated } from './testing';
import { type ModelMessage, modelMessage, packetsOf, printed } from './testing/corpus';

/** Every value type × character set × escape × way of cutting into packets, against the model that each message was printed from. */
const meant = ({ controlId, familyName, results }: ModelMessage) => ({
  controlId,
  familyName,
  results: results.map(({ values, number, note, subId }) => ({ values, number, notes: [note], subId })),
});

function read(payload: Buffer) {
  const [explanation] = explain(payload);
  const { groups } = translated(payload);
  return {
    controlId: explanation?.controlId,
    familyName: groups[0]?.patient.birthFamilyName,
    results: resultsOf({ groups }).map(({ values, number, notes, subId }) => ({ values, number, notes, subId })),
  };
}

test('what is read is what was meant, however it was written and cut', () => {
  fc.assert(
    fc.property(fc.array(modelMessage, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(), { maxLength: 20 }), (messages, places) => {
      const deframer = new Deframer();
      const events = [...packetsOf(messages.map(printed), places).flatMap((packet) => deframer.push(packet)), ...deframer.end()];
      expect(events.map(({ kind }) => kind)).toEqual(messages.map(() => 'frame'));
      expect(events.map((event) => (event.kind === 'frame' ? read(event.bytes) : null))).toEqual(messages.map(meant));
    }),
    { numRuns: 250 },
  );
});

test('a declaration that says less than the bytes, or is damaged, loses nothing of UTF-8', () => {
  fc.assert(
    fc.property(
      modelMessage.filter(({ charset }) => charset === 'UNICODE UTF-8'),
      fc.constantFrom('', 'ASCII', '8859', 'UTF8', 'UNICODE UTF-8~8859/1', 'UNIC0DE'),
      (message, declared) => {
        const bytes = Buffer.from(printed(message).toString('latin1').replace('|UNICODE UTF-8', `|${declared}`), 'latin1');
        expect(read(bytes)).toEqual(meant(message));
      },
    ),
    { numRuns: 150 },
  );
});

test('sequences that would change the character set stay as they were sent', () => {
  const [result] = resultsOf(
    translated(printed({ controlId: 'C', charset: '', lineEnd: '\r', familyName: 'T', results: [textResult('\\C2842\\x\\M244442\\')] })),
  );
  expect(result?.values).toEqual(['\\C2842\\x\\M244442\\']);
});

const textResult = (sent: string) => ({ type: 'TX', sent, values: [], number: null, note: 'T', subId: '' });

/** Every field of every segment, by a parser that we did not write: the same raw text, in the same place. */
function fieldsDiffering(message: Hl7Message, text: string): string[] {
  const foreign = ForeignMessage.parse(text.replaceAll(/\r\n|\n/g, '\r'));
  return message.segments.flatMap((segment, index) =>
    segment.fields.flatMap((field, number) => {
      const theirs = foreign.segments[index]?.getField(number)?.toString() ?? '';
      return segment.name === 'MSH' && number <= 2 ? [] : theirs === field ? [] : [`${segment.name}-${number}`];
    }),
  );
}

/** They decode nothing: only a component without escapes can be compared as a person reads it. */
function componentsDiffering(message: Hl7Message, text: string): string[] {
  const foreign = ForeignMessage.parse(text.replaceAll(/\r\n|\n/g, '\r').trimEnd()).getAllSegments('OBX');
  return segmentsNamed(message, 'OBX').flatMap((obx, index) =>
    repetitionsOf(message, obx, 5).flatMap((raw, repetition) =>
      [1, 2, 3].flatMap((component) => {
        const theirs = foreign[index]?.getComponent(5, component, undefined, repetition) ?? '';
        const isAlike = theirs.includes('\\') || componentText(message, raw, component) === theirs.split('&')[0];
        return isAlike ? [] : [`OBX[${index}]-5[${repetition}].${component}`];
      }),
    ),
  );
}

const FIXTURES = [
  '03_chem_AZ_Turnhout',
  '04_haemato_two_groups_UZ_Gent',
  '05_thyroid_fr_8859-1',
  '07_microbio_flat_fr_CHU_Charleroi',
  '12_embedded_pdf_AZ_Turnhout',
  'ans_cr_bio_cda_in_oru',
  'blood_culture_fr_orc_groups',
  'campylobacter_parent_child',
  'fr_subcontracted_final_and_preliminary_utf8',
  'fr_urgent_unvalidated_8859-1',
  'multi_obr_lab',
];

test.each(FIXTURES)('%s is cut into the fields that @medplum/core sees', (name) => {
  const { text } = decodeBytes(fixture(name), 'UNICODE UTF-8');
  const parsed = parseMessage(text);
  if (!parsed.ok) throw new Error('no message');
  expect(fieldsDiffering(parsed.message, text.trimEnd())).toEqual([]);
});

test('the corpus is cut into the components that @medplum/core sees', () => {
  fc.assert(
    fc.property(modelMessage, (message) => {
      const { text } = decodeBytes(printed(message), 'UNICODE UTF-8');
      const parsed = parseMessage(text);
      if (!parsed.ok) throw new Error('no message');
      expect(fieldsDiffering(parsed.message, text.trimEnd())).toEqual([]);
      expect(componentsDiffering(parsed.message, text)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
