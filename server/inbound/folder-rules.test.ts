import { describe, expect, test } from 'vitest';
import { folderPath, framesIn, freeName, isStable, isUnder, kindOfName, lookAgain, rootsOf } from './folder-rules';

test.each([
  ['a.hl7', 'message'],
  ['A.HL7', 'message'],
  ['a.er7', 'message'],
  ['a.txt', 'message'],
  ['a.oru', 'message'],
  ['a.ADT', 'message'],
  // Composed or not, an accent is the LIS's.
  ['re\u0301sultat.hl7', 'message'],
  ['résultat.hl7', 'message'],
  ['CONSULTATION.hl7', 'message'],
  ['.a.hl7', 'other'],
  ['~a.hl7', 'other'],
  ['a.hl7.tmp', 'other'],
  ['a.hl7.PART', 'other'],
  ['a.hl7.filepart', 'other'],
  ['a.pdf', 'other'],
  ['desktop.ini', 'other'],
  ['hl7', 'other'],
  ['CON.hl7', 'refused'],
  ['nul.txt', 'refused'],
  ['COM1.hl7', 'refused'],
  ['lpt9.a.hl7', 'refused'],
  ['a.hl7.', 'refused'],
  ['a.hl7 ', 'refused'],
  ['a:b.hl7', 'refused'],
  ['a.hl7:flux', 'refused'],
  ['a?.hl7', 'refused'],
  ['a\\b.hl7', 'refused'],
  ['a\nb.hl7', 'refused'],
  ['\uFFFD.hl7', 'refused'],
  [`${'é'.repeat(100)}.hl7`, 'refused'],
])('%j is %s', (name, kind) => expect(kindOfName(name)).toBe(kind));

describe('a file is whole', () => {
  const look = { size: 10, modifiedMs: 5, sinceMs: 1000 };

  test('a second after its last change, not before', () => {
    expect(isStable(lookAgain(look, { ...look, sinceMs: 1999 }), 1999)).toBe(false);
    expect(isStable(lookAgain(look, { ...look, sinceMs: 2000 }), 2000)).toBe(true);
  });

  test.each([{ size: 11 }, { modifiedMs: 6 }])('not when it just changed: %j', (change) =>
    expect(isStable(lookAgain(look, { ...look, ...change, sinceMs: 9000 }), 9000)).toBe(false),
  );

  test('never while it is empty', () => expect(isStable({ ...look, size: 0 }, 9_000_000)).toBe(false));
});

test('a name in use gets a number before its extension', () => {
  const used = new Set(['a.hl7', 'a-2.hl7']);
  expect(freeName('a.hl7', (name) => used.has(name))).toBe('a-3.hl7');
  expect(freeName('b.hl7', (name) => used.has(name))).toBe('b.hl7');
});

test.each([
  ['/srv/relais/labo', '/srv/relais/labo'],
  [' /srv//relais/labo/ ', '/srv/relais/labo'],
  ['srv/relais', null],
  ['/', null],
  ['', null],
  ['/srv/../etc', null],
  ['/srv/./a', null],
  ['/srv/a:b', null],
  ['/srv/a\u0000', null],
  ['/srv/relais/labo/en-cours', null],
  ['\\\\serveur\\partage', null],
])('the path %j is kept as %j', (text, path) => expect(folderPath(text)).toBe(path));

test('a folder is under a root, not beside it', () => {
  const roots = rootsOf('/srv/relais:/mnt/b/:');
  expect(roots).toEqual(['/srv/relais', '/mnt/b']);
  expect(['/srv/relais', '/srv/relais/x', '/mnt/b/c', '/srv/relais2', '/srv', '/etc'].map((path) => isUnder(roots, path))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(isUnder(rootsOf(undefined), '/srv')).toBe(false);
});

test.each([
  ['MSH|1', ['MSH|1']],
  ['\u000bMSH|1\u001c\r', ['MSH|1']],
  ['\u000bMSH|1\u001c\r\u000bMSH|2\u001c\r\n', ['MSH|1', 'MSH|2']],
  ['\u000bMSH|1', ['MSH|1']],
  // Nothing is dropped.
  ['\u000bMSH|1\u001c\rrest', ['MSH|1', 'rest']],
])('the frames of %j', (text, frames) => expect(framesIn(Buffer.from(text)).map(String)).toEqual(frames));
