import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalText, hashOf } from './canonical';
import { derivedId, newId, newToken, sha256 } from './ids';
import { localIso } from './local-time';

const json = fc.jsonValue({ maxDepth: 3 });

test('two readers of the same content compute the same hash, whatever the order of the keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json, { maxKeys: 6 }), (content) => {
      const turned = Object.fromEntries(Object.entries(content).reverse());
      expect(hashOf(turned)).toBe(hashOf(content));
    }),
  );
});

test('is JSON that reads back as what it says, so that two contents never share a text', () => {
  fc.assert(
    fc.property(json, (content) => {
      const plain: unknown = JSON.parse(JSON.stringify(content), (_key, value: unknown) => (typeof value === 'string' ? value.normalize('NFC') : value));
      expect(JSON.parse(canonicalText(plain))).toEqual(plain);
    }),
  );
});

/** Signatures are bound to this text: it never changes. */
function spelledOut(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (Array.isArray(value)) return `[${value.map(spelledOut).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${spelledOut(item)}`).join(',')}}`;
}

test.each([
  ['any text', fc.string({ unit: 'binary' })],
  ['text in French', fc.string({ unit: 'grapheme' })],
  ['any content', fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' })],
])('is the text of JSON with sorted keys: %s', (_what, content) => {
  fc.assert(
    fc.property(content, (value) => {
      expect(canonicalText(value)).toBe(spelledOut(value));
    }),
  );
});

test('reads dates as instants, leaves out what is undefined, takes both ways to write an accent for one', () => {
  expect(canonicalText({ b: new Date('2026-11-21T03:00:00+01:00'), a: undefined, c: [undefined] })).toBe('{"b":"2026-11-21T02:00:00.000Z","c":[null]}');
  expect(hashOf('e\u0301')).toBe(hashOf('\u00e9'));
  expect(() => canonicalText(() => 1)).toThrow('broken promise');
});

test('keys: derived ones are the same for the same parts only, new ones never twice', () => {
  expect(derivedId('a', 'b')).toBe(derivedId('a', 'b'));
  expect(derivedId('a', 'b')).not.toBe(derivedId('ab'));
  expect(new Set([newId(), newId(), newToken(), newToken()]).size).toBe(4);
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test.each([
  ['2026-11-21T02:14:12Z', '2026-11-21T03:14:12+01:00'],
  ['2026-07-01T22:30:00Z', '2026-07-02T00:30:00+02:00'],
  ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
  ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
])('%s in Paris is %s', (instant, local) => {
  expect(localIso(new Date(instant), 'Europe/Paris')).toBe(local);
});
