import { z } from 'zod';
import type { Transaction } from '../../db/client';
import { readObservationHistory } from '../dossier/read-dossier';
import { canonicalText } from '../platform/canonical';

const Told = z.object({ id: z.string(), values: z.array(z.string()), unit: z.string(), interpretation: z.string(), contentHash: z.string() });
const Statement = z.object({ displayed: z.object({ results: z.array(Told) }) });

/** Whether the results of a decision still stand in the database as its text says that they were displayed: what a text alone cannot know. */
export async function isKeptAsStated(tx: Transaction, given: { dossierId: string; statement: string; observationIds: readonly string[] }): Promise<boolean> {
  const stated = new Map(statedIn(given.statement).map((one) => [one.id, canonicalText(one)]));
  const kept = new Map((await readObservationHistory(tx, given.dossierId)).map((row) => [row.id, row]));
  return given.observationIds.every((id) => {
    const row = kept.get(id);
    return row !== undefined && stated.get(id) === canonicalText(Told.parse(row));
  });
}

function statedIn(text: string): z.infer<typeof Told>[] {
  try {
    return Statement.parse(JSON.parse(text)).displayed.results;
  } catch {
    return [];
  }
}
