import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeText, segmentsNamed } from '../hl7/access';
import { decodeBytes } from '../hl7/charset';
import { type Hl7Message, parseMessage } from '../hl7/grammar';
import { frame } from '../hl7/mllp';
import { decisionMessage } from './decision-message';
import { bytesOf } from './message-parts';
import { receiptMessage } from './receipt-message';
import { type RequestedKind, requestMessage } from './request-message';
import { receivedPotassium } from './testing-received';

const at = new Date('2026-11-21T03:20:00+01:00');
const received = receivedPotassium('UNICODE UTF-8');
const [source] = received.results;
if (!source) throw new Error('no line');
const person = (text: string) => ({ rppsNumber: '10002223334', familyName: text, givenName: text, title: 'Dr' });

/** Everything that a person can type into a message, message by message. */
const BUILDERS: Readonly<Record<string, (text: string) => Hl7Message>> = {
  decision: (text) =>
    decisionMessage({
      controlId: 'R1',
      at,
      decision: { id: 'd', revision: 3, displayedHash: 'h', signedAt: at, effectiveAt: at, comment: text },
      biologist: person(text),
      newest: received,
      pid: source.pid,
      results: [{ received, source, isCancelled: false, status: 'F' }],
    }),
  receipt: (text) =>
    receiptMessage({
      controlId: 'R1',
      at,
      newest: received,
      pid: source.pid,
      accessionNumber: '26112100457',
      placerNumber: text,
      report: { id: 'r', version: 1, kind: 'complete', releasedAt: at },
      event: { kind: 'ACKNOWLEDGED', reader: { kind: 'WARD', person: person(text), ward: { code: text, name: text } }, channel: 'SCREEN', occurredAt: at },
    }),
  ...Object.fromEntries(
    (['rerun', 'dilution', 'recollection', 'add-on'] as const satisfies readonly RequestedKind[]).map((kind) => [
      kind,
      (text: string) =>
        requestMessage({
          controlId: 'R1',
          at,
          newest: received,
          pid: source.pid,
          order: { received, source, isCancelled: false },
          accessionNumber: '26112100457',
          request: { id: '0199f1c2-7a40-7c11-9d3e-5b1f0a6c2d84', kind, reason: text, requestedAt: at, revision: 3 },
          isCancellation: false,
          biologist: person(text),
          results: kind === 'add-on' ? [] : [{ received, source, isCancelled: false }],
          tests: kind === 'add-on' ? [{ code: '2160-0', label: text }] : [],
        }),
    ]),
  ),
};

const shapeOf = (bytes: Buffer): [string, number][] => {
  const parsed = parseMessage(decodeBytes(bytes, 'UNICODE UTF-8').text);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  return parsed.message.segments.map(({ name, fields }) => [name, fields.length]);
};

/** Framing, separators, escapes, ends of segments, and what looks like a segment. */
const hostile = fc.constantFrom(
  '\u000b',
  '\u001c',
  '\r',
  '\n',
  '\r\n',
  '\u001c\r',
  '|',
  '^',
  '~',
  '\\',
  '&',
  '\\F\\',
  '\\X0D\\',
  'OBX|1|NM|',
  '\u0000',
  '\u0085',
  '\u2028',
);
const text = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), hostile), { maxLength: 12 }).map((parts) => `a${parts.join('')}b`);

describe.each(Object.entries(BUILDERS))('any text in a %s', (_, build) => {
  const plain = shapeOf(bytesOf(build('ab'), received));

  test('gives the same segments with the same number of fields', () => {
    fc.assert(
      fc.property(text, (typed) => {
        expect(shapeOf(bytesOf(build(typed), received))).toEqual(plain);
      }),
    );
  });

  test('never ends its frame or a segment early', () => {
    fc.assert(
      fc.property(text, (typed) => {
        const bytes = frame(bytesOf(build(typed), received));
        const inside = bytes.subarray(1, -2);
        expect([bytes[0], inside.includes(0x0b), inside.includes(0x1c), inside.includes(0x0a), inside.includes(0x00)]).toEqual([
          0x0b,
          false,
          false,
          false,
          false,
        ]);
        expect(inside.filter((byte) => byte === 0x0d)).toHaveLength(plain.length);
      }),
    );
  });
});

test('a reason is read back as it was written', () => {
  const parsed = parseMessage(
    decodeBytes(
      bytesOf(BUILDERS['rerun']?.('Écart | « 6,9 » ^ 5,1 & \\ ~') ?? { segments: [], delimiters: received.message.delimiters }, received),
      'UNICODE UTF-8',
    ).text,
  );
  const note = parsed.ok ? segmentsNamed(parsed.message, 'NTE')[0] : undefined;
  expect(parsed.ok && note && freeText(parsed.message, note.fields[3] ?? '')).toBe('Écart | « 6,9 » ^ 5,1 & \\ ~');
});
