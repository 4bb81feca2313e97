import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { phraseVersion } from '../../db/schema/catalogue';

export type PhraseRow = typeof phraseVersion.$inferSelect;

/** Every version of every phrase of a laboratory, newest first per phrase. */
export const phrasesOf = (tx: Transaction, laboratoryId: string): Promise<PhraseRow[]> =>
  tx
    .select()
    .from(phraseVersion)
    .where(eq(phraseVersion.laboratoryId, laboratoryId))
    .orderBy(asc(phraseVersion.phraseId), desc(phraseVersion.version))
    .limit(5000);

/** The versions of one phrase, newest first; two persons who change it wait for each other. */
export async function lockPhrase(tx: Transaction, phraseId: string): Promise<PhraseRow[]> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`phrase:${phraseId}`}, 42))`);
  return tx.select().from(phraseVersion).where(eq(phraseVersion.phraseId, phraseId)).orderBy(desc(phraseVersion.version));
}

/** A phrase in force; undefined when it is not, or is another laboratory's. */
export async function phraseInForce(tx: Transaction, laboratoryId: string, phraseId: string): Promise<PhraseRow | undefined> {
  const [row] = await tx
    .select()
    .from(phraseVersion)
    .where(and(eq(phraseVersion.phraseId, phraseId), eq(phraseVersion.laboratoryId, laboratoryId), eq(phraseVersion.state, 'in-force')));
  return row;
}

export async function insertPhrases(tx: Transaction, rows: readonly (typeof phraseVersion.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(phraseVersion).values([...rows]);
}

export async function updatePhrase(tx: Transaction, phraseId: string, version: number, fields: Partial<PhraseRow>): Promise<void> {
  await tx
    .update(phraseVersion)
    .set(fields)
    .where(and(eq(phraseVersion.phraseId, phraseId), eq(phraseVersion.version, version)));
}
