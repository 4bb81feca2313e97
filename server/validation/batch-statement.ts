import { z } from 'zod';
import { canonicalText } from '../platform/canonical';

const FORMAT = 'relais batch v1';

/**
 * Writes the one text that a person proves herself for when she signs several dossiers at once: the fingerprints of what each signature is put under, and nothing
 * else. Its hash is what the generic proof of `{ format, fingerprints }` is bound to, so that a browser can ask for it.
 * @see docs/decisions/014-offline.md
 */
export const batchStatementOf = (fingerprints: readonly string[]): string => canonicalText(batchContentOf(fingerprints));

/** The same before it is written: what a screen asks the proof for. */
export const batchContentOf = (fingerprints: readonly string[]): { format: string; fingerprints: string[] } => ({
  format: FORMAT,
  fingerprints: [...new Set(fingerprints)].sort(),
});

const Batch = z.strictObject({ format: z.literal(FORMAT), fingerprints: z.array(z.string()) });

/** The fingerprints that a batch names; none of a text that is not in the one form that a batch has. */
export function fingerprintsIn(statement: string): string[] {
  try {
    const { fingerprints } = Batch.parse(JSON.parse(statement));
    return batchStatementOf(fingerprints) === statement ? fingerprints : [];
  } catch {
    return [];
  }
}
