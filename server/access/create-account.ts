import { append } from '../audit/append';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { makeActivation } from './activation';
import { beginChange } from './change-rights';
import { requireAccess } from './require-access';
import { refusalOfLogin, refusalOfRpps } from './rights-rules';
import { usersByLogin } from './rights-store';
import { insertUser } from './store';
import type { Identity } from './users-types';

export interface NewAccount extends Identity {
  login: string;
  /** The prescriber of the directory with this RPPS number, if there is one. */
  prescriberId: string | null;
}

type AccountRefusal = Refusal<'not-found' | 'login-malformed' | 'login-names-function' | 'login-taken' | 'rpps-invalid'>;

/** Makes an account without password and without rights; answers, once, the code that opens it for its first time. */
export async function createAccount(
  ctx: Context<ProfessionalActor>,
  { login, ...identity }: NewAccount,
  proofId: string,
): Promise<Outcome<{ userId: string; code: string }, AccountRefusal>> {
  const denied = requireAccess(ctx, 'user.manage');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    if (!(await beginChange(ctx, tx))) return refuse('not-found');
    const refusal = refusalOfLogin(login) ?? refusalOfRpps(identity.rppsNumber, null);
    if (refusal) return { ok: false, refusal };
    if ((await usersByLogin(tx, [login])).length > 0) return refuse('login-taken');
    const userId = newId();
    await insertUser(tx, { id: userId, login, ...identity, createdAt: ctx.now() });
    await append(tx, ctx, { action: 'account.create', subjectId: userId, detail: { proof: proofId } });
    return done({ userId, code: await makeActivation(ctx, tx, userId) });
  });
}
