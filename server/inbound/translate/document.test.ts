import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDocument, isDamaged } from './document';

const PDF = Buffer.from('%PDF-1.4\nsynthetic\n%%EOF\n');

describe('a document is kept byte for byte', () => {
  test('whatever its bytes, padded or not, in one line or in many', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        fc.constantFrom('', '\r\n', ' ', '\\.br\\', '\\X0D0A\\'),
        fc.boolean(),
        (drawn, between, isPadded) => {
          const base64 = Buffer.from(drawn).toString('base64');
          const sent = (isPadded ? base64 : base64.replace(/=+$/, '')).replaceAll(/(.{10})/g, `$1${between}`);
          const decoded = decodeDocument('Base64', sent);
          expect(decoded.ok && decoded.document.bytes.equals(Buffer.from(drawn))).toBe(true);
        },
      ),
    );
  });

  test.each([
    ['application/pdf', PDF],
    ['image/png', Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1')],
    ['image/jpeg', Buffer.from('\xff\xd8\xff\xe0', 'latin1')],
    ['application/xml', Buffer.from('<?xml version="1.0"?><ClinicalDocument/>')],
    ['application/octet-stream', Buffer.from('<html><script>alert(1)</script>')],
  ])('what it is comes from its first bytes: %s', (mediaType, bytes) => {
    const decoded = decodeDocument('Base64', bytes.toString('base64'));
    expect(decoded).toMatchObject({ ok: true, document: { mediaType, size: bytes.byteLength } });
  });
});

test.each([
  ['a wrong sign', 'Base64', 'JVBE*****'],
  ['nothing', 'Base64', ''],
  ['one sign too many', 'Base64', 'JVBER'],
  ['another encoding', 'Hex', 'abcd'],
])('%s is no document', (_what, encoding, data) => {
  expect(decodeDocument(encoding, data)).toEqual({ ok: false, problem: 'unreadable_document' });
});

test('a document beyond the limit is told as such', () => {
  expect(decodeDocument('Base64', 'A'.repeat(15 * 1024 * 1024))).toEqual({ ok: false, problem: 'oversize_document' });
});

test.each([
  ['a whole PDF', PDF, false],
  ['one cut in the middle', PDF.subarray(0, 12), true],
  ['a clinical document', Buffer.from('<?xml version="1.0"?><ClinicalDocument><title>a</title></ClinicalDocument>'), false],
  ['one cut in the middle', Buffer.from('<?xml version="1.0"?><ClinicalDocument><title>a</ti'), true],
  ['one with a declaration of its own', Buffer.from('<?xml version="1.0"?><!DOCTYPE a []><ClinicalDocument/>'), true],
  ['an image', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), false],
])('%s: damaged is told, and its bytes are kept', (_what, bytes, isTold) => {
  const decoded = decodeDocument('Base64', bytes.toString('base64'));
  expect(decoded.ok && isDamaged(decoded.document)).toBe(isTold);
});
