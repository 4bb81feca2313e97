import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBytes } from '../../hl7/charset';
import { type Hl7Message, parseMessage } from '../../hl7/grammar';
import { assert } from '../../platform/assert';
import { fixture, oru, VALMONT } from '../testing';
import { translate } from './translate';

const texts = readdirSync('server/simulator/fixtures')
  .filter((name) => !name.startsWith('ans_'))
  .map((name) => decodeBytes(fixture(name.replace('.hl7', '')), 'UNICODE UTF-8').text);

const wild = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', '""', '\\X00\\', '\\X\\', '\\.sk99\\', '^^^', '~~', '&', '00010101', '9'.repeat(400), '<^', '2A', 'z'.repeat(300)),
);

function parsed(text: string): { message: Hl7Message } {
  const result = parseMessage(text);
  assert(result.ok, 'the message can be parsed');
  return result;
}

/** Any real message with some fields replaced, segments dropped, doubled or moved. */
const mutated: fc.Arbitrary<Hl7Message> = fc
  .record({
    text: fc.constantFrom(...texts),
    changes: fc.array(fc.record({ segment: fc.nat(40), field: fc.integer({ min: 1, max: 35 }), value: wild }), { maxLength: 12 }),
    moves: fc.array(fc.record({ from: fc.nat(40), to: fc.nat(40), drop: fc.boolean() }), { maxLength: 4 }),
  })
  .map(({ text, changes, moves }) => {
    const { message } = parsed(text);
    const segments = message.segments.map(({ name, fields }) => ({ name, fields: [...fields] }));
    for (const { segment, field, value } of changes) {
      const target = segments[1 + (segment % (segments.length - 1))];
      if (target) target.fields[field] = value;
    }
    for (const { from, to, drop } of moves) {
      const moved = segments[1 + (from % (segments.length - 1))];
      if (drop && segments.length > 2) segments.splice(1 + (from % (segments.length - 1)), 1);
      else if (moved) segments.splice(1 + (to % segments.length), 0, moved);
    }
    return { ...message, segments: segments.map(({ name, fields }) => ({ name, fields: Array.from(fields, (text) => text ?? '') })) };
  });

const names = fc.constantFrom('PID', 'PV1', 'ORC', 'OBR', 'OBX', 'NTE', 'SPM', 'TQ1', 'ZZZ', 'MSA');
const random = fc.array(fc.record({ name: names, fields: fc.array(wild, { maxLength: 40 }) }), { maxLength: 12 }).map((segments): Hl7Message => {
  const { message } = parsed(oru());
  return { ...message, segments: [...message.segments.slice(0, 1), ...segments.map(({ name, fields }) => ({ name, fields: [name, ...fields] }))] };
});

test('never throws, whatever a message that could be parsed says', () => {
  const translates = fc.property(fc.oneof(mutated, random), (message) => Array.isArray(translate(message, VALMONT).groups));
  expect(fc.check(translates, { numRuns: 1_500 })).toMatchObject({ failed: false });
});

test('gives only what the database can keep: no NUL, no endless key, no infinity, no impossible instant, no key twice', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, random), (message) => {
      const { groups, repairs } = translate(message, VALMONT);
      for (const repair of repairs) expect(repair.subject.length).toBeLessThanOrEqual(210);
      for (const { patient, dossiers } of groups) {
        expect(JSON.stringify({ patient, dossiers })).not.toContain('\\u0000');
        expect(patient.identifier.length).toBeLessThanOrEqual(200);
        for (const dossier of dossiers) {
          expect(dossier.accessionNumber.length).toBeLessThanOrEqual(200);
          const results = dossier.requests.flatMap(({ observations }) => observations);
          expect(new Set(results.map(({ observationKey }) => observationKey)).size).toBe(results.length);
          for (const { number, referenceLow, referenceHigh, observedAt, observationKey } of results) {
            for (const value of [number, referenceLow, referenceHigh]) expect(value === null || Number.isFinite(value)).toBe(true);
            expect(observedAt === null || (observedAt.getUTCFullYear() > 1800 && observedAt.getUTCFullYear() < 2300)).toBe(true);
            expect(observationKey.length).toBeLessThan(1_000);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('no sentence of a problem repeats anything of the message', () => {
  const canary = 'ZZCANARI';
  fc.assert(
    fc.property(mutated, fc.nat(40), fc.integer({ min: 1, max: 30 }), (message, position, field) => {
      const segments = message.segments.map(({ name, fields }, index) =>
        index > 0 && (index === 1 + (position % message.segments.length) || index % 3 === 0)
          ? { name, fields: fields.map((text, at) => (at === field ? `${canary}${text}` : text)) }
          : { name, fields },
      );
      const { problems } = translate({ ...message, segments }, VALMONT);
      expect(JSON.stringify(problems)).not.toContain(canary);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['no patient', 'MSH|^~\\&|SIL|LBM-VALMONT||||20261121||ORU^R01|1|P|2.5\rOBR|1|P1|F1|A', 'PID'],
  ['no request', oru(), 'OBR'],
])('%s: the message cannot be used, and that is told', (_what, text, segment) => {
  expect(translate(parsed(text).message, VALMONT).problems).toContainEqual(expect.objectContaining({ severity: 'E', segment }));
});
