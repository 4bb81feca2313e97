import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEscapes, encodeEscapes } from './escapes';
import { DEFAULT_DELIMITERS } from './grammar';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'|^~\\&#.\r\n\t\u000b\u001c\u0000\u007fFSTREX0A'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
  maxLength: 60,
});
const anyDelimiters = fc
  .uniqueArray(fc.constantFrom(...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'), { minLength: 5, maxLength: 6 })
  .map(([field = '', component = '', repetition = '', escape = '', subcomponent = '', truncation]) => ({
    field,
    component,
    repetition,
    escape,
    subcomponent,
    truncation,
  }));

describe('escapes', () => {
  it('gives back exactly the text that was encoded, for any text and any delimiters', () => {
    fc.assert(
      fc.property(anyText, anyDelimiters, (text, delimiters) => {
        expect(decodeEscapes(encodeEscapes(text, delimiters), delimiters)).toBe(text);
      }),
    );
  });

  it('encodes any text without a delimiter, a line break or a framing byte', () => {
    fc.assert(
      fc.property(anyText, anyDelimiters, (text, delimiters) => {
        const { escape, ...others } = delimiters;
        const encoded = encodeEscapes(text, delimiters);
        expect([...encoded].filter((character) => (character < ' ' && character !== '\t') || character === '\u007f')).toEqual([]);
        for (const delimiter of Object.values(others)) expect(delimiter && encoded.includes(delimiter)).toBeFalsy();
        expect(encoded.split(escape).length % 2).toBe(1);
      }),
    );
  });

  it('keeps the structure whole where no escape character exists', () => {
    const delimiters = { ...DEFAULT_DELIMITERS, escape: '' };
    expect(encodeEscapes('a|b\rc', delimiters)).toBe('a b c');
    expect(decodeEscapes('a\\F\\b', delimiters)).toBe('a\\F\\b');
  });

  it.each([
    ['a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f', 'a|b^c&d~e\\f'],
    ['one\\.br\\two\\.BR\\three', 'one\ntwo\nthree'],
    ['one\\.sp\\two\\.sp2\\three\\.sk 3\\four\\.ce\\five', 'one\ntwo\n\nthree   four\nfive'],
    ['\\H\\6,9\\N\\ mmol/L', '6,9 mmol/L'],
    ['\\X0D\\\\X0A\\', '\r\n'],
    ['\\X0D0a\\', '\r\n'],
    ['caf\\XC3A9\\ \\XE9\\', 'café é'],
    ['\\X\\ \\X1\\ \\XZZ\\', '\\X\\ \\X1\\ \\XZZ\\'],
    ['\\Zlocal\\F\\', '\\Zlocal\\F\\'],
    ['\\C2842\\ \\M244442\\', '\\C2842\\ \\M244442\\'],
    ['\\.fi\\un\\.in+4\\ deux\\.ti-2\\\\.nf\\', 'un deux'],
    ['C:\\dossier\\T\\ fin', 'C:\\dossier& fin'],
    ['50\\50 \\T\\ ok', '50\\50 & ok'],
    ['alone \\', 'alone \\'],
    ['\\\\', '\\\\'],
    ['\\P\\', '\\P\\'],
    ['\\f\\', '\\f\\'],
  ])('reads %j as %j', (sent, meant) => expect(decodeEscapes(sent, DEFAULT_DELIMITERS)).toBe(meant));

  it('reads bytes in the character set it is told', () => {
    expect(decodeEscapes('\\XC3A9\\\\XA4\\', DEFAULT_DELIMITERS, '8859/15')).toBe('Ã©€');
    expect(decodeEscapes('\\XC3A9\\', DEFAULT_DELIMITERS, '8859/1')).toBe('Ã©');
    expect(decodeEscapes('\\XC3A9\\', DEFAULT_DELIMITERS, 'UNICODE UTF-8')).toBe('é');
  });
});
