import type { Transaction } from '../../db/client';
import type { ProfessionalActor } from '../platform/actor';
import { hashOf } from '../platform/canonical';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal } from '../platform/outcome';
import { countOutcomes, type ImportLine, type ImportPlan, type KnownAccount, type PlannedLine, planImport } from './import-rules';
import { requireAccess } from './require-access';
import { rightsOfAll, usersByLogin } from './rights-store';

export interface Preview {
  /** Of the lines, of what they would do, and of the accounts as they are now. */
  fingerprint: string;
  lines: PlannedLine[];
  counts: Record<PlannedLine['outcome'], number>;
}

/** Says what an import would do, line by line, and writes nothing. */
export async function previewImport(ctx: Context<ProfessionalActor>, lines: readonly ImportLine[]): Promise<Outcome<Preview, Refusal<'not-found'>>> {
  const denied = requireAccess(ctx, 'user.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const { plan, fingerprint } = await planNow(ctx, tx, lines);
    return done({ fingerprint, lines: plan.lines, counts: countOutcomes(plan.lines) });
  });
}

/** The plan against the accounts as this transaction sees them; another state of one of them is another fingerprint. */
export async function planNow(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  lines: readonly ImportLine[],
): Promise<{ plan: ImportPlan; fingerprint: string; accounts: KnownAccount[] }> {
  const users = await usersByLogin(tx, [...new Set(lines.map(({ login }) => login))]);
  const rights = await rightsOfAll(
    tx,
    users.map(({ id }) => id),
  );
  const accounts = users.map((user) => ({ ...user, rights: rights.filter(({ userId }) => userId === user.id) }));
  const plan = planImport(lines, accounts, ctx.actor.userId, ctx.now());
  const state = accounts.map(({ login, familyName, givenName, title, profession, rppsNumber, email, prescriberId, disabledAt, rights: held }) => ({
    login,
    identity: [familyName, givenName, title, profession, rppsNumber, email, prescriberId],
    disabledAt,
    rights: held.map(({ id, validTo, revokedAt }) => ({ id, validTo, revokedAt })),
  }));
  return { plan, accounts, fingerprint: hashOf({ lines, planned: plan.lines, state }) };
}
