import { ownEntries } from '../audit/own-entries';
import type { ProfessionalActor } from '../platform/actor';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { recoverySheetOf } from './recovery-store';
import { requireAccess } from './require-access';
import { findUser } from './store';
import { findTerminal } from './terminal-store';
import { meansOf, openSessionsOf, rightRowsOf } from './users-store';

/** Everything that a person may know of his own account: means, rights in force, this session, what happened at the doors; no secret and no hash of one. */
export async function readOwnAccount(ctx: Context<ProfessionalActor>) {
  const denied = requireAccess(ctx, 'account.manage');
  if (denied) return denied;
  const { userId, sessionId, terminalId } = ctx.actor;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const user = await findUser(tx, userId);
    const session = (await openSessionsOf(tx, userId, now)).find(({ id }) => id === sessionId);
    if (!user || !session) return refuse('not-found');
    const terminal = terminalId === null ? undefined : await findTerminal(tx, terminalId);
    const { hasPassword, passwordSetAt, hasTotp, passkeys } = await meansOf(tx, user, now);
    const rights = await rightRowsOf(tx, userId);
    return done({
      login: user.login,
      name: ctx.actor.name,
      means: { hasPassword, passwordSetAt, hasTotp, passkeys, recovery: await recoverySheetOf(tx, userId) },
      rights: rights
        .filter(({ revokedAt, validTo }) => revokedAt === null && (validTo === null || validTo > now))
        .map(({ id, role, siteId, wardId, validFrom, validTo, grantedBy, grantedByName }) => ({
          id,
          role,
          siteId,
          wardId,
          validFrom,
          validTo,
          grantedBy: grantedByName ?? grantedBy,
        })),
      session: { method: session.method, createdAt: session.createdAt, address: session.address, browser: session.terminal, terminal: terminal?.name ?? '' },
      entries: await ownEntries(tx),
    });
  });
}
