import type { Transaction } from '../../db/client';
import { phraseInForce } from './phrase-store';

/** Null when no such phrase is in force in that laboratory. */
export async function readPhrase(tx: Transaction, laboratoryId: string, phraseId: string): Promise<{ version: number; text: string } | null> {
  const row = await phraseInForce(tx, laboratoryId, phraseId);
  return row ? { version: row.version, text: row.text } : null;
}
