import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { testDefinition } from '../../db/schema/catalogue';
import { storableJson } from '../../db/write-many';

type StoredRow = typeof testDefinition.$inferSelect;
export type TestDefinitionRow = Omit<StoredRow, 'shipped'>;

const { shipped: _, ...columns } = getTableColumns(testDefinition);

export async function testDefinitions(tx: Transaction, loincCodes: readonly string[]): Promise<TestDefinitionRow[]> {
  if (loincCodes.length === 0) return [];
  return tx
    .select(columns)
    .from(testDefinition)
    .where(sql`${testDefinition.loincCode} = any (array(select json_array_elements_text(${storableJson(loincCodes)}::text::json)))`);
}

/** The whole catalogue, in the order of a report. */
export async function allTestDefinitions(tx: Transaction): Promise<TestDefinitionRow[]> {
  return tx.select(columns).from(testDefinition).orderBy(asc(testDefinition.chapter), asc(testDefinition.position), asc(testDefinition.label)).limit(2000);
}

/** Every row with what was shipped of it; two programs that ship at once wait for each other. */
export async function lockCatalogue(tx: Transaction): Promise<StoredRow[]> {
  await tx.execute(sql`lock table test_definition in share row exclusive mode`);
  return tx.select().from(testDefinition);
}

export async function insertTestDefinitions(tx: Transaction, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(testDefinition).values([...rows]);
}

export async function updateTestDefinition(tx: Transaction, row: StoredRow): Promise<void> {
  await tx.update(testDefinition).set(row).where(eq(testDefinition.loincCode, row.loincCode));
}

export interface LocalReadingRow extends Record<string, unknown> {
  laboratoryId: string;
  code: string;
  unit: string;
  chapter: string;
  isApart: boolean;
}

/** What the laboratories' own tables say of these codes. */
export async function localReadings(tx: Transaction, laboratoryIds: readonly string[], codes: readonly string[]): Promise<LocalReadingRow[]> {
  if (laboratoryIds.length === 0 || codes.length === 0) return [];
  const list = (values: readonly string[]) =>
    sql.join(
      values.map((value) => sql`${value}`),
      sql`, `,
    );
  const rows = await tx.execute<LocalReadingRow>(
    sql`select laboratory_id as "laboratoryId", code, unit, chapter, is_apart as "isApart" from local_readings(array[${list(laboratoryIds)}]::uuid[], array[${list(codes)}]::text[])`,
  );
  return [...rows];
}
