import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { makeActivation } from './activation';
import { beginChange } from './change-rights';
import type { ImportLine, ImportPlan } from './import-rules';
import { planNow } from './preview-import';
import { requireAccess } from './require-access';
import { updateIdentity } from './rights-store';
import { insertHabilitations, insertUser } from './store';
import { tellNotice } from './tell-notice';

export interface Imported {
  /** Shown once, to be handed over in person. */
  created: { login: string; name: string; code: string }[];
  changed: number;
  granted: number;
}

/**
 * Does what the preview said, whole or not at all. Refuses when one line is refused, and when an account of the file has changed since it was previewed: what is
 * applied is what the administrator saw and proved.
 */
export async function applyImport(
  ctx: Context<ProfessionalActor>,
  { lines, fingerprint }: { lines: readonly ImportLine[]; fingerprint: string },
  proofId: string,
): Promise<Outcome<Imported, Refusal<'not-found' | 'import-stale' | 'import-refused'>>> {
  const denied = requireAccess(ctx, 'user.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await beginChange(ctx, tx))) return refuse('not-found');
    const { plan, accounts, fingerprint: now } = await planNow(ctx, tx, lines);
    const refusal = now !== fingerprint ? refuse('import-stale') : plan.lines.some(({ outcome }) => outcome === 'refused') ? refuse('import-refused') : null;
    if (refusal) {
      await append(tx, ctx, { action: 'account.import', outcome: 'refused', detail: { code: refusal.refusal.code, lines: lines.length, proof: proofId } });
      return refusal;
    }
    const ids = new Map(accounts.map(({ login, id }) => [login, id]));
    const created = await createAll(ctx, tx, plan, ids, proofId);
    for (const { userId, identity } of plan.identities) {
      await updateIdentity(tx, userId, identity);
      await append(tx, ctx, { action: 'account.identify', subjectId: userId, detail: { proof: proofId } });
    }
    await grantAll(ctx, tx, plan, ids, proofId);
    const counts = { created: created.length, changed: plan.identities.length, granted: plan.grants.length };
    await append(tx, ctx, { action: 'account.import', detail: { ...counts, lines: lines.length, content: fingerprint, proof: proofId } });
    return done({ ...counts, created });
  });
}

async function createAll(ctx: Context<ProfessionalActor>, tx: Transaction, { creations }: ImportPlan, ids: Map<string, string>, proofId: string) {
  const created: Imported['created'] = [];
  for (const { login, identity } of creations) {
    const id = newId();
    ids.set(login, id);
    await insertUser(tx, { id, login, ...identity, createdAt: ctx.now() });
    await append(tx, ctx, { action: 'account.create', subjectId: id, detail: { proof: proofId } });
    created.push({ login, name: `${identity.givenName} ${identity.familyName}`, code: await makeActivation(ctx, tx, id) });
  }
  return created;
}

async function grantAll(
  ctx: Context<ProfessionalActor>,
  tx: Transaction,
  { grants }: ImportPlan,
  ids: ReadonlyMap<string, string>,
  proofId: string,
): Promise<void> {
  for (const { login, right } of grants) {
    const userId = ids.get(login);
    if (userId === undefined) throw new Error('broken promise: every login of a plan has its account');
    const id = newId();
    await insertHabilitations(tx, [{ ...right, id, userId, grantedBy: ctx.actor.userId, grantedAt: ctx.now() }]);
    await append(tx, ctx, { action: 'right.grant', subjectId: userId, detail: { role: right.role, habilitation: id, proof: proofId } });
    await tellNotice(tx, ctx, { kind: 'rights-changed', audience: { userId }, subjectId: userId, detail: { change: 'granted', by: ctx.actor.name } });
  }
}
