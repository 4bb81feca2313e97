import { closeAccount } from '../access/close-account';
import { requireAccess } from '../access/require-access';
import { requireFresh } from '../access/require-fresh';
import { append } from '../audit/append';
import type { PatientActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { endLinks } from './enrolment-store';

/** Closes the patient's own account: every means, session and link of it ends, its addresses are forgotten. The results stay where they are. */
export async function closeMyAccount(ctx: Context<PatientActor>): Promise<Outcome<{ closed: true }, Refusal<'not-found' | 'fresh-proof-needed'>>> {
  const denied = requireAccess(ctx, 'patient.manage');
  if (denied) return denied;
  const { accountId } = ctx.actor;
  if (accountId === null) return refuse('not-found');
  return ctx.transaction(async (tx) => {
    const stale = await requireFresh(ctx, tx);
    if (stale) return stale;
    await endLinks(tx, accountId, ctx.now());
    await append(tx, ctx, { action: 'account.close', subjectId: accountId });
    await closeAccount(ctx, tx, accountId);
    return done({ closed: true });
  });
}
