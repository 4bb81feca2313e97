import { readEntries } from '../audit/read-entries';
import type { Context } from '../platform/context';
import { done, refuse } from '../platform/outcome';
import { requireAccess } from './require-access';
import { isInForce, isOver } from './rights-rules';
import { stateOf } from './session-rules';
import { findUser } from './store';
import { meansOf, openSessionsOf, rightRowsInForce, rightRowsOf, stateOfUser } from './users-store';
import type { ShownRight } from './users-types';

/** Everything about one account that an administrator may see: identity, state, rights, means and entries; no secret and no hash of one. */
export async function readUser(ctx: Context, { userId }: { userId: string }) {
  const denied = requireAccess(ctx, 'user.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const user = await findUser(tx, userId);
    if (!user) return refuse('not-found');
    const {
      id,
      login,
      kind,
      familyName,
      givenName,
      title,
      profession,
      rppsNumber,
      email,
      lockedAt,
      disabledAt,
      failedAttempts,
      secrecySignedAt,
      prescriberId,
      createdAt,
    } = user;
    return done({
      identity: { id, login, kind, familyName, givenName, title, profession, rppsNumber, email, prescriberId, createdAt, secrecySignedAt },
      state: await stateOfUser(tx, userId, now),
      lockedAt,
      disabledAt,
      failedAttempts,
      means: await meansOf(tx, user, now),
      rights: (await rightRowsOf(tx, userId)).map((right) => shown(right, now)),
      sessions: (await openSessionsOf(tx, userId, now)).filter(
        (open) => stateOf({ ...open, expiresAt: new Date(Number.MAX_SAFE_INTEGER), revokedAt: null }, now) === 'open',
      ),
      entries: await readEntries(tx, userId),
    });
  });
}

/** Who holds what now or later, person by person: what is reviewed once a year (ISO 15189 7.6.3). */
export async function readRights(ctx: Context) {
  const denied = requireAccess(ctx, 'user.read');
  if (denied) return denied;
  return ctx.transaction(async (tx) => {
    const rows = await rightRowsInForce(tx, ctx.now());
    return done(rows.map((row) => ({ ...shown(row, ctx.now()), userId: row.userId, login: row.login, familyName: row.familyName, givenName: row.givenName })));
  });
}

type Row = Awaited<ReturnType<typeof rightRowsOf>>[number];

function shown(row: Row, now: Date): ShownRight {
  return {
    id: row.id,
    role: row.role,
    siteId: row.siteId,
    wardId: row.wardId,
    validFrom: row.validFrom,
    validTo: row.validTo,
    grantedBy: row.grantedByName ?? row.grantedBy,
    grantedAt: row.grantedAt,
    revokedAt: row.revokedAt,
    revokedBy: row.revokedByName,
    standing: isInForce(row, now) ? 'now' : isOver(row, now) ? 'over' : 'later',
  };
}
