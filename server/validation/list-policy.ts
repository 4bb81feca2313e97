import { z } from 'zod';
import { allows } from '../access/permissions';
import { requireAccess } from '../access/require-access';
import { ownLaboratories } from '../catalogue/list-delays';
import { readCatalogue } from '../catalogue/read-catalogue';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { DEFAULT_POLICY, OWN_RESULT, READER_EFFECTS } from './second-reading-rules';
import { policyVersions } from './second-reading-store';

export const policyListSchema = z.object({
  laboratories: z.array(z.object({ id: z.string(), name: z.string() })),
  laboratoryId: z.string().nullable(),
  mayManage: z.boolean(),
  /** 0 = the laboratory has written nothing: what holds for everybody is in force. */
  version: z.number(),
  inForce: z.object({ readerCodes: z.array(z.string()), readerEffect: z.enum(READER_EFFECTS), ownResult: z.enum(OWN_RESULT) }),
  versions: z.array(z.object({ version: z.number(), reason: z.string(), madeByName: z.string(), since: z.date() })),
  tests: z.array(z.object({ code: z.string(), label: z.string() })),
});

/** How one laboratory wants decisions taken, with every version before; of her laboratories only. */
export async function listPolicy(
  ctx: Context,
  { laboratoryId }: { laboratoryId: string | null },
): Promise<Outcome<z.infer<typeof policyListSchema>, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'decision-policy.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const laboratories = await ownLaboratories(ctx, tx);
    const chosen = laboratories.find(({ id }) => id === laboratoryId) ?? laboratories[0];
    const versions = chosen ? await policyVersions(tx, chosen.id) : [];
    const [newest] = versions;
    const { readerCodes, readerEffect, ownResult } = newest ?? DEFAULT_POLICY;
    return done({
      laboratories,
      laboratoryId: chosen?.id ?? null,
      mayManage: allows(ctx.actor, 'decision-policy.manage'),
      version: newest?.version ?? 0,
      inForce: policyListSchema.shape.inForce.parse({ readerCodes, readerEffect, ownResult }),
      versions: versions.map(({ version, reason, madeByName, since }) => ({ version, reason, madeByName, since })),
      tests: (await readCatalogue(tx)).toSorted((a, b) => a.position - b.position).map(({ loincCode, label }) => ({ code: loincCode, label })),
    });
  });
}
