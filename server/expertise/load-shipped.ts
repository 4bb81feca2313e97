import { append } from '../audit/append';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { RuleSetContent } from './rule-set';
import { SHIPPED_SET } from './shipped/shipped-set';
import { insertSets, laboratoriesWithout, lockSetLoading } from './store';

const KEY = 'shipped';

/** The shipped set as it is kept, checked; its hash is what a biologist approves. */
export function shippedContent(): { content: RuleSetContent; contentHash: string } {
  const content = RuleSetContent.parse(SHIPPED_SET);
  return { content, contentHash: hashOf(content) };
}

/**
 * Gives every laboratory the shipped set, in force at once and informative until a biologist there approves it: the first time as version 1, after an update of the product that
 * changed a rule as the next version. A laboratory that has written rules of its own keeps them: a draft may begin from the shipped ones. Repeating it changes nothing.
 * @see requirements.md TDN-16; GBUI XI-2
 */
export async function loadShippedSet(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    await lockSetLoading(tx);
    const { content, contentHash } = shippedContent();
    const missing = await laboratoriesWithout(tx, KEY, contentHash);
    if (missing.length === 0) return 0;
    const now = ctx.now();
    const sets = missing.map((one) => ({ ...one, id: one.setId ?? newId() }));
    await insertSets(
      tx,
      sets.filter(({ setId }) => setId === null).map(({ id, laboratoryId }) => ({ id, laboratoryId, key: KEY, createdAt: now })),
      sets.map(({ id, version }) => ({
        id: newId(),
        ruleSetId: id,
        version: version + 1,
        title: content.title,
        author: content.author,
        content,
        contentHash,
        ruleCount: content.rules.length,
        inForceFrom: now,
        createdAt: now,
        origin: 'shipped',
        controlSheetId: null,
        restoresId: null,
        signedHash: null,
        restoreReason: null,
      })),
    );
    await append(tx, ctx, { action: 'rules.load', detail: { laboratories: missing.length, rules: content.rules.length, contentHash } });
    return missing.length;
  });
}
