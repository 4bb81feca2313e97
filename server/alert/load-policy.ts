import { append } from '../audit/append';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { PolicyContent } from './policy';
import { insertVersion, laboratoriesWithoutPolicy, lockPolicy } from './policy-store';
import { STARTING_POLICY } from './starting-policy';

/** Gives every laboratory that has none the starting policy, as a draft: it calls nobody until a biologist there has approved it. Repeating it changes nothing. */
export async function loadStartingPolicy(ctx: Context): Promise<number> {
  return ctx.transaction(async (tx) => {
    await lockPolicy(tx, 'starting');
    const missing = await laboratoriesWithoutPolicy(tx);
    const content = PolicyContent.parse(STARTING_POLICY);
    const contentHash = hashOf(content);
    const now = ctx.now();
    for (const laboratoryId of missing)
      await insertVersion(tx, {
        id: newId(),
        laboratoryId,
        version: 1,
        content,
        contentHash,
        madeByName: 'Relais, politique de départ',
        madeAt: now,
        changedAt: now,
      });
    if (missing.length > 0)
      await append(tx, ctx, { action: 'call-policy.load', detail: { laboratories: missing.length, rows: content.rows.length, contentHash } });
    return missing.length;
  });
}
