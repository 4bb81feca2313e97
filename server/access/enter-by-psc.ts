import type { Transaction } from '../../db/client';
import { append } from '../audit/append';
import type { AnonymousActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { newId } from '../platform/ids';
import { done, type Outcome, type Refusal, refuse } from '../platform/outcome';
import { type Entry, openSession } from './open-session';
import { accountsOfIdentity, keepIdentity } from './provider-store';
import type { PscIdentity } from './psc-claims-rules';
import { professionalActor } from './read-actor';
import { seal } from './secret-box';
import { insertUser, type UserRow } from './store';
import { tellNotice } from './tell-notice';
import { terminalOf } from './terminal-of';

export type PscRefusal = Refusal<'provider-no-rights' | 'provider-not-biologist' | 'terminal-blocked'>;

/**
 * Opens the session of the person whom Pro Santé Connect has identified, with the rights of the local habilitations and no other: the claims alone let nobody
 * in. Somebody unknown here gets an account without any right, for an administrator to look at. Who is a biologist here and not by the claims is kept out
 * until an administrator has looked: one of the two is wrong.
 * @see interop.md, Pro Santé Connect; requirements TDN-11
 */
export async function enterByPsc(
  ctx: Context<AnonymousActor>,
  identity: PscIdentity,
  idToken: string,
  begunAt: string | null,
): Promise<Outcome<{ userId: string; token: string }, PscRefusal>> {
  return ctx.transaction(async (tx) => {
    const terminal = await terminalOf(ctx, tx, begunAt);
    if (terminal.state !== 'active') return refusedFor(ctx, tx, null, 'terminal-blocked');
    const account = (await accountsOfIdentity(tx, identity)).find((row) => row.disabledAt === null) ?? (await provision(ctx, tx, identity));
    if (!account) return refusedFor(ctx, tx, null, 'provider-no-rights');
    await keepIdentity(tx, account.id, identity.subject, identity.expertise);
    const sessionId = newId();
    const asking = await professionalActor(tx, account, { id: sessionId, stage: 'full', terminalId: terminal.id }, ctx.actor, ctx.now());
    if (asking.roles.length === 0) return refusedFor(ctx, tx, account.id, 'provider-no-rights');
    if (asking.roles.includes('biologist') && !identity.isBiologist) {
      await tellNotice(tx, ctx, {
        kind: 'rights-changed',
        audience: { role: 'administrator' },
        subjectId: account.id,
        detail: { reason: 'psc-not-biologist', name: asking.name },
      });
      return refusedFor(ctx, tx, account.id, 'provider-not-biologist');
    }
    const entry: Entry = { method: 'psc', terminalId: terminal.id, idleMs: terminal.idleMs, providerToken: seal(idToken, account.id) };
    const opened = await openSession(tx, 'professional', account.id, ctx.actor, ctx.now(), entry);
    const actor = { ...asking, sessionId: opened.id };
    await append(tx, { ...ctx, actor }, { action: 'session.open', subjectId: opened.id, detail: { tookOver: opened.tookOver, method: 'psc' } });
    return done({ userId: account.id, token: opened.token });
  });
}

/** An account of somebody identified beyond doubt and without any right; undefined without an RPPS number, or when every account of his is disabled. */
async function provision(ctx: Context<AnonymousActor>, tx: Transaction, identity: PscIdentity): Promise<UserRow | undefined> {
  if (identity.rppsNumber === null || (await accountsOfIdentity(tx, identity)).length > 0) return undefined;
  const id = newId();
  await insertUser(tx, {
    id,
    login: `psc.${identity.rppsNumber}`,
    familyName: identity.familyName,
    givenName: identity.givenName,
    profession: identity.profession,
    rppsNumber: identity.rppsNumber,
    pscSubject: identity.subject,
    expertise: identity.expertise,
    createdAt: ctx.now(),
  });
  await append(tx, ctx, { action: 'account.provision', subjectId: id, detail: { by: 'psc' } });
  const [made] = await accountsOfIdentity(tx, identity);
  return made;
}

async function refusedFor<Code extends PscRefusal['code']>(ctx: Context<AnonymousActor>, tx: Transaction, userId: string | null, code: Code) {
  await append(tx, ctx, { action: 'session.open', outcome: 'refused', subjectId: userId, detail: { method: 'psc', reason: code } });
  return refuse(code);
}
