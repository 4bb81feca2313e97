import type { Transaction } from '../../db/client';
import { allTestDefinitions, type TestDefinitionRow, testDefinitions } from './store';

export type TestDefinition = TestDefinitionRow;

/** What the catalogue knows of these LOINC codes; a code that it does not know is simply not in the map. */
export async function readTestDefinitions(tx: Transaction, loincCodes: readonly string[]): Promise<Map<string, TestDefinition>> {
  const rows = await testDefinitions(tx, [...new Set(loincCodes)]);
  return new Map(rows.map((row) => [row.loincCode, row]));
}

/** Every test that the catalogue has. */
export const readCatalogue = (tx: Transaction): Promise<TestDefinition[]> => allTestDefinitions(tx);
