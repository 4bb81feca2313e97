import { isAscii, isUtf8 } from 'node:buffer';
import { transliterate } from './transliterate';

/** The character sets Relais reads and writes, by their names in table 0211 (MSH-18). */
export type Charset = 'UNICODE UTF-8' | '8859/1' | '8859/15' | 'WINDOWS-1252' | 'ASCII';

export interface DecodedBytes {
  readonly text: string;
  /** What the bytes really were, which may differ from what MSH-18 said. */
  readonly charset: Charset;
  /** MSH-18 named it: the default counted for nothing. */
  readonly isDeclared: boolean;
  /** French sentences for the référent, without message content. */
  readonly warnings: readonly string[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: every character of ASCII is one byte in each character set, whatever it controls.
const ASCII_ONLY = /^[\x00-\x7F]*$/;
/** Bytes 0x80 to 0x9F as they are read in ISO 8859: no text has any of them there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const C1 = /[\x80-\x9F]/;
/** Where ISO 8859-15 differs from ISO 8859-1. */
const LATIN9_BY_BYTE = new Map([
  [0xa4, '€'],
  [0xa6, 'Š'],
  [0xa8, 'š'],
  [0xb4, 'Ž'],
  [0xb8, 'ž'],
  [0xbc, 'Œ'],
  [0xbd, 'œ'],
  [0xbe, 'Ÿ'],
]);
/** Bytes 0x80 to 0x9F of windows-1252; a space where it has no character. No text of 8859 has any of them. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const BYTE_BY_WINDOWS = new Map([...WINDOWS_1252].flatMap((character, index) => (character === ' ' ? [] : [[character, 0x80 + index] as const])));
const BYTE_BY_LATIN9 = new Map([...LATIN9_BY_BYTE].map(([byte, character]) => [character, byte]));

/** One UTF-8 character of two to four bytes, in a string of bytes (RFC 3629: no overlong form, no surrogate). */
const UTF8_SEQUENCE =
  /[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}|\xED[\x80-\x9F][\x80-\xBF]|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}|\xF4[\x80-\x8F][\x80-\xBF]{2}/g;

/**
 * Names the character set that an MSH-18 value means, also when it is written as people write it ("utf8",
 * "ISO-8859-1"); `null` when it is empty or means none that Relais knows.
 */
export function charsetNamed(name: string): Charset | null {
  switch (name.toUpperCase().replace(/[^A-Z0-9]/g, '')) {
    case 'UNICODEUTF8':
    case 'UTF8':
      return 'UNICODE UTF-8';
    case '88591':
    case 'ISO88591':
    case 'LATIN1':
      return '8859/1';
    case '885915':
    case 'ISO885915':
    case 'LATIN9':
      return '8859/15';
    case 'WINDOWS1252':
    case 'CP1252':
    case 'ANSI':
      return 'WINDOWS-1252';
    case 'ASCII':
    case 'USASCII':
      return 'ASCII';
    default:
      return null;
  }
}

/**
 * Never fails and never puts a replacement character: whatever the bytes are, the text is the likeliest reading, and
 * each departure from what MSH-18 or the connection profile says is told in `warnings`.
 *
 * The first repetition of MSH-18 counts, unless the bytes are those of another one that it names. Bytes that no text of 8859 has are windows-1252's: read so, and told.
 * @see HL7 2.5 MSH-18, table 0211
 */
export function decodeBytes(bytes: Buffer, defaultCharset: string): DecodedBytes {
  const [declared = '', ...others] = declaredCharsets(bytes);
  const choice = chooseAmong(bytes, chooseCharset(declared, defaultCharset), others);
  const { text: read, charset } = readAs(bytes, choice);
  const isWindows = charset !== 'WINDOWS-1252' && (charset.startsWith('8859') || choice.warnings.length > 0) && C1.test(read) && !isUtf8(bytes);
  if (isWindows) choice.warnings.push('Octets 0x80 à 0x9F : lus en windows-1252.');
  const text = isWindows ? asWindows(read) : read;
  return { text: text.replace(/^\uFEFF/, ''), charset, isDeclared: choice.isDeclared, warnings: choice.warnings };
}

const asWindows = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for.
  text.replace(/[\u0080-\u009F]/g, (character) => {
    const meant = WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? ' ';
    return meant === ' ' ? character : meant;
  });

/** Decodes bytes found inside a text (`\Xhh..\`): by the message's character set when it has one, else by their look. */
export function decodeFragment(bytes: Buffer, charset: Charset | null): string {
  if (charset === '8859/1') return bytes.toString('latin1');
  if (charset === 'WINDOWS-1252') return asWindows(bytes.toString('latin1'));
  return charset === '8859/15' ? decodeLatin9(bytes) : decodeMixed(bytes);
}

/**
 * Never lets a character become a delimiter, a segment end or a frame byte: what the character set cannot say is
 * written as its nearest letters, else `?`. (Buffer's own latin1 would turn U+010D into CR.)
 */
export function encodeText(text: string, charset: string): Buffer {
  const target = charsetNamed(charset) ?? 'UNICODE UTF-8';
  if (target === 'UNICODE UTF-8') return Buffer.from(text, 'utf8');
  if (ASCII_ONLY.test(text)) return Buffer.from(text, 'latin1');
  const encodable = Array.from(text.normalize('NFC'), (character) => (byteOf(character, target) === null ? transliterate(character) : character)).join('');
  return Buffer.from(Array.from(encodable, (character) => byteOf(character, target) ?? 0x3f));
}

function byteOf(character: string, charset: Charset): number | null {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  if (charset === 'ASCII') return null;
  if (charset === '8859/15') {
    const byte = BYTE_BY_LATIN9.get(character);
    if (byte !== undefined) return byte;
    if (LATIN9_BY_BYTE.has(code)) return null;
  }
  if (charset === 'WINDOWS-1252') return BYTE_BY_WINDOWS.get(character) ?? (code >= 0xa0 && code <= 0xff ? code : null);
  return code <= 0xff ? code : null;
}

function declaredCharsets(bytes: Buffer): string[] {
  const start = startOfHeader(bytes);
  if (start < 0) return [];
  const fieldDelimiter = String.fromCharCode(bytes[start + 3] ?? 0);
  const header =
    bytes
      .subarray(start, start + 4096)
      .toString('latin1')
      .split(/[\r\n]/, 1)[0] ?? '';
  const fields = header.split(fieldDelimiter);
  const repetition = fields[1]?.[1];
  const value = fields[17] ?? '';
  return (repetition ? value.split(repetition) : [value]).map((name) => name.trim());
}

function startOfHeader(bytes: Buffer): number {
  for (let at = bytes.indexOf('MSH'); at >= 0; at = bytes.indexOf('MSH', at + 1)) {
    const before = at === 0 ? 0x0d : bytes[at - 1];
    // 0xBF ends a byte order mark.
    if (before === 0x0d || before === 0x0a || (before === 0xbf && at === 3)) return at;
  }
  return -1;
}

interface Choice {
  readonly charset: Charset;
  readonly isDeclared: boolean;
  readonly warnings: string[];
}

function chooseCharset(declared: string, defaultCharset: string): Choice {
  const named = charsetNamed(declared);
  if (named !== null) return { charset: named, isDeclared: true, warnings: [] };
  if (declared === '8859') {
    return { charset: '8859/1', isDeclared: false, warnings: ['MSH-18 « 8859 » sans partie : lu en 8859/1.'] };
  }
  const warnings = declared === '' ? [] : ['MSH-18 illisible : jeu de caractères du profil appliqué.'];
  return { charset: charsetNamed(defaultCharset) ?? 'UNICODE UTF-8', isDeclared: false, warnings };
}

/** MSH-18 may name several: the first for what is not said otherwise, the others for what follows; systems that name two often write all in the second. */
function chooseAmong(bytes: Buffer, choice: Choice, others: readonly string[]): Choice {
  const named = others.flatMap((name) => charsetNamed(name) ?? []);
  if (named.length === 0 || isAscii(bytes)) return choice;
  const isReadable = (charset: Charset) => charset !== 'ASCII' && (charset === 'UNICODE UTF-8') === isUtf8(bytes);
  const fitting = isReadable(choice.charset) ? undefined : named.find(isReadable);
  return fitting ? { charset: fitting, isDeclared: true, warnings: [] } : choice;
}

function readAs(bytes: Buffer, { charset, isDeclared, warnings }: Choice): { text: string; charset: Charset } {
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), charset };

  const looksLikeUtf8 = isUtf8(bytes);
  if (charset === 'UNICODE UTF-8') return looksLikeUtf8 ? { text: bytes.toString('utf8'), charset } : readDamagedUtf8(bytes, warnings);
  if (charset === 'ASCII') {
    const actual = looksLikeUtf8 ? 'UNICODE UTF-8' : '8859/1';
    warnings.push(`Octets hors ASCII : lu en ${actual}.`);
    return { text: bytes.toString(looksLikeUtf8 ? 'utf8' : 'latin1'), charset: actual };
  }
  // Whole characters of UTF-8 and nothing else beyond ASCII: no text of one byte a character looks so by chance.
  if (looksLikeUtf8) {
    warnings.push(
      isDeclared
        ? `MSH-18 dit ${charset}, mais les octets sont de l’UTF-8 : lu en UTF-8.`
        : `Octets en UTF-8 alors que ${charset} était attendu : lu en UTF-8.`,
    );
    return { text: bytes.toString('utf8'), charset: 'UNICODE UTF-8' };
  }
  return { text: decodeFragment(bytes, charset), charset };
}

function readDamagedUtf8(bytes: Buffer, warnings: string[]): { text: string; charset: Charset } {
  const text = decodeMixed(bytes);
  const isWhollyLatin1 = text.length === bytes.length;
  warnings.push(isWhollyLatin1 ? 'Octets invalides en UTF-8 : lu en 8859/1.' : 'Octets invalides en UTF-8 par endroits : lus en 8859/1.');
  return { text, charset: isWhollyLatin1 ? '8859/1' : 'UNICODE UTF-8' };
}

/** Reads valid UTF-8 sequences as UTF-8 and every other byte as 8859/1: a message glued from two sources stays legible. */
function decodeMixed(bytes: Buffer): string {
  return bytes.toString('latin1').replace(UTF8_SEQUENCE, (sequence) => Buffer.from(sequence, 'latin1').toString('utf8'));
}

function decodeLatin9(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\xA4-\xBE]/g, (c) => LATIN9_BY_BYTE.get(c.charCodeAt(0)) ?? c);
}
