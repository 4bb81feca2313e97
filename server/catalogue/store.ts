import { asc, inArray } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { testDefinition } from '../../db/schema/catalogue';

export type TestDefinitionRow = typeof testDefinition.$inferSelect;

export async function testDefinitions(tx: Transaction, loincCodes: readonly string[]): Promise<TestDefinitionRow[]> {
  if (loincCodes.length === 0) return [];
  return tx
    .select()
    .from(testDefinition)
    .where(inArray(testDefinition.loincCode, [...loincCodes]));
}

/** The whole catalogue, in the order of a report. */
export async function allTestDefinitions(tx: Transaction): Promise<TestDefinitionRow[]> {
  return tx.select().from(testDefinition).orderBy(asc(testDefinition.chapter), asc(testDefinition.position), asc(testDefinition.label)).limit(2000);
}

export async function insertTestDefinitions(tx: Transaction, rows: readonly TestDefinitionRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(testDefinition)
      .values([...rows])
      .onConflictDoNothing();
}
