/**
 * A list in the database's own notation, to be cast (`${listOf(ids)}::uuid[]`): one parameter whatever its length, so that the statement stays one text with
 * one plan. A list inside a list is a text of its own, cast once more.
 */
export function listOf(texts: readonly (string | number | null)[]): string {
  return `{${texts.map((text) => (text === null ? 'null' : quoted(String(text)))).join(',')}}`;
}

/** Bytes as an element of such a list. */
export const bytesOf = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

const quoted = (text: string): string => `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, '\\$&') : text}"`;
