import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../hl7/charset';
import { parseMessage } from '../../hl7/grammar';
import { fixture, ORDER, obx, oru, REQUEST, VALMONT } from '../testing';
import { modelMessage, printed } from '../testing/corpus';
import { translate } from './translate';
import { numbersOf, triage } from './triage';

function both(bytes: Buffer | string) {
  const parsed = parseMessage(decodeBytes(Buffer.from(bytes), 'UNICODE UTF-8').text);
  if (!parsed.ok) return null;
  return { quick: triage(parsed.message, VALMONT), whole: translate(parsed.message, VALMONT) };
}

/** What is not the same in both: the answer, the dossiers, or something told that translating does not tell. */
function differences(bytes: Buffer | string): string[] {
  const read = both(bytes);
  if (!read) return [];
  const { quick, whole } = read;
  const errors = (problems: typeof quick.problems) => JSON.stringify(problems.filter(({ severity }) => severity === 'E'));
  const known = new Set(whole.problems.map((told) => JSON.stringify(told)));
  return [
    ...(errors(quick.problems) === errors(whole.problems) ? [] : ['answer']),
    ...(quick.accessionNumbers.join() === numbersOf(whole).join() ? [] : ['dossiers']),
    ...quick.problems.filter((told) => !known.has(JSON.stringify(told))).map(({ text }) => text),
  ];
}

const NAMES = [
  '03_chem_AZ_Turnhout',
  '07_microbio_flat_fr_CHU_Charleroi',
  '12_embedded_pdf_AZ_Turnhout',
  'ans_cr_bio_cda_in_oru',
  'blood_culture_fr_orc_groups',
  'campylobacter_parent_child',
  'fr_subcontracted_final_and_preliminary_utf8',
  'fr_urgent_unvalidated_8859-1',
  'multi_obr_lab',
];

describe('what an answer needs is the same as what translating the whole message says', () => {
  test.each(NAMES)('of %s', (name) => {
    expect(differences(fixture(name))).toEqual([]);
  });

  test('of messages made at random', () => {
    fc.assert(
      fc.property(modelMessage, (message) => {
        expect(differences(printed(message))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('of messages with fields emptied, lengthened and swapped at random', () => {
    const text = fixture('fr_urgent_unvalidated_8859-1').toString('latin1');
    const lines = text.split('\r');
    const change = fc.record({
      line: fc.nat(lines.length - 1),
      field: fc.integer({ min: 1, max: 20 }),
      value: fc.constantFrom('', '""', 'x'.repeat(201), 'x\\.sp99\\y\\.sp99\\z\\.sp9\\w', 'x'.repeat(200), '^^^', '~', '2025', 'A\u0000B', 'CACH', '19420229'),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(lines.length - 1), { maxLength: 3 }), (changes, dropped) => {
        const changed = lines.map((line, index) =>
          changes
            .filter((each) => each.line === index && index > 0)
            .reduce((fields, each) => fields.with(Math.min(each.field, fields.length - 1), each.value), line.split('|'))
            .join('|'),
        );
        expect(differences(changed.filter((_, index) => index === 0 || !dropped.includes(index)).join('\r'))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['a code too long', oru(ORDER, REQUEST, obx({ 3: `${'1'.repeat(201)}^X^LN` })), ['OBX-3']],
    ['a code whose escapes make it too long', oru(ORDER, REQUEST, obx({ 3: 'a\\.sp99\\b\\.sp99\\c\\.sp9\\d^X^LN' })), ['OBX-3']],
    ['a very long value', oru(ORDER, REQUEST, obx({ 2: 'TX', 5: 'x'.repeat(5000) })), []],
    ['no patient', oru(ORDER, REQUEST, obx()).replace(/PID[^\r]*\r/, ''), ['PID-']],
    ['no dossier', oru('ORC|RE', 'OBR|1|||IONO', obx()), ['OBR-3']],
  ])('of %s', (_what, text, places) => {
    expect(differences(text)).toEqual([]);
    const errors = both(text)?.quick.problems.filter(({ severity }) => severity === 'E') ?? [];
    expect(errors.map(({ segment, field }) => `${segment}-${field ?? ''}`)).toEqual(places);
  });
});
