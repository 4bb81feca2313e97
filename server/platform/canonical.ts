import { sha256 } from './ids';

/**
 * Gives one text for one meaning: keys sorted, no spaces, dates as ISO instants, `undefined` left out. Two readers who see
 * the same content compute the same hash, which is what a signature is bound to.
 */
export function canonicalText(value: unknown): string {
  if (typeof value === 'string') return textOf(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return JSON.stringify(value);
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item ?? null)).join(',')}]`;
  if (typeof value === 'object') return `{${membersOf(value as Record<string, unknown>)}}`;
  throw new Error(`broken promise: ${typeof value} has no canonical text`);
}

/** Twenty results a message are written so: by one string that grows, not by lists of lists. */
function membersOf(content: Record<string, unknown>): string {
  let members = '';
  for (const key of Object.keys(content).sort()) {
    const item = content[key];
    if (item !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalText(item)}`;
  }
  return members;
}

/** Printable ASCII without quotation marks and backslashes is its own JSON, and has one way to be written. */
const PLAIN = /^[ !#-[\]-~]*$/;
const textOf = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text.normalize('NFC')));

export const hashOf = (value: unknown): string => sha256(canonicalText(value));
