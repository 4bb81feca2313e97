import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charsetNamed, decodeBytes, decodeFragment, encodeText } from './charset';

const header = (charset: string) => `MSH|^~\\&|SIL|LBM|R|G|2026||ORU^R01|1|P|2.5||||||${charset}\rNTE|1||`;
const bytesOf = (charset: string, note: Buffer | string) =>
  Buffer.concat([Buffer.from(header(charset), 'latin1'), typeof note === 'string' ? Buffer.from(note, 'utf8') : note]);
const noteOf = (text: string) => text.slice(text.lastIndexOf('|') + 1);

const LATIN1 = Buffer.from([0xe9, 0x20, 0xa4, 0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe]);

const WINDOWS = Buffer.from([0xe9, 0x20, 0x6c, 0x92, 0x9c, 0x75, 0x66, 0x20, 0xe0, 0x20, 0x33, 0x20, 0x80]);

describe('decoding by MSH-18', () => {
  it.each([
    ['8859/1', LATIN1, 'é ¤¦¨´¸¼½¾', '8859/1', 0],
    ['8859/15', LATIN1, 'é €ŠšŽžŒœŸ', '8859/15', 0],
    ['8859', LATIN1, 'é ¤¦¨´¸¼½¾', '8859/1', 1],
    ['UNICODE UTF-8', 'é € ’', 'é € ’', 'UNICODE UTF-8', 0],
    ['unicode utf8', 'é', 'é', 'UNICODE UTF-8', 0],
    ['ISO-8859-1', LATIN1, 'é ¤¦¨´¸¼½¾', '8859/1', 0],
    ['8859/15~UNICODE UTF-8', LATIN1, 'é €ŠšŽžŒœŸ', '8859/15', 0],
    ['~UNICODE UTF-8', 'é', 'é', 'UNICODE UTF-8', 0],
    ['ASCII', 'e', 'e', 'ASCII', 0],
    ['ASCII', 'é', 'é', 'UNICODE UTF-8', 1],
    ['ASCII', Buffer.from([0xe9]), 'é', '8859/1', 1],
    ['', 'é', 'é', 'UNICODE UTF-8', 0],
    ['', Buffer.from([0xe9]), 'é', '8859/1', 1],
    ['GB 18030-2000', 'é', 'é', 'UNICODE UTF-8', 1],
    ['\u00ff\u0001', Buffer.from([0xe9]), 'é', '8859/1', 2],
    ['UNICODE UTF-8', Buffer.from([0xe9]), 'é', '8859/1', 1],
    ['UNICODE UTF-8', Buffer.from([0xc3, 0xa9, 0xe9]), 'éé', 'UNICODE UTF-8', 1],
    ['8859/1', 'é', 'é', 'UNICODE UTF-8', 1],
    ['8859/1', Buffer.from([0xe9, 0x92]), 'é’', '8859/1', 1],
    ['8859/15', Buffer.from([0xa4, 0x80]), '€€', '8859/15', 1],
    ['WINDOWS-1252', WINDOWS, 'é l’œuf à 3 €', 'WINDOWS-1252', 0],
    ['', WINDOWS, 'é l’œuf à 3 €', '8859/1', 2],
    ['UNICODE UTF-8', Buffer.concat([Buffer.from('é'), WINDOWS]), 'éé l’œuf à 3 €', 'UNICODE UTF-8', 2],
    ['UNICODE UTF-8~8859/15', LATIN1, 'é €ŠšŽžŒœŸ', '8859/15', 0],
    ['8859/1~UNICODE UTF-8', 'é €', 'é €', 'UNICODE UTF-8', 0],
    ['8859/1~UNICODE UTF-8', Buffer.from([0xe9]), 'é', '8859/1', 0],
    ['~8859/1', Buffer.from([0xe9]), 'é', '8859/1', 0],
    ['UNICODE UTF-8~ZZ', Buffer.from([0xe9]), 'é', '8859/1', 1],
  ])('reads MSH-18 %j', (charset, note, text, actual, warnings) => {
    const decoded = decodeBytes(bytesOf(charset, note), 'UNICODE UTF-8');
    expect([noteOf(decoded.text), decoded.charset, decoded.warnings.length]).toEqual([text, actual, warnings]);
  });

  it('takes the profile where MSH-18 is empty, unless the bytes are plainly UTF-8', () => {
    expect(decodeBytes(bytesOf('', LATIN1), '8859/15')).toMatchObject({ charset: '8859/15', warnings: [] });
    expect(decodeBytes(bytesOf('', 'é'), '8859/1')).toMatchObject({ charset: 'UNICODE UTF-8', warnings: [expect.any(String)] });
  });

  it('reads windows-1252 without a warning where the link says so', () => {
    const decoded = decodeBytes(bytesOf('', WINDOWS), 'WINDOWS-1252');
    expect([noteOf(decoded.text), decoded.warnings]).toEqual(['é l’œuf à 3 €', []]);
    expect(encodeText('é l’œuf à 3 €', 'WINDOWS-1252').equals(WINDOWS)).toBe(true);
  });

  it('looks for MSH-18 behind a byte order mark, line ends and a batch envelope, and with other delimiters', () => {
    const note = Buffer.from([0xe9]);
    expect(decodeBytes(Buffer.concat([Buffer.from('\r\nFHS|^~\\&|x\r'), bytesOf('8859/1', note)]), 'UNICODE UTF-8')).toMatchObject({
      charset: '8859/1',
      warnings: [],
    });
    const marked = decodeBytes(Buffer.from(`\uFEFF${header('UNICODE UTF-8')}é`), '8859/1');
    expect([marked.text.startsWith('MSH'), marked.charset]).toEqual([true, 'UNICODE UTF-8']);
    expect(decodeBytes(Buffer.from(header('8859/1').replaceAll('|', '$') + 'é', 'latin1'), 'UNICODE UTF-8').charset).toBe('8859/1');
  });

  it('reads any bytes, without a replacement character and without losing one', () => {
    const anyBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(anyBytes, fc.constantFrom('', 'UNICODE UTF-8', '8859/1', '8859/15', 'ASCII', 'x'), (bytes, charset) => {
        const whole = bytesOf(charset, bytes);
        const decoded = decodeBytes(whole, 'UNICODE UTF-8');
        expect(decoded.text.includes('\uFFFD') && !bytes.includes('\uFFFD')).toBe(false);
        expect(decoded.warnings.length > 0 || encodeText(decoded.text, decoded.charset).equals(whole)).toBe(true);
        expect(decodeBytes(bytes, 'UNICODE UTF-8').text.length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  it('never puts message content into a warning', () => {
    for (const charset of ['ZZCANARI', '8859', 'ASCII']) {
      expect(decodeBytes(bytesOf(charset, Buffer.from('ZZCANARI\u00e9\u0092', 'latin1')), 'x').warnings.join()).not.toContain('CANARI');
    }
  });
});

describe('encoding', () => {
  it('gives back what it decoded, in every character set', () => {
    const latin1 = fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(latin1, (text) => {
        expect(encodeText(text, '8859/1').equals(Buffer.from(text, 'latin1'))).toBe(true);
        expect(decodeFragment(encodeText(text, '8859/1'), '8859/1')).toBe(text);
      }),
    );
    const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect(encodeText(decodeFragment(every, '8859/15'), '8859/15').equals(every)).toBe(true);
  });

  it('never makes structure of a character that the character set lacks', () => {
    // As latin1, Buffer would turn U+010D into CR, U+011C into FS, U+010B into VT, U+017C into the field delimiter.
    expect(encodeText('\u010d\u011c\u010b\u017c\uff5c', '8859/1').toString('latin1')).toBe('cGcz?');
    const structureOf = (text: string) => [...text].filter((character) => character < ' ' || '|^~\\&'.includes(character));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom('8859/1', '8859/15', 'ASCII', 'UNICODE UTF-8'), (text, charset) => {
        expect(structureOf(encodeText(text, charset).toString('latin1'))).toEqual(structureOf(text));
      }),
    );
  });

  it.each([
    ['8859/1', 'l’œuf à 3 € – « ≥ 5 »', "l'oeuf \u00e0 3 EUR - \u00ab >= 5 \u00bb"],
    ['8859/15', 'œ €', '\u00bd \u00a4'],
    ['8859/15', '¤ ½', '? ?'],
    ['ASCII', 'Éléonore', 'Eleonore'],
    ['8859/1', 'e\u0301', '\u00e9'],
    ['8859/1', '漢', '?'],
  ])('writes the nearest letters in %s', (charset, text, bytes) => {
    expect(encodeText(text, charset).toString('latin1')).toBe(bytes);
  });

  it('falls back to UTF-8 for a name it does not know', () => expect(encodeText('é', 'nothing').toString('utf8')).toBe('é'));
});

describe('names', () => {
  it('knows the ways people write them and nothing else', () => {
    expect(['UNICODE UTF-8', 'utf-8', 'ISO_8859-15', 'latin1', 'us-ascii'].map(charsetNamed)).toEqual([
      'UNICODE UTF-8',
      'UNICODE UTF-8',
      '8859/15',
      '8859/1',
      'ASCII',
    ]);
    expect(['', '8859', '8859/2', 'UNICODE'].map(charsetNamed)).toEqual([null, null, null, null]);
  });
});
