import { inArray } from 'drizzle-orm';
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

export async function insertTestDefinitions(tx: Transaction, rows: readonly TestDefinitionRow[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(testDefinition)
      .values([...rows])
      .onConflictDoNothing();
}
