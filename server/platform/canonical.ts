import { sha256 } from './ids';

/**
 * Gives one text for one meaning: keys sorted, no spaces, dates as ISO instants, `undefined` left out. Two readers who see
 * the same content compute the same hash, which is what a signature is bound to.
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return JSON.stringify(value);
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item ?? null)).join(',')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`);
    return `{${entries.join(',')}}`;
  }
  throw new Error(`broken promise: ${typeof value} has no canonical text`);
}

export const hashOf = (value: unknown): string => sha256(canonicalText(value));
