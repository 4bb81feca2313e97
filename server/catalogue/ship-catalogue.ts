import { append } from '../audit/append';
import type { Context } from '../platform/context';
import { TEST_DEFINITIONS } from './definitions';
import type { TestDefinition } from './read-catalogue';
import { shippedInto } from './rules';
import { insertTestDefinitions, lockCatalogue, updateTestDefinition } from './store';

/**
 * Lays the shipped catalogue into the database, at every start: an empty one gets it whole, an older one what it lacks and what it left as it was shipped; nothing
 * that a laboratory changed or added is touched. Done twice, or by two programs at once, it is done once.
 */
export async function shipCatalogue(ctx: Context, definitions: readonly TestDefinition[] = TEST_DEFINITIONS): Promise<{ added: number; changed: number }> {
  return ctx.transaction(async (tx) => {
    const stored = new Map((await lockCatalogue(tx)).map((row) => [row.loincCode, row]));
    const rows = definitions.flatMap((definition) => shippedInto(stored.get(definition.loincCode), definition) ?? []);
    const added = rows.filter(({ loincCode }) => !stored.has(loincCode));
    const changed = rows.filter(({ loincCode }) => stored.has(loincCode));
    await insertTestDefinitions(tx, added);
    for (const row of changed) await updateTestDefinition(tx, row);
    if (rows.length > 0) await append(tx, ctx, { action: 'catalogue.ship', detail: { added: added.length, changed: changed.length } });
    return { added: added.length, changed: changed.length };
  });
}
