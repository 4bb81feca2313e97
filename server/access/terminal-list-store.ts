import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/client';
import { session, terminal, userAccount } from '../../db/schema/access';

const MOST = 500;

/** Open professional sessions with their person and terminal, newest first; one that has been left alone too long is not open, though nobody has noticed yet. */
export async function openProfessionalSessions(tx: Transaction, now: Date) {
  return tx
    .select({
      id: session.id,
      givenName: userAccount.givenName,
      familyName: userAccount.familyName,
      terminalId: session.terminalId,
      terminalName: terminal.name,
      browser: session.terminal,
      address: session.address,
      method: session.method,
      since: session.createdAt,
      lastSeenAt: session.lastSeenAt,
    })
    .from(session)
    .innerJoin(userAccount, eq(userAccount.id, session.userId))
    .leftJoin(terminal, eq(terminal.id, session.terminalId))
    .where(
      and(
        eq(session.realm, 'professional'),
        isNull(session.revokedAt),
        gt(session.expiresAt, now),
        sql`${session.lastSeenAt} + ${session.idleMs} * interval '1 millisecond' > ${now.toISOString()}`,
      ),
    )
    .orderBy(desc(session.createdAt))
    .limit(MOST);
}

/** Terminals by when they were last seen, newest first. */
export async function terminalRows(tx: Transaction, filter: { state: string | null; kind: string | null; siteId: string | null }) {
  return tx
    .select()
    .from(terminal)
    .where(
      and(
        filter.state === null ? undefined : eq(terminal.state, filter.state),
        filter.kind === null ? undefined : eq(terminal.kind, filter.kind),
        filter.siteId === null ? undefined : eq(terminal.siteId, filter.siteId),
      ),
    )
    .orderBy(desc(terminal.lastSeenAt))
    .limit(MOST);
}

/** Whose open session this is; null when it is nobody's, a patient's, or over. */
export async function findOpenProfessionalSession(tx: Transaction, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ userId: session.userId })
    .from(session)
    .where(and(eq(session.id, id), eq(session.realm, 'professional'), isNull(session.revokedAt)));
  return row?.userId ?? null;
}
