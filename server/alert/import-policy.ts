import { requireAccess } from '../access/require-access';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { type Outcome, type Refusal, refuse } from '../platform/outcome';
import { PolicyContent } from './policy';
import { rowsOfCsv } from './policy-csv';
import { policyVersions, versionInForce } from './policy-store';
import { isOwn, savePolicy } from './save-policy';
import { STARTING_POLICY } from './starting-policy';

/** Takes a table from a file as the new draft; title, delay of the LIS's flags and ladder stay those of the draft, else of what is in force. Nothing is taken of a file of which one line is wrong. */
export async function importPolicy(
  ctx: Context<ProfessionalActor>,
  input: { laboratoryId: string; csv: string; seenHash: string | null },
): Promise<Outcome<{ versionId: string; contentHash: string }, Refusal<'not-found' | 'call-policy-wrong' | 'call-policy-changed'>>> {
  const denied = requireAccess(ctx, 'call-policy.change');
  if (denied) return denied;
  const read = rowsOfCsv(input.csv);
  if ('problem' in read) return refuse('call-policy-wrong', { what: read.problem });
  const base = await ctx.transaction(async (tx) => {
    if (!(await isOwn(ctx, tx, input.laboratoryId))) return null;
    const draft = (await policyVersions(tx, [input.laboratoryId])).find(({ state }) => state === 'draft');
    const row = draft ?? (await versionInForce(tx, input.laboratoryId, ctx.now()));
    return PolicyContent.safeParse(row?.content).data ?? STARTING_POLICY;
  });
  if (!base) return refuse('not-found');
  return savePolicy(ctx, { laboratoryId: input.laboratoryId, content: { ...base, rows: read.rows }, seenHash: input.seenHash });
}
